package main

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
	"testing"
	"time"
)

// Certificates for a host are renewed every few weeks. The relay shows the new
// one without being started again, and never one whose files are half written.
func TestARenewedCertificateIsShown(t *testing.T) {
	cert, key := certificate(t, 30*24*time.Hour)
	now := time.Now()
	pair, err := serving{cert: cert, key: key}.certificate(func() time.Time { return now })
	ok(t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	server := quiet(nil)
	server.TLSConfig = &tls.Config{GetCertificate: pair.get}
	ended := make(chan error)
	go func() { ended <- server.ServeTLS(listener, "", "") }()
	ends := func() time.Time {
		t.Helper()
		trusted := x509.NewCertPool()
		b, err := os.ReadFile(cert + ".known")
		ok(t, err)
		trusted.AppendCertsFromPEM(b)
		c, err := tls.Dial("tcp", listener.Addr().String(), &tls.Config{ServerName: "localhost", RootCAs: trusted})
		ok(t, err)
		defer c.Close()
		return c.ConnectionState().PeerCertificates[0].NotAfter
	}
	copied := func(from, to string) {
		t.Helper()
		b, err := os.ReadFile(from)
		ok(t, err)
		ok(t, os.WriteFile(to, b, 0o600))
	}
	copied(cert, cert+".known")
	first := ends()
	newer, newerKey := certificate(t, 90*24*time.Hour)
	copied(newer, cert)
	now = now.Add(lookAgain)
	if got := ends(); got != first {
		t.Error("shown before the key was there, too:", got)
	}
	copied(newerKey, key)
	copied(newer, cert+".known")
	now = now.Add(lookAgain)
	if got := ends(); !got.After(first) {
		t.Error("the old one is still shown:", got)
	}
	ok(t, server.Close())
	<-ended
}
