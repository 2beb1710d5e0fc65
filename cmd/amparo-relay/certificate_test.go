package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// Certificates for a host are renewed every few weeks. The relay shows the new
// one without being started again, and never one whose files are half written.
func TestARenewedCertificateIsShown(t *testing.T) {
	cert, key := certificate(t, 30*24*time.Hour)
	began, later := time.Now(), atomic.Int64{}
	ctx, stop := context.WithCancel(t.Context())
	said, says := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, Env{
			Args:   []string{"serve", "--listen", "127.0.0.1:0", "--health", "", "--store", storeIn(t), "--cert", cert, "--key", key},
			Stdout: says, Stderr: io.Discard, Rand: rand.Reader, Now: func() time.Time { return began.Add(time.Duration(later.Load())) },
		})
		_ = says.Close()
	}()
	line, err := bufio.NewReader(said).ReadString('\n')
	ok(t, err)
	_, at, _ := strings.Cut(strings.TrimSpace(line), "https://")
	ends := func() time.Time {
		t.Helper()
		trusted := x509.NewCertPool()
		b, err := os.ReadFile(cert + ".known")
		ok(t, err)
		trusted.AppendCertsFromPEM(b)
		c, err := tls.Dial("tcp", at, &tls.Config{ServerName: "localhost", RootCAs: trusted})
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
	later.Add(int64(time.Minute))
	if got := ends(); got != first {
		t.Error("shown before the key was there, too:", got)
	}
	copied(newerKey, key)
	copied(newer, cert+".known")
	later.Add(int64(time.Minute))
	if got := ends(); !got.After(first) {
		t.Error("the old one is still shown:", got)
	}
	stop()
	if code := <-ended; code != codeDone {
		t.Error(code)
	}
}
