package e2e_test

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// station is a relay that runs as a program, with its folder.
type station struct {
	t                 *testing.T
	root, url, health string
	cmd               *exec.Cmd
	silent            chan struct{} // closed when it says nothing any more
}

// station starts a relay. Everything that it says lands in its folder.
func newStation(t *testing.T) *station {
	t.Helper()
	path, err := builtRelay()
	if err != nil {
		t.Fatal(err)
	}
	s := &station{t: t, root: t.TempDir(), silent: make(chan struct{})}
	said, err := os.Create(filepath.Join(s.root, "said.log"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { said.Close() })
	s.cmd = exec.Command(path, "serve", "--listen", "127.0.0.1:0", "--health", "127.0.0.1:0", "--store", s.store())
	s.cmd.Stderr = said
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	for lines := bufio.NewScanner(io.TeeReader(out, said)); lines.Scan(); {
		if _, url, found := strings.Cut(lines.Text(), "health on "); found {
			s.health = url
		}
		if _, url, found := strings.Cut(lines.Text(), "serving on "); found {
			s.url = url
		}
		if s.url != "" && s.health != "" {
			go func() {
				defer close(s.silent)
				for lines.Scan() {
				}
			}()
			return s
		}
	}
	t.Fatal("the relay does not serve")
	return nil
}

func (s *station) store() string { return "sqlite:" + filepath.Join(s.root, "relay.db") }

func (s *station) kill() {
	if s.cmd.ProcessState == nil {
		_ = s.cmd.Process.Kill()
		if s.url != "" && s.health != "" {
			<-s.silent
		}
		_ = s.cmd.Wait()
	}
}

// codes returns codes as arguments of sync.
func (s *station) codes() []string {
	s.t.Helper()
	out, err := exec.Command(s.cmd.Path, "codes", "-n", "9", "--store", s.store()).Output()
	if err != nil {
		s.t.Fatal(err)
	}
	var args []string
	for code := range strings.FieldsSeq(string(out)) {
		args = append(args, "--code", code)
	}
	return args
}

// followers is how many follow a mailbox there.
func (s *station) followers() string {
	s.t.Helper()
	res, err := http.Get(s.health + "/metrics")
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	_, rest, _ := strings.Cut(string(text), "\namparo_relay_followers ")
	n, _, found := strings.Cut(rest, "\n")
	if err != nil || !found {
		s.t.Fatalf("the relay counts %q, %v", text, err)
	}
	return n
}

// soon waits until something is so.
func soon(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(90 * time.Second); !so(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(what, "does not come")
		}
	}
}

// last is the last line of what a command prints.
func (p *place) last(args ...string) string {
	p.t.Helper()
	lines := strings.Split(strings.TrimSpace(p.run(args...)), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// brings has ana invite bo over the relay, until bo is in.
func brings(ana, bo *place, url string) {
	invite := ana.last("invite", "--name", "Bo", "--keeper")
	bo.run("join", "--relay", url, "--name", "Theirs", invite)
	ana.run("invite")
	words := bo.last("join")
	ana.run("invite")
	ana.run("invite", "--words", words)
	bo.run("join", "--words", words)
}

// S1 and S2 at the relay: of what two women exchange there, before and after
// deleting and after a power cut, no word is in its file or in what it says.
func TestNothingReadableIsAtTheRelay(t *testing.T) {
	t.Parallel()
	s, ana, bo := newStation(t), newPlace(t), newPlace(t)
	words := newCanaries(200, 5)
	used := 0
	next := func() string { used++; return words[used%len(words)] }
	ana.run("init", "--label", "Kitchen", "--notebook", "Ours")
	bo.run("init", "--label", "Kitchen")
	ana.run(append([]string{"sync", "--relay", s.url}, s.codes()...)...)
	brings(ana, bo, s.url)
	table := filepath.Join(filepath.Dir(ana.file), "plan.csv")
	if err := os.WriteFile(table, []byte(cells(30, next)), 0o600); err != nil {
		t.Fatal(err)
	}
	ana.run("import", table, "--yes")
	risk := strings.TrimSpace(ana.run("add", "risk", "title="+next()))
	ana.run("sync")
	bo.run("sync", "--notebook", "Theirs")
	if !strings.Contains(bo.run("show", "plan", "--notebook", "Theirs"), words[1]) {
		t.Fatal("what ana wrote is not with bo, so the test shows nothing")
	}
	bo.run("add", "risk", "title="+next(), "--notebook", "Theirs")
	bo.run("sync", "--notebook", "Theirs")
	check := func(when string) {
		for _, found := range append(words, "Kanaribbbbbbbbbbbbbb").scan(t, s.root) {
			t.Errorf("%s: %s", when, found)
		}
	}
	check("while it serves")
	ana.run("remove", risk)
	ana.run("sync")
	check("after deleting")
	s.kill()
	check("after a power cut")
	info, err := os.Stat(filepath.Join(s.root, "relay.db-wal"))
	if err != nil || info.Size() < 30_000 {
		t.Errorf("the relay has kept little: %v", err)
	}
	if err := os.WriteFile(filepath.Join(s.root, "planted"), []byte(words[99]), 0o600); err != nil {
		t.Fatal(err)
	}
	if len(words.scan(t, s.root)) != 1 {
		t.Error("a planted word is not found")
	}
}

// Ana wants what the others write at once: her program follows the mailbox while
// it is open, and what Bo brings there stands on the next page that she opens.
func TestWhatOthersWriteComesAtOnce(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	s, ana, bo := newStation(t), newPlace(t), newPlace(t)
	ana.run("init", "--notebook", "Ours")
	bo.run("init")
	ana.run(append([]string{"sync", "--relay", s.url}, s.codes()...)...)
	brings(ana, bo, s.url)
	v := open(t, startIn(t, ana.home).address, look{lang: "en", width: 360})
	v.fill(`input[name="passphrase"]`, secret)
	v.next("main .go button")
	nb := v.notebook()
	if n := s.followers(); n != "0" {
		t.Errorf("%s follow unasked", n)
	}
	v.path(nb + "/ways")
	v.click(`label:has(input[name="follows"])`)
	v.next(`main form:has(input[name="relay"]) .go button`)
	if v.path(nb + "/ways"); !v.has(`input[name="follows"]:checked`) {
		t.Error("it does not stay so")
	}
	soon(t, "a follower", func() bool { return s.followers() == "1" })
	bo.run("add", "risk", "title=Written by Bo", "--notebook", "Theirs")
	bo.run("sync", "--notebook", "Theirs")
	began := time.Now()
	soon(t, "what Bo wrote", func() bool {
		v.path(nb + "/risks")
		return strings.Contains(v.text("main"), "Written by Bo")
	})
	t.Logf("it was there after %v", time.Since(began))
}
