package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// cable is two computers and the cable between them: namespaces of the kernel,
// which nothing else is in.
type cable struct {
	t             *testing.T
	device, relay string // names of the namespaces
}

const (
	deviceIP = "10.77.31.1"
	relayIP  = "10.77.31.2"
	markPort = ":9"
	namePort = ":53" // where names are looked up
)

// lay lays it. Where the kernel lets nobody make such a thing, the test
// can't be.
func lay(t *testing.T) *cable {
	t.Helper()
	needs(t, "ip")
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		skip(t, "a network of its own needs Linux and root")
	}
	id := fmt.Sprint(os.Getpid())
	n := &cable{t: t, device: "am-dev-" + id, relay: "am-rel-" + id}
	if out, err := exec.Command("ip", "netns", "add", n.device).CombinedOutput(); err != nil {
		skip(t, fmt.Sprintf("no namespaces here: %v %s", err, out))
	}
	t.Cleanup(func() { _ = exec.Command("ip", "netns", "del", n.device).Run() })
	n.ip("netns", "add", n.relay)
	t.Cleanup(func() { _ = exec.Command("ip", "netns", "del", n.relay).Run() })
	a, b := "amd"+id, "amr"+id
	n.ip("link", "add", a, "netns", n.device, "type", "veth", "peer", "name", b, "netns", n.relay)
	for ns, link := range map[string]string{n.device: a, n.relay: b} {
		address := deviceIP
		if ns == n.relay {
			address = relayIP
		}
		n.in(ns, "sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6")
		n.in(ns, "ip", "link", "set", "lo", "up")
		n.in(ns, "ip", "address", "add", address+"/24", "dev", link)
		n.in(ns, "ip", "link", "set", link, "up")
	}
	// Whatever is asked for in the whole Internet goes by the cable: without a
	// way there, the kernel would send nothing that could be seen.
	n.in(n.device, "ip", "route", "add", "default", "via", relayIP)
	return n
}

func (n *cable) ip(args ...string) {
	n.t.Helper()
	if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
		n.t.Fatalf("ip %v: %v %s", args, err, out)
	}
}

// command is a command in one of the namespaces.
func (n *cable) command(ns string, args ...string) *exec.Cmd {
	return exec.CommandContext(n.t.Context(), "ip", append([]string{"netns", "exec", ns}, args...)...)
}

func (n *cable) in(ns string, args ...string) string {
	n.t.Helper()
	var complaints strings.Builder
	cmd := n.command(ns, args...)
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		n.t.Fatalf("%v: %v\n%s%s", args, err, out, complaints.String())
	}
	return string(out)
}

// enter moves this thread into a namespace. The thread is not used again.
func enter(ns string) error {
	runtime.LockOSThread()
	f, err := os.Open("/run/netns/" + ns)
	if err != nil {
		return err
	}
	defer f.Close()
	setns := map[string]uintptr{"amd64": 308, "arm64": 268}[runtime.GOARCH]
	if _, _, no := syscall.RawSyscall(setns, f.Fd(), syscall.CLONE_NEWNET, 0); no != 0 {
		return no
	}
	return nil
}

// within does something in a namespace, on a thread of its own.
func within[T any](ns string, do func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	out := make(chan result)
	go func() {
		var r result
		if r.err = enter(ns); r.err == nil {
			r.value, r.err = do()
		}
		out <- r
	}()
	r := <-out
	return r.value, r.err
}

// packet is what was seen of a packet of the Internet protocol.
type packet struct {
	from, to string // address and port
	seq      uint32
	payload  []byte
}

// tap sees every packet on the device's end of the cable.
type tap struct {
	mu   sync.Mutex
	seen []packet
}

func (n *cable) tap() *tap {
	n.t.Helper()
	const all = 0x0300 // every protocol, in the order of the network
	socket, err := within(n.device, func() (int, error) { return syscall.Socket(syscall.AF_PACKET, syscall.SOCK_DGRAM, all) })
	if err != nil {
		skip(n.t, fmt.Sprintf("no packets can be seen here: %v", err))
	}
	tick := syscall.Timeval{Usec: 50_000}
	if err := syscall.SetsockoptTimeval(socket, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &tick); err != nil {
		n.t.Fatal(err)
	}
	const room = 33 // SO_RCVBUFFORCE: what nobody has read yet when this machine is busy would be thrown away
	if err := syscall.SetsockoptInt(socket, syscall.SOL_SOCKET, room, 64<<20); err != nil {
		n.t.Fatal(err)
	}
	t, done, ended := &tap{}, make(chan struct{}), make(chan struct{})
	n.t.Cleanup(func() { close(done); <-ended; syscall.Close(socket) })
	// Somebody takes the marks: else the kernel answers that nobody does.
	marks, err := within(n.relay, func() (net.PacketConn, error) { return net.ListenPacket("udp4", relayIP+markPort) })
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { _ = marks.Close() })
	go func() {
		defer close(ended)
		buffer := make([]byte, 1<<17)
		for {
			select {
			case <-done:
				return
			default:
			}
			size, from, err := syscall.Recvfrom(socket, buffer, 0)
			if err != nil {
				continue
			}
			if link, is := from.(*syscall.SockaddrLinklayer); is && link.Protocol == 0x0008 {
				t.note(buffer[:size], link.Hatype == syscall.ARPHRD_LOOPBACK)
			}
		}
	}()
	return t
}

// note keeps what an IPv4 packet says. Of those that stay on the computer it
// keeps the ones that look a name up: whoever answers them there asks elsewhere.
func (t *tap) note(b []byte, stays bool) {
	if len(b) < 20 {
		return
	}
	head := int(b[0]&15) * 4
	total := min(int(b[2])<<8|int(b[3]), len(b))
	p := packet{from: net.IP(b[12:16]).String(), to: net.IP(b[16:20]).String()}
	if rest := b[head:total]; (b[9] == syscall.IPPROTO_TCP || b[9] == syscall.IPPROTO_UDP) && len(rest) >= 8 {
		p.from += fmt.Sprint(":", int(rest[0])<<8|int(rest[1]))
		p.to += fmt.Sprint(":", int(rest[2])<<8|int(rest[3]))
		skip := 8
		if b[9] == syscall.IPPROTO_TCP {
			skip = int(rest[12]>>4) * 4
			p.seq = uint32(rest[4])<<24 | uint32(rest[5])<<16 | uint32(rest[6])<<8 | uint32(rest[7])
		}
		p.payload = append([]byte(nil), rest[skip:]...)
	}
	if stays && !strings.HasSuffix(p.to, namePort) {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.seen = append(t.seen, p)
}

// take returns what was seen since the last time, once a mark has come by: so
// everything before it has.
func (n *cable) take(t *tap) []packet {
	n.t.Helper()
	mark := fmt.Sprint("mark ", time.Now().UnixNano())
	n.send(relayIP+markPort, mark)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); runtime.Gosched() {
		t.mu.Lock()
		for i, p := range t.seen {
			if string(p.payload) == mark {
				seen := t.seen[:i]
				t.seen = nil
				t.mu.Unlock()
				return seen
			}
		}
		t.mu.Unlock()
	}
	n.t.Fatal("the mark was not seen: nothing would have been")
	return nil
}

// send has the device send one packet.
func (n *cable) send(to, text string) {
	n.t.Helper()
	_, err := within(n.device, func() (int, error) {
		c, err := net.Dial("udp", to)
		if err != nil {
			return 0, err
		}
		defer c.Close()
		return c.Write([]byte(text))
	})
	if err != nil {
		n.t.Fatal(err)
	}
}

const (
	passphrase = "seven kind owls sing at noon today"
	canary     = "the printer at the river"
)

// The network (S8): without a relay that someone has named, not one packet
// leaves, whether by commands or by pages. With one, packets go there and nowhere
// else, and what they carry has one of the padded sizes and none of the words.
func TestWhatLeavesTheComputer(t *testing.T) {
	n := lay(t)
	tap := n.tap()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	pass := filepath.Join(t.TempDir(), "pass")
	if err := os.WriteFile(pass, []byte(passphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	amparo := func(args ...string) string {
		t.Helper()
		return n.in(n.device, append([]string{path, "--home", home, "--passphrase-file", pass}, args...)...)
	}
	for _, to := range []string{"198.51.100.7:443", "198.51.100.7" + namePort, "127.0.0.53" + namePort} {
		n.send(to, "planted")
		if seen := n.take(tap); len(seen) == 0 || seen[0].to != to {
			t.Fatalf("what is sent to %s is not seen", to)
		}
	}
	amparo("init", "--notebook", "Ours")
	amparo("add", "risk", "title="+canary)
	amparo("show", "risks")
	amparo("verify")
	amparo("doctor")
	n.browse(path, home)
	if seen := n.take(tap); len(seen) != 0 {
		t.Fatalf("offline, %d packets left, the first from %s to %s", len(seen), seen[0].from, seen[0].to)
	}

	at, codes := n.serveRelay()
	amparo("sync", "--relay", "http://"+at, "--code", codes[0], "--code", codes[1])
	amparo("add", "risk", "title="+canary+" again", "raises="+strings.Repeat(canary+". ", 100))
	amparo("sync")
	seen := n.take(tap)
	if len(seen) == 0 {
		t.Fatal("no packet went to the relay")
	}
	sizes := map[int]int{}
	for _, p := range seen {
		if p.from != at && p.to != at {
			t.Errorf("a packet from %s to %s", p.from, p.to)
		}
		if bytes.Contains(p.payload, []byte("printer")) || bytes.Contains(p.payload, []byte("Ours")) {
			t.Error("a packet holds words of the notebook")
		}
	}
	for _, size := range sentBlobs(t, seen, at) {
		sizes[size]++
	}
	if len(sizes) < 2 {
		t.Error("no sealed blobs of a short and of a long text were seen")
	}
	for size := range sizes {
		const around = 17 + 24 + 32 + 16 // what a seal adds
		if plain := size - around; plain != 1<<10 && plain != 4<<10 && plain != 16<<10 && (plain < 64<<10 || plain%(64<<10) != 0) {
			t.Errorf("a blob of %d bytes is of no padded size", size)
		}
	}
	t.Logf("%d packets to and from the relay, blobs by size: %v", len(seen), sizes)
}

// browse starts the pages in the device's namespace, opens the vault there, and
// looks at every page that links lead to.
func (n *cable) browse(path, home string) {
	n.t.Helper()
	cmd := n.command(n.device, path, "serve", "--no-browser", "--home", home)
	out, err := cmd.StdoutPipe()
	if err != nil {
		n.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		n.t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Signal(syscall.SIGTERM); _ = cmd.Wait() }()
	line := make([]byte, 200)
	size, err := out.Read(line)
	if err != nil {
		n.t.Fatal(err)
	}
	address := string(line[:size])
	address = strings.TrimSpace(address[strings.Index(address, "http://127.0.0.1:"):])
	jar, err := cookiejar.New(nil)
	if err != nil {
		n.t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Transport: &http.Transport{DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		return within(n.device, func() (net.Conn, error) { return new(net.Dialer).DialContext(ctx, network, addr) })
	}}}
	base := address[:strings.Index(address[7:], "/")+7]
	answer := func(res *http.Response, err error) (where, page string) {
		n.t.Helper()
		if err != nil {
			n.t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		if err := errors.Join(err, res.Body.Close()); err != nil || res.StatusCode != http.StatusOK {
			n.t.Fatalf("%s: %d %v", res.Request.URL, res.StatusCode, err)
		}
		return res.Request.URL.Path, string(b)
	}
	for _, at := range []string{address, base + "/", base + "/unlock", base + "/start"} {
		answer(client.Get(at))
	}
	form := strings.NewReader(url.Values{"passphrase": {passphrase}}.Encode())
	req, err := http.NewRequestWithContext(n.t.Context(), http.MethodPost, base+"/unlock", form)
	if err != nil {
		n.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	first, page := answer(client.Do(req))
	seen, read := map[string]bool{first: true}, page
	for next := []string{page}; len(next) > 0; next = next[1:] {
		for _, link := range pageLink.FindAllStringSubmatch(next[0], -1) {
			if seen[link[1]] {
				continue
			}
			seen[link[1]] = true
			_, page := answer(client.Get(base + link[1]))
			next, read = append(next, page), read+page
		}
	}
	if !strings.Contains(read, canary) {
		n.t.Fatalf("none of %d pages shows what was written, so the vault is not open", len(seen))
	}
	n.t.Logf("%d pages were looked at", len(seen))
}

// pageLink is a link to a page of our own.
var pageLink = regexp.MustCompile(`href="(/[^"#?.]*)"`)

// serveRelay starts a relay at the other end of the cable, and returns its
// address and codes.
func (n *cable) serveRelay() (at string, codes []string) {
	n.t.Helper()
	dir := n.t.TempDir()
	path, err := builtRelay()
	if err != nil {
		n.t.Fatal(err)
	}
	store := "sqlite:" + filepath.Join(dir, "relay.db")
	codes = strings.Fields(n.in(n.relay, path, "codes", "--store", store, "--count", "3"))
	at = relayIP + ":7787"
	cmd := n.command(n.relay, path, "serve", "--store", store, "--listen", at, "--host", at, "--behind-proxy", "--health", "")
	if err := cmd.Start(); err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { _ = cmd.Process.Signal(syscall.SIGTERM); _ = cmd.Wait() })
	for deadline := time.Now().Add(patience); ; runtime.Gosched() {
		c, err := within(n.relay, func() (net.Conn, error) { return net.Dial("tcp", at) })
		if err == nil {
			c.Close()
			return at, codes
		}
		if time.Now().After(deadline) {
			n.t.Fatal("the relay does not answer")
		}
	}
}

// streams puts together what was sent to an address, by sender. Numbers of bytes
// begin anywhere and may pass their end, and a byte may come by again.
func streams(seen []packet, at string) map[string][]byte {
	first, all := map[string]uint32{}, map[string][]byte{}
	for _, p := range seen {
		if p.to != at || len(p.payload) == 0 {
			continue
		}
		if _, known := first[p.from]; !known {
			first[p.from] = p.seq
		}
		stream, begin := all[p.from], int(p.seq-first[p.from])
		if more := begin + len(p.payload) - len(stream); more > 0 {
			stream = append(stream, make([]byte, more)...)
		}
		copy(stream[begin:], p.payload)
		all[p.from] = stream
	}
	return all
}

// sentBlobs returns the sizes of the sealed blobs that the device has sent to
// the relay, read from the packets.
func sentBlobs(t *testing.T, seen []packet, at string) []int {
	t.Helper()
	var sizes []int
	for _, stream := range streams(seen, at) {
		for r := bufio.NewReader(bytes.NewReader(stream)); ; {
			req, err := http.ReadRequest(r)
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(req.Body)
			if err != nil {
				t.Fatal(err)
			}
			if req.Method != http.MethodPost || !strings.HasSuffix(req.URL.Path, "/entries") {
				continue
			}
			for body = body[4:]; len(body) > 4; { // version, kind, count; then length and bytes each
				size := int(binary.BigEndian.Uint32(body))
				sizes, body = append(sizes, size), body[4+size:]
			}
		}
	}
	return sizes
}
