// Package client is the other end of a relay: it signs requests with a
// mailbox's key, and sees when a relay has lost something. It knows sealed bytes
// only, and no vault.
//
//	m, err := client.New(client.Config{URL: "https://relay.example", Box: box, Key: key, ...})
//	err = m.Open(ctx, code)                  // once, with a code of the host
//	met, err := m.Meet(ctx, seen, set)       // both have all; seen is what was remembered
//	err = m.Follow(ctx, seen, take)          // each page as soon as something comes
//
// A caller remembers, durably, the Head that Meet returns. When the relay's
// chain is shorter than that, or another one, it has lost or changed
// something: Meet says so and offers again whatever is missing there.
package client

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay/wire"
)

// Errors that callers tell apart. None holds an address or what was sent.
var (
	// ErrAddress says that this is no address of a relay: https, or http to a
	// loopback host or to an address of one's own network, or .onion by a proxy.
	ErrAddress = errors.New("this is no address of a relay")
	// ErrOffline says that the relay was not reached. What was asked may have
	// been done.
	ErrOffline = errors.New("the relay was not reached")
	// ErrTicket says that the relay does not know this mailbox or this key.
	ErrTicket = errors.New("the relay knows no such mailbox")
	// ErrClock says that the clocks of this device and the relay differ.
	ErrClock = errors.New("the relay's clock shows another time")
	// ErrCode says that the code opens nothing, nothing any more, or not this
	// mailbox.
	ErrCode = errors.New("this code opens nothing")
	// ErrQuota says that the mailbox has no room left.
	ErrQuota = errors.New("the mailbox is full")
	// ErrBusy says that the relay asks to be asked later.
	ErrBusy = errors.New("the relay has too much to do")
	// ErrNotFound says that there is no such blob.
	ErrNotFound = errors.New("no such blob")
	// ErrRefused says that the relay did not understand, or answered in a way
	// that is no relay's.
	ErrRefused = errors.New("the relay answered in another way than a relay does")
	// ErrShorter says that the relay's chain is shorter than it was, or another.
	ErrShorter = errors.New("the relay has lost something")
)

// Config is what a client needs. URL, Box, Key, Rand and Now have to be there.
type Config struct {
	URL   string
	Box   wire.Box
	Key   *key.Mailbox
	Rand  io.Reader // for nonces
	Now   func() time.Time
	Proxy string // socks5://HOST:PORT, for Tor; empty means none, whatever the surroundings say
}

// Mailbox is one mailbox at one relay. Its methods may be called by several
// goroutines at once, if Rand may.
type Mailbox struct {
	c    Config
	base *url.URL
	http *http.Client
}

// New returns a client. It sends nothing yet.
func New(c Config) (*Mailbox, error) {
	base, err := url.Parse(strings.TrimSuffix(c.URL, "/"))
	if err != nil || base.Path != "" || base.RawQuery != "" || base.User != nil || !private(base, c.Proxy != "") {
		return nil, ErrAddress
	}
	transport := &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true}
	if c.Proxy != "" {
		proxy, err := url.Parse(c.Proxy)
		if err != nil || proxy.Scheme != "socks5" || proxy.Host == "" {
			return nil, ErrAddress
		}
		transport.Proxy = http.ProxyURL(proxy)
	}
	stays := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Mailbox{c: c, base: base, http: &http.Client{Transport: transport, CheckRedirect: stays}}, nil
}

// private says whether what is sent there stays out of strangers' sight: it is
// sealed under way, or does not leave this network. All that could be seen there
// are names of mailboxes and sizes; what lies in them is sealed in any case. An
// .onion address is one only to a proxy: without it, the name would be looked up
// here, and whoever answered would be asked.
func private(u *url.URL, proxied bool) bool {
	host := u.Hostname()
	if strings.HasSuffix(host, ".onion") {
		return proxied && (u.Scheme == "http" || u.Scheme == "https")
	}
	ip := net.ParseIP(host)
	switch u.Scheme {
	case "https":
		return host != ""
	case "http":
		return host == "localhost" || ip != nil && (ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast())
	}
	return false
}

// Close lets go of idle connections.
func (m *Mailbox) Close() { m.http.CloseIdleConnections() }

// Open opens the mailbox with a code of the host. Opened already with this key,
// it stays as it is and the code is not spent.
func (m *Mailbox) Open(ctx context.Context, code wire.Code) error {
	k := m.c.Key.Key()
	_, err := m.ask(ctx, "POST", "", append(k.Bytes(), code[:]...))
	return err
}

// Append puts blobs into the mailbox; they are durable there when it returns.
// One that is there already keeps its number, so that asking again does no
// harm. There are as many blobs as fit into one message of an exchange.
func (m *Mailbox) Append(ctx context.Context, blobs [][]byte) (wire.Placed, error) {
	b, err := m.ask(ctx, "POST", "/entries", exchange.Message{Kind: exchange.Accept, Blobs: blobs}.Encode())
	if err != nil {
		return wire.Placed{}, err
	}
	p, err := wire.DecodePlaced(b)
	if err != nil || len(p.Numbers) != len(blobs) {
		return wire.Placed{}, ErrRefused
	}
	for _, n := range p.Numbers {
		if n == 0 || n > p.Head.Number {
			return wire.Placed{}, ErrRefused
		}
	}
	return p, nil
}

// Drop forgets the entries up to a number, for all who hold the key.
func (m *Mailbox) Drop(ctx context.Context, through uint64) error {
	_, err := m.ask(ctx, "DELETE", "/entries?through="+decimal(through), nil)
	return err
}

// DropAll forgets the mailbox, for all who hold the key.
func (m *Mailbox) DropAll(ctx context.Context) error {
	_, err := m.ask(ctx, "DELETE", "", nil)
	return err
}

// ask asks and reads the whole answer.
func (m *Mailbox) ask(ctx context.Context, method, path string, body []byte) (answer []byte, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	late := time.AfterFunc(wire.Patience(int64(len(body))), func() { cancel(ErrOffline) })
	defer late.Stop()
	defer cancel(nil)
	res, err := m.send(ctx, method, path, body)
	if err != nil {
		return nil, err
	}
	late.Reset(wire.Patience(min(res.ContentLength, maxAnswer)))
	answer, err = io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err := errors.Join(err, res.Body.Close()); err != nil {
		return nil, offline(ctx)
	}
	if len(answer) > maxAnswer {
		return nil, ErrRefused
	}
	return answer, nil
}

// maxAnswer is the length of the longest answer that is read.
const maxAnswer = 4 << 20

// offline tells the end of ctx from a relay that can't be reached.
func offline(ctx context.Context) error {
	if errors.Is(context.Cause(ctx), context.Canceled) {
		return context.Canceled
	}
	return ErrOffline
}

// send signs a request and returns an answer that is no refusal.
func (m *Mailbox) send(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	target := "/v1/" + hex.EncodeToString(m.c.Box[:]) + path
	req, err := http.NewRequestWithContext(ctx, method, m.base.String()+target, bytes.NewReader(body))
	if err != nil {
		return nil, ErrAddress
	}
	call := wire.Call{Host: req.Host, Method: method, Target: target, Body: wire.DigestOf(body)}
	ticket, err := wire.Sign(m.c.Key, call, uint64(m.c.Now().Unix()/60), m.c.Rand)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", ticket.Header())
	if len(body) > 0 {
		req.Header.Set(wire.DigestHeader, call.Body.Header())
	}
	req.Header.Set("User-Agent", "")
	res, err := m.http.Do(req)
	if err != nil {
		return nil, offline(ctx)
	}
	if res.StatusCode == http.StatusOK || res.StatusCode == http.StatusNoContent {
		return res, nil
	}
	word, err := io.ReadAll(io.LimitReader(res.Body, 32))
	if err := errors.Join(err, res.Body.Close()); err != nil {
		return nil, offline(ctx)
	}
	return nil, refusal(res.StatusCode, string(word))
}

// refusal turns an answer into an error. What is said by another than a relay,
// a proxy for one, counts by its status.
func refusal(status int, word string) error {
	switch word {
	case "ticket":
		return ErrTicket
	case "replay": // it came twice: the answer to the first was lost
		return ErrBusy
	case "clock":
		return ErrClock
	case "code":
		return ErrCode
	case "quota":
		return ErrQuota
	case "none":
		return ErrNotFound
	}
	switch status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusBadGateway, http.StatusGatewayTimeout:
		return ErrBusy
	}
	return ErrRefused
}
