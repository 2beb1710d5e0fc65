package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"amparo/internal/relay/client"
	"amparo/internal/relay/wire"
)

// asks sends one request over a connection and says whether it was answered.
func asks(c net.Conn) bool {
	if _, err := io.WriteString(c, "GET /v1/x/entries HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		return false
	}
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return false
	}
	_, err = io.Copy(io.Discard, res.Body)
	return errors.Join(err, res.Body.Close()) == nil
}

// Connections beyond those allowed are closed at once, until one of the others
// has gone.
func TestConnectionsHaveAnEnd(t *testing.T) {
	p := launch(t, "--store", storeIn(t), "--connections", "2")
	dial := func() net.Conn {
		c, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
		ok(t, err)
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	one, two := dial(), dial()
	if !asks(one) || !asks(two) {
		t.Fatal("those that are allowed are not answered")
	}
	for range 3 {
		if asks(dial()) {
			t.Error("a third connection is answered")
		}
	}
	ok(t, one.Close())
	for !asks(dial()) { // until the relay has seen it
		ok(t, t.Context().Err())
	}
	if !asks(two) {
		t.Error("one that was there all the time is not answered")
	}
	ok(t, p.ends(t, os.Interrupt))
}

// Behind a proxy, which does TLS and has few connections for all, the relay knows
// its name, pushes at once, and slows nobody down for what others ask.
func TestBehindAProxy(t *testing.T) {
	proxy := httptest.NewUnstartedServer(nil)
	name := proxy.Listener.Addr().String()
	store := storeIn(t)
	p := launch(t, "--store", store, "--behind-proxy", "--host", name)
	behind, err := url.Parse(p.url)
	ok(t, err)
	forward := &httputil.ReverseProxy{
		Rewrite:   func(r *httputil.ProxyRequest) { r.SetURL(behind); r.Out.Host = r.In.Host },
		Transport: &http.Transport{MaxConnsPerHost: 2},
	}
	proxy.Config.Handler = forward
	proxy.Start()
	t.Cleanup(proxy.Close)
	m := mailbox(t, proxy.URL, 1)
	ok(t, m.Open(t.Context(), coded(t, store)))
	life, cancel := context.WithCancel(t.Context())
	pushed, ended := make(chan string, 9), make(chan error, 1)
	go func() {
		ended <- m.Follow(life, wire.Head{}, func(blobs [][]byte, _ wire.Head) error {
			for _, b := range blobs {
				pushed <- string(b)
			}
			return nil
		})
	}()
	_, err = m.Append(t.Context(), [][]byte{[]byte("through the proxy")})
	ok(t, err)
	if got := <-pushed; got != "through the proxy" {
		t.Error(got)
	}
	for i := range 1100 {
		res, err := http.Get(proxy.URL + "/v1/" + strings.Repeat("00", 16) + "/entries?after=" + strconv.Itoa(i))
		ok(t, err)
		_, err = io.Copy(io.Discard, res.Body)
		ok(t, errors.Join(err, res.Body.Close()))
		if res.StatusCode != http.StatusUnauthorized {
			t.Fatalf("request %d of strangers: %d", i, res.StatusCode)
		}
	}
	if err := mailbox(t, p.url, 1).Drop(t.Context(), 1); err != client.ErrRefused {
		t.Error("asked under another name than the proxy's:", err)
	}
	cancel()
	<-ended
	ok(t, p.ends(t, os.Interrupt))
}

// Whoever has no right to a low port is told of that, and not to look for another
// program.
func TestALowPortIsExplained(t *testing.T) {
	for cause, want := range map[error]string{syscall.EACCES: "below 1024", syscall.EADDRINUSE: "another program"} {
		err := &net.OpError{Op: "listen", Err: os.NewSyscallError("bind", cause)}
		if said := noListening(err); !strings.Contains(said, want) {
			t.Errorf("%v: %s", cause, said)
		}
	}
}

// The unit for systemd starts what there is, as a user of its own, who reaches
// the network and one folder.
func TestTheUnitStartsTheRelay(t *testing.T) {
	b, err := os.ReadFile("amparo-relay.service")
	ok(t, err)
	unit := string(b)
	_, line, _ := strings.Cut(unit, "ExecStart=/usr/local/bin/amparo-relay serve ")
	line, _, _ = strings.Cut(line, "\n")
	args := strings.Fields(line)
	if len(args) < 4 {
		t.Fatalf("ExecStart has %q", args)
	}
	p := launch(t, append(args, "--listen", "127.0.0.1:0", "--health", "127.0.0.1:0", "--store", storeIn(t))...)
	ok(t, p.ends(t, os.Interrupt))
	for _, want := range []string{
		"DynamicUser=yes", "StateDirectoryMode=0700", "UMask=0077", "LimitCORE=0", "NoNewPrivileges=yes", "CapabilityBoundingSet=",
		"ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "RestrictAddressFamilies=AF_INET AF_INET6", "SystemCallFilter=@system-service",
	} {
		if !strings.Contains(unit, "\n"+want+"\n") {
			t.Errorf("the unit lacks %s", want)
		}
	}
	for _, said := range []string{"LoadCredential=key:", "AmbientCapabilities=CAP_NET_BIND_SERVICE", "Environment=PGPASSFILE="} {
		if !strings.Contains(unit, "\n# "+said) {
			t.Errorf("the unit does not say %s", said)
		}
	}
	number := func(key string) int {
		_, value, _ := strings.Cut(unit, "\n"+key+"=")
		value, _, _ = strings.Cut(value, "\n")
		n, err := strconv.Atoi(value)
		ok(t, err)
		return n
	}
	if number("LimitNOFILE") < 12_000+100 || number("TimeoutStopSec") <= int(grace.Seconds()) {
		t.Error("the unit allows fewer files than connections, or stops before the relay has")
	}
}
