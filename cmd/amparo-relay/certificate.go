package main

import (
	"crypto/tls"
	"sync"
	"time"
)

// lookAgain is how long a certificate is used before its files are read again.
const lookAgain = time.Minute

// renewed is a certificate in files that somebody renews while the relay serves.
type renewed struct {
	cert, key string
	now       func() time.Time

	mu   sync.Mutex
	pair *tls.Certificate
	read time.Time
}

// certificate reads what --cert and --key name. It is nil when they name nothing.
func (s serving) certificate(now func() time.Time) (*renewed, error) {
	if s.cert == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(s.cert, s.key)
	if err != nil {
		return nil, useError("Certificate and key can't be read, or do not belong together. Please look at --cert and --key.")
	}
	return &renewed{cert: s.cert, key: s.key, now: now, pair: &pair, read: now()}, nil
}

// get is for tls.Config.GetCertificate. While the files can't be read, or do not
// belong together yet, it stays with what it had.
func (r *renewed) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now := r.now(); now.Sub(r.read) >= lookAgain {
		r.read = now
		if pair, err := tls.LoadX509KeyPair(r.cert, r.key); err == nil {
			r.pair = &pair
		}
	}
	return r.pair, nil
}
