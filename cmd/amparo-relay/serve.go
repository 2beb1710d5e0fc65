package main

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"amparo/internal/relay"

	"github.com/spf13/cobra"
)

// serving is what serve was told.
type serving struct {
	listen, health string
	hosts          []string
	cert, key      string
	behindProxy    bool
	mebibytes      int64
	days           int64
	connections    int64
}

// What serve takes at most: far more than anybody needs, and far from where
// numbers end.
const (
	mostMebibytes = 1 << 20
	mostDays      = 100 * 365
)

// grace is how long requests may go on when the relay is asked to stop.
const grace = 10 * time.Second

func (p *program) serveCommand() *cobra.Command {
	var s serving
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve mailboxes until it is stopped",
		Long: "Serves until it is interrupted. On loopback it needs nothing else. For others, it needs --host, and either --cert and --key or --behind-proxy. " +
			"A proxy has to pass the header Host on as it is, and must not buffer answers. A renewed certificate is taken within a minute. No address is written anywhere.",
		Example: "  amparo-relay serve --store sqlite:/var/lib/amparo-relay/relay.db --host relay.example --listen :443 --cert cert.pem --key key.pem",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.serve(c.Context(), s) },
	}
	f := c.Flags()
	f.StringVar(&s.listen, "listen", "127.0.0.1:7787", "listen on `ADDR`")
	f.StringVar(&s.health, "health", "127.0.0.1:7788", "answer /health and /metrics on this loopback `ADDR`; empty means nowhere")
	f.StringArrayVar(&s.hosts, "host", nil, "the `NAME`, with its port if it is not 443, under which devices reach the relay; may be given several times")
	f.StringVar(&s.cert, "cert", "", "the `FILE` with the certificate and those above it")
	f.StringVar(&s.key, "key", "", "the `FILE` with the certificate's key")
	f.BoolVar(&s.behindProxy, "behind-proxy", false, "a proxy in front does TLS")
	f.Int64Var(&s.mebibytes, "mailbox-mib", 64, "how many MiB a mailbox holds")
	f.Int64Var(&s.days, "days", 120, "how many days a mailbox stays when nothing is written to it")
	f.Int64Var(&s.connections, "connections", 12_000, "how many connections may be open at once; as many files have to be allowed")
	return c
}

// check says what else serve has to be told.
func (s serving) check() error {
	switch {
	case (s.cert == "") != (s.key == ""):
		return useError("--cert and --key belong together")
	case s.mebibytes < 1 || s.days < 1 || s.connections < 1:
		return useError("--mailbox-mib, --days and --connections are 1 at least")
	case s.mebibytes > mostMebibytes || s.days > mostDays:
		return useError("--mailbox-mib is 1048576 at most, and --days 36500")
	case !isAddress(s.listen):
		return useError("--listen is an address such as :443 or 127.0.0.1:7787")
	case slices.ContainsFunc(s.hosts, noName):
		return useError("--host is a name alone, such as relay.example, or relay.example:8443 where the port is not 443; for several, give it several times")
	case s.health != "" && !loopback(s.health):
		return useError("--health is for this computer alone: an address such as 127.0.0.1:7788")
	case loopback(s.listen) && !s.behindProxy:
		return nil
	case s.cert == "" && !s.behindProxy:
		return useError("for others, serve needs --cert and --key, or --behind-proxy")
	case len(s.hosts) == 0:
		return useError("for others, serve needs --host with the name under which devices reach it")
	}
	return nil
}

func isAddress(addr string) bool {
	_, port, err := net.SplitHostPort(addr)
	return err == nil && port != ""
}

// noName says that no device asks for such a host: the relay would serve, and
// refuse everybody.
func noName(host string) bool {
	u, err := url.Parse("https://" + host)
	return err != nil || u.Host != host || u.Hostname() == "" || strings.ContainsAny(host, ", ") || u.Port() == "443" || strings.HasSuffix(host, ":")
}

func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

func (p *program) serve(ctx context.Context, s serving) (err error) {
	if err := s.check(); err != nil {
		return err
	}
	pair, err := s.certificate(p.env.Now)
	if err != nil {
		return err
	}
	store, err := p.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	r, err := relay.New(relay.Config{Store: store, Now: p.env.Now, Hosts: s.hosts, Bytes: s.mebibytes << 20, Days: s.days})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return useError(noListening(err))
	}
	hourly := time.NewTicker(time.Hour)
	defer hourly.Stop()
	parts := []func(context.Context) error{
		func(ctx context.Context) error { return sweep(ctx, r, hourly.C) },
		func(ctx context.Context) error {
			return save(ctx, func() int64 { return r.Counts().Requests }, debug.FreeOSMemory)
		},
		func(ctx context.Context) error { return p.listen(ctx, s, pair, r, listener) },
		func(ctx context.Context) error { r.Hear(ctx); return nil },
	}
	if s.health != "" {
		parts = append(parts, func(ctx context.Context) error { return p.health(ctx, s.health, r, store) })
	}
	return all(ctx, parts)
}

// noListening says why --listen can't be used, and what to do.
func noListening(err error) string {
	if errors.Is(err, fs.ErrPermission) {
		return "The port of --listen is for those with the right to ports below 1024 only. The unit amparo-relay.service says how to give it; or choose another port."
	}
	return "The address of --listen can't be used. Is it one of this computer's, and does another program listen there?"
}

// all runs parts until ctx ends or one of them does, and returns when each has
// ended.
func all(ctx context.Context, parts []func(context.Context) error) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error)
	for _, part := range parts {
		go func() { ended <- part(ctx) }()
	}
	for range parts {
		err = errors.Join(err, <-ended)
		cancel()
	}
	return err
}

// sweep forgets, at the start and every hour, what is over. At the start it ends
// the relay when it can't; a later time is made up for at the next, and counted.
func sweep(ctx context.Context, r *relay.Relay, every <-chan time.Time) error {
	if _, err := r.Sweep(ctx); err != nil && ctx.Err() == nil {
		return errors.New(sentence(err))
	}
	for {
		select {
		case <-every:
			if _, err := r.Sweep(ctx); err != nil {
				continue // Counts.Missed says so
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// listen serves devices until ctx ends; then it answers what was asked.
func (p *program) listen(ctx context.Context, s serving, pair *renewed, r *relay.Relay, listener net.Listener) error {
	server := quiet(r)
	server.ConnState = crowd(s.connections)
	if !s.behindProxy {
		server.ConnContext = r.ConnContext
	}
	serve := func() error { return server.Serve(listener) }
	scheme := "http://"
	if pair != nil {
		server.TLSConfig = &tls.Config{GetCertificate: pair.get}
		scheme = "https://"
		serve = func() error { return server.ServeTLS(listener, "", "") }
	}
	p.say("amparo-relay: serving on " + scheme + listener.Addr().String())
	return untilDone(ctx, server, serve, r.Close)
}

// quiet is a server that writes nothing about who asks.
func quiet(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: grace, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 8 << 10,
		ErrorLog: log.New(io.Discard, "", 0),
	}
}

// untilDone serves until ctx ends, and stops without breaking off an answer.
func untilDone(ctx context.Context, server *http.Server, serve func() error, leave func()) error {
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		leave()
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		if server.Shutdown(late) != nil {
			stopped <- server.Close()
			return
		}
		stopped <- nil
	}()
	if err := serve(); !errors.Is(err, http.ErrServerClosed) {
		return errors.New("serving ended: please look at the address")
	}
	return <-stopped
}
