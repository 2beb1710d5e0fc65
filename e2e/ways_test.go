package e2e_test

import (
	"cmp"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// harbour is a real relay, which a test starts, stops and sets back.
type harbour struct {
	t       *testing.T
	path    string // of the program
	file    string // of its store
	address string // host and port
	cmd     *exec.Cmd
}

// moor starts the relay on loopback.
func moor(t *testing.T) *harbour {
	t.Helper()
	path, err := builtRelay()
	if err != nil {
		t.Fatal(err)
	}
	h := &harbour{t: t, path: path, file: filepath.Join(t.TempDir(), "relay.db"), address: berth(t)}
	h.start()
	t.Cleanup(h.stop)
	return h
}

// berths are the ports that relays were given, counted.
var berths atomic.Int32

// berth returns an address that stays free while the relay is gone: its port is
// below those that a system gives to whoever asks for any, and another run of
// these tests on this machine begins elsewhere.
func berth(t *testing.T) string {
	t.Helper()
	for range 1000 {
		l, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", 21000+os.Getpid()%200*50+int(berths.Add(1))))
		if err == nil {
			l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
}

// start starts it and waits until it listens.
func (h *harbour) start() {
	h.t.Helper()
	h.cmd = exec.Command(h.path, "serve", "--listen", h.address, "--health", "", "--store", "sqlite:"+h.file)
	if err := h.cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if c, err := net.DialTimeout("tcp", h.address, time.Second); err == nil {
			c.Close()
			return
		}
	}
	h.t.Fatal("the relay does not listen")
}

func (h *harbour) stop() {
	if h.cmd.ProcessState == nil {
		_ = h.cmd.Process.Signal(syscall.SIGTERM)
		_ = h.cmd.Wait()
	}
}

// codes returns new codes, one a line.
func (h *harbour) codes(n int) string {
	h.t.Helper()
	out, err := exec.Command(h.path, "codes", "-n", fmt.Sprint(n), "--store", "sqlite:"+h.file).Output()
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// copy copies the store of a relay that is stopped.
func (h *harbour) copy(from, to string) {
	h.t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		b, err := os.ReadFile(from + end)
		if os.IsNotExist(err) {
			os.Remove(to + end)
			continue
		}
		if err == nil {
			err = os.WriteFile(to+end, b, 0o600)
		}
		if err != nil {
			h.t.Fatal(err)
		}
	}
}

// A notebook names its relay, meets there, finds it gone, and finds it set back
// to an older copy: each time the page says so in a sentence, and at the foot of
// every page one line tells how things stand.
func TestMeetingAtARelay(t *testing.T) { meeting(t, look{lang: "en", width: 360}) }
func TestMeetingAtARelayInArabic(t *testing.T) {
	meeting(t, look{lang: "ar", dark: true})
}
func TestMeetingAtARelayWithoutJavaScript(t *testing.T) {
	meeting(t, look{lang: "en", noJS: true})
}

func meeting(t *testing.T, l look) {
	t.Parallel()
	needs(t, "chromium")
	const words = "river lamp seven candle orchard moon"
	h, home := moor(t), t.TempDir()
	run := func(args ...string) { amparo(t, home, words+"\n", append(args, "--passphrase-file", "-")...) }
	run("init", "--notebook", map[string]string{"ar": "دفترنا"}[l.lang]+"1")
	run("add", "risk", "title=Before")
	v := open(t, startIn(t, home).address, l)
	v.fill(`input[name="passphrase"]`, words)
	v.next("main .go button")
	nb := v.notebook()
	shown := func(name string) {
		t.Helper()
		if !l.noJS {
			for _, fault := range v.faults() {
				t.Errorf("%s: %s", name, fault)
			}
		}
		if folder := os.Getenv("AMPARO_LOOK"); folder != "" {
			v.still()
			v.picture(folder, fmt.Sprintf("%s-%s-%d", name, l.lang, cmp.Or(l.width, 1280)))
		}
	}

	v.path(nb + "/ways")
	shown("none")
	v.fill(`input[name="relay"]`, "relay.example")
	v.next(`main form:has(input[name="relay"]) button`)
	v.until("what stands in the way", `document.querySelector("#f-relay-fault") !== null`)
	shown("wrong")
	v.fill(`input[name="relay"]`, "http://"+h.address)
	v.fill(`textarea[name="codes"]`, h.codes(2))
	v.next(`main form:has(input[name="relay"]) button`)
	shown("named")
	v.meetNow(nb)
	met := v.text("footer .saved")
	shown("met")
	h.stop()
	old := h.file + ".old"
	h.copy(h.file, old)

	v.path(nb + "/new/risk")
	v.fill(`main [name="title"]`, "Apart")
	v.next(`main form .go button`)
	late := v.text("footer .saved")
	v.meetNow(nb)
	gone := v.text("footer .saved")
	shown("offline")
	h.start()
	v.meetNow(nb)
	if again := v.text("footer .saved"); again != met || late == met || gone == met {
		t.Errorf("met %q, late %q, gone %q, again %q", met, late, gone, again)
	}
	h.stop()
	h.copy(old, h.file)
	h.start()
	v.meetNow(nb)
	shown("lost")
	v.path(nb + "/home")
	shown("noticed")
	if !v.has(`aside.passing a[href$="/ways"]`) {
		t.Fatalf("that the relay had lost something is not said: %s", v.state())
	}
	v.path(nb + "/ways")
	v.next(`main form[action$="/ways/read"] button`)
	if v.path(nb + "/home"); v.has(`aside.passing`) {
		t.Error("it is said for ever")
	}
	for _, page := range []string{"compare", "devices"} {
		v.path(nb + "/" + page)
		shown(page)
	}
}

// meetNow taps on meeting now and waits for how it ended.
func (v *view) meetNow(nb string) {
	v.t.Helper()
	v.path(nb + "/ways")
	v.next(`main form[action$="/ways/meet"] button`)
}
