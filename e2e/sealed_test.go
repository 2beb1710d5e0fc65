package e2e_test

import (
	"encoding/csv"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// secret is the passphrase of the vaults in these tests. It is a canary, too.
const secret = "river lamp seven Kanaribbbbbbbbbbbbbb orchard moon"

// place is a computer's folders, as far as the program may write.
type place struct {
	t                *testing.T
	root, home, file string // file holds the passphrase, outside of root
}

func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{t: t, root: t.TempDir(), file: filepath.Join(t.TempDir(), "words")}
	p.home = filepath.Join(p.root, "data")
	for _, dir := range []string{"data", "tmp", "config", "cache", "person"} {
		if err := os.Mkdir(filepath.Join(p.root, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(p.file, []byte(secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *place) env() []string {
	at := func(name string) string { return filepath.Join(p.root, name) }
	return append(os.Environ(), "AMPARO_HOME="+p.home, "TMPDIR="+at("tmp"), "HOME="+at("person"), "LANG=C",
		"XDG_CONFIG_HOME="+at("config"), "XDG_CACHE_HOME="+at("cache"), "XDG_DATA_HOME="+at("person"), "XDG_STATE_HOME="+at("person"))
}

// run runs a command and keeps what it says among the files that are scanned.
// Errors and questions count; what it was asked to print does not.
func (p *place) run(args ...string) string {
	p.t.Helper()
	path, err := built()
	if err != nil {
		p.t.Fatal(err)
	}
	cmd := exec.CommandContext(p.t.Context(), path, append(args, "--passphrase-file", p.file)...)
	cmd.Env = p.env()
	cmd.Stderr = p.log("commands")
	out, err := cmd.Output()
	if err != nil {
		p.t.Fatalf("%s: %v", args[:min(2, len(args))], err)
	}
	return string(out)
}

func (p *place) log(name string) *os.File {
	p.t.Helper()
	f, err := os.OpenFile(filepath.Join(p.root, name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { f.Close() })
	return f
}

// visitor goes through the pages as a browser without JavaScript does.
type visitor struct {
	t      *testing.T
	client *http.Client
	base   string
	nb     string
	cmd    *exec.Cmd
}

// serve starts the program and goes through the door.
func (p *place) serve() *visitor {
	p.t.Helper()
	path, err := built()
	if err != nil {
		p.t.Fatal(err)
	}
	cmd := exec.Command(path, "serve", "--no-browser")
	cmd.Env = p.env()
	cmd.Stderr = p.log("serve")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	line := make([]byte, 400)
	n, err := out.Read(line)
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+\S*`).FindString(string(line[:n]))
	if err != nil || address == "" {
		p.t.Fatalf("no address: %v", err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	v := &visitor{t: p.t, client: &http.Client{Jar: jar, Timeout: 30 * time.Second}, cmd: cmd}
	p.t.Cleanup(v.kill)
	v.get(address)
	u, err := url.Parse(address)
	if err != nil {
		p.t.Fatal(err)
	}
	v.base = "http://" + u.Host
	return v
}

// kill ends the supervisor and the worker at once, as a power cut does.
func (v *visitor) kill() {
	if v.cmd.ProcessState == nil {
		_ = syscall.Kill(-v.cmd.Process.Pid, syscall.SIGKILL)
		_ = v.cmd.Wait()
	}
}

func (v *visitor) get(address string) (body, path string) {
	v.t.Helper()
	res, err := v.client.Get(address)
	return v.read(res, err)
}

func (v *visitor) post(path string, form url.Values) (body, at string) {
	v.t.Helper()
	res, err := v.client.PostForm(v.base+path, form)
	return v.read(res, err)
}

func (v *visitor) read(res *http.Response, err error) (body, path string) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 400 {
		v.t.Fatalf("%s: %s %v", res.Request.URL.Path, res.Status, err)
	}
	return string(b), res.Request.URL.Path
}

var (
	places   = regexp.MustCompile(`name="place"[^>]*value="([^"]*)"`)
	notebook = regexp.MustCompile(`^/n/[0-9a-f]{32}`)
	box      = regexp.MustCompile(`<(?:textarea|input)[^>]*? name="([a-z_]+)"[^>]*>`)
)

// unlock opens the vault, and with it its notebook.
func (v *visitor) unlock() {
	v.t.Helper()
	page, _ := v.get(v.base + "/unlock")
	form := url.Values{"passphrase": {secret}}
	if m := places.FindStringSubmatch(page); m != nil {
		form.Set("place", m[1])
	}
	page, at := v.post("/unlock", form)
	if v.nb = notebook.FindString(at); v.nb != "" {
		return
	}
	if m := regexp.MustCompile(`"(/n/[0-9a-f]{32})`).FindStringSubmatch(page); m != nil { // of several, the first
		v.nb = m[1]
		return
	}
	v.t.Fatalf("the door led to %s", at)
}

// fill makes a record of a kind on its page, with a word in each box.
func (v *visitor) fill(kind string, next func() string) (path string) {
	v.t.Helper()
	page, _ := v.get(v.base + v.nb + "/new/" + kind)
	main := page[strings.Index(page, "<main"):]
	m := regexp.MustCompile(`action="(/n/[^"]+/` + kind + `/[a-z2-7]{16})"`).FindStringSubmatch(main)
	if m == nil {
		v.t.Fatalf("no form for a new %s", kind)
	}
	form := url.Values{}
	for _, b := range box.FindAllStringSubmatch(main, -1) {
		if !strings.Contains(b[0], `type="radio"`) && !strings.Contains(b[0], `type="hidden"`) &&
			!strings.Contains(b[0], `type="checkbox"`) && !strings.Contains(b[0], `type="date"`) && !strings.Contains(b[0], `inputmode="numeric"`) {
			form.Set(b[1], next())
			form.Set("was."+b[1], "")
		}
	}
	if len(form) < 2 {
		v.t.Fatalf("a new %s has no boxes", kind)
	}
	v.post(m[1], form)
	return m[1]
}

// cells returns a plan as CSV with a word in each cell.
func cells(rows int, next func() string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	table := [][]string{{"Threats and Risks", "Identified Vulnerabilities", "Strengths and Capacities", "Mitigating Actions", "Resources Needed", "Who Needs to be Involved"}}
	for range rows {
		row := make([]string, 6)
		for i := range row {
			row[i] = next()
		}
		table = append(table, row)
	}
	_ = w.WriteAll(table) // a strings.Builder takes everything
	return b.String()
}

// S1: what was written through pages, commands and an import is found in no
// file, in no encoding.
func TestNothingReadableIsOnTheDisk(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	words := newCanaries(220, 2)
	used := 0
	next := func() string { used++; return words[used%len(words)] }
	p.run("init", "--label", "Kitchen")
	table := filepath.Join(filepath.Dir(p.file), "plan.csv")
	if err := os.WriteFile(table, []byte(cells(12, next)), 0o600); err != nil {
		t.Fatal(err)
	}
	p.run("import", table, "--yes")
	kinds := p.declared()
	p.everyCommand(kinds, next)
	v := p.serve()
	v.unlock()
	for range 2 {
		if n := v.fillEach(kinds, next); n < 18 {
			t.Fatalf("%d kinds were written on pages", n)
		}
	}
	if used < len(words) {
		t.Fatalf("%d words were written", used)
	}
	if page, _ := v.get(v.base + v.nb + "/plan"); !strings.Contains(page, words[1]) {
		t.Fatal("what was imported is not on the page, so the test shows nothing")
	}
	v.post("/lock", url.Values{})
	check := func(when string) {
		for _, found := range append(words, "Kanaribbbbbbbbbbbbbb").scan(t, p.root) {
			t.Errorf("%s: %s", when, found)
		}
	}
	check("after locking")
	v.kill()
	p.run("backup", filepath.Join(p.root, "backup"))
	p.run("verify")
	check("with a backup")
	if err := os.WriteFile(filepath.Join(p.root, "planted"), []byte(words[199]), 0o600); err != nil {
		t.Fatal(err)
	}
	if len(words.scan(t, p.root)) != 1 {
		t.Error("a planted word is not found")
	}
}

// everyCommand writes by commands what has no page for a new one, and some of what
// has, and walks a round, a copy and the end of a plan.
func (p *place) everyCommand(kinds []sort, next func() string) {
	p.t.Helper()
	ours := strings.Fields(p.run("notebook", "list"))[0]
	mine := strings.Fields(p.run("notebook", "new", "Mine"))[0]
	p.run("set", "settings", "who=me", "--notebook", mine)
	ids := map[string]string{}
	for _, k := range kinds {
		if slices.Contains(written, k.name) && !slices.Contains([]string{"risk", "protocol", "proposal", "habit", "tool"}, k.name) ||
			slices.Contains([]string{"agreement", "pastplan"}, k.name) {
			continue // on pages, or by other commands
		}
		more := []string{"--notebook", ours}
		switch k.name {
		case "actor", "checkin": // a woman's own
			more[1] = mine
		case "rating":
			more = append(more, "risk="+ids["risk"], "probability=4")
		}
		ids[k.name] = p.writes(k, next, more...)
	}
	rule := ids["proposal"]
	for _, args := range [][]string{
		{"propose", rule}, {"answer", rule, "--answer", "worry", "--words", next()}, {"answers", rule, "--open"},
		{"agree", rule, "--words", next()}, {"agree", ids["protocol"], "--words", next()},
		{"copy", ids["protocol"], "--to", mine, "--yes"}, {"search", next()}, {"again"}, {"next"},
		{"finish", "glad=" + next(), "learnt=" + next(), "title=" + next(), "--yes"},
		{"remove", ids["habit"]}, {"remove", ids["tool"]},
	} {
		p.run(append(args, "--notebook", ours)...)
	}
	p.accompanied(ours, next)
}

// accompanied sends, asks and answers in a notebook with someone from outside.
func (p *place) accompanied(ours string, next func() string) {
	p.t.Helper()
	action := strings.TrimSpace(p.run("add", "action", "title="+next(), "--notebook", ours))
	with := strings.Fields(p.run("accompany", "new", next()))[0]
	p.run("accompany", "send", "--to", with, "--item", action, "--words", next(), "--yes", "--notebook", ours)
	question := strings.TrimSpace(p.run("accompany", "ask", next(), "--notebook", with))
	p.run("accompany", "answer", question, next(), "--notebook", with)
	p.run("accompany", "take-back", strings.TrimSpace(p.run("accompany", "ask", next(), "--notebook", with)), "--notebook", with)
}

// fillEach fills the page for a new record of each kind that has one, and says
// how many there are.
func (v *visitor) fillEach(kinds []sort, next func() string) (n int) {
	v.t.Helper()
	for _, k := range kinds {
		res, err := v.client.Get(v.base + v.nb + "/new/" + k.name)
		if err != nil {
			v.t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			v.fill(k.name, next)
			n++
		}
	}
	return n
}

// written are kinds that have a page for a new one.
var written = []string{"risk", "row", "action", "protocol", "activity", "person", "area", "barrier", "wave", "feedback",
	"habit", "choice", "training", "source", "persona", "drill", "proposal", "indicator", "tool"}

// S2: the same after deleting, and after the program was killed while it wrote.
func TestNothingReadableIsLeftBehind(t *testing.T) {
	t.Parallel()
	moments := 4
	if os.Getenv("AMPARO_LONG") == "1" {
		moments = 50
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 1))
	p := newPlace(t)
	words := newCanaries(200, seed)
	used := 0
	next := func() string { used++; return words[used%len(words)] }
	p.run("init", "--label", "Kitchen")
	for range moments {
		v := p.serve()
		v.unlock()
		record := v.fill(written[rng.IntN(len(written))], next)
		v.post(record+"/remove", url.Values{})
		v.post(v.fill(written[rng.IntN(len(written))], next)+"/forget", url.Values{"sure": {"now"}})
		record = v.fill("row", next)
		v.post(record+"/forget", url.Values{"sure": {"now"}})
		kill := time.AfterFunc(time.Duration(rng.IntN(60))*time.Millisecond, func() { _ = syscall.Kill(-v.cmd.Process.Pid, syscall.SIGKILL) })
		for range 40 {
			if _, err := v.client.PostForm(v.base+strings.Replace(record, "/row/", "/action/", 1), url.Values{"title": {next()}, "was.title": {""}}); err != nil {
				break // it was killed
			}
		}
		kill.Stop()
		v.kill()
		for _, found := range words.scan(t, p.root) {
			t.Fatalf("seed %d: %s", seed, found)
		}
	}
	if out := p.run("verify"); out == "" {
		t.Error("verify says nothing")
	}
}
