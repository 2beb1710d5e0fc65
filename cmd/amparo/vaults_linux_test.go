package main

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// laptop is a shared computer with two vaults, each with words of its own.
type laptop struct {
	*running
	passes map[string]string   // by vault: the file with its passphrase
	words  map[string][]string // by vault: what was planted in it
	rows   map[string]string   // by vault: the id of its row
}

var passphrases = map[string]string{"ours": goodPassphrase, "hers": "thistle window pepper bridge feather stone"}

// shared returns a laptop on which nothing is open. The collective's vault is
// shown as "our laptop"; hers is not shown.
func shared(t *testing.T) *laptop {
	t.Helper()
	l := &laptop{passes: map[string]string{}, words: map[string][]string{}, rows: map[string]string{}}
	home, secrets := filepath.Join(t.TempDir(), "home"), t.TempDir()
	for _, vault := range []string{"ours", "hers"} {
		l.passes[vault] = filepath.Join(secrets, vault)
		if err := os.WriteFile(l.passes[vault], []byte(passphrases[vault]+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		args := []string{"init", "--notebook", "Kanari" + vault + "name", "--passphrase-file", l.passes[vault]}
		if vault == "ours" {
			args = append(args, "--label", "our laptop")
		}
		if out, err := command(t, home, args...).Output(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
	}
	l.running = startServe(t, home)
	for vault := range passphrases {
		l.plant(vault)
	}
	if got := l.launch(); got != 200 {
		t.Fatalf("launching: %d", got)
	}
	return l
}

// plant writes words into a vault, and one that will be copied.
func (l *laptop) plant(vault string) {
	l.t.Helper()
	word := func(what string) string { return "Kanari" + vault + what }
	l.words[vault] = []string{word("name"), word("risk"), word("person"), word("note"), word("setting"), passphrases[vault][:20]}
	l.command(vault, "set", "settings", "who=me", "protocol_word="+word("setting"))
	l.command(vault, "add", "risk", "title="+word("risk"), "note="+word("note"))
	l.command(vault, "add", "person", "alias="+word("person"))
	id := l.command(vault, "add", "row", "threats=Kanari"+vault+"copied", "strengths=the river")
	l.rows[vault] = strings.TrimSpace(id)
}

// command runs a command on a vault, and returns what it puts out and says.
func (l *laptop) command(vault string, args ...string) string {
	l.t.Helper()
	c := command(l.t, l.home, append(args, "--yes", "--passphrase-file", l.passes[vault])...)
	c.Stderr = nil
	out, err := c.CombinedOutput()
	if err != nil {
		l.t.Fatalf("%v: %v %s", args, err, out)
	}
	return string(out)
}

// enter opens a vault by the form of the front page.
func (l *laptop) enter(vault string) {
	l.t.Helper()
	place := ""
	if m := placeField.FindStringSubmatch(l.page("/unlock")); m != nil && vault == "ours" {
		place = m[1] + m[2]
	}
	if status, _ := l.post("/unlock", url.Values{"place": {place}, "passphrase": {passphrases[vault]}}); status != 303 {
		l.t.Fatalf("unlocking %s: %d", vault, status)
	}
}

func (l *laptop) page(path string) string {
	l.t.Helper()
	_, body := l.get(path)
	return body
}

// leave locks, and waits until the worker has ended.
func (l *laptop) leave() {
	l.t.Helper()
	before := l.worker()
	l.post("/lock", nil)
	l.ends(before)
}

func (l *laptop) ends(worker int) {
	l.t.Helper()
	if !within(patience, func() bool { return !alive(worker) }) {
		l.t.Fatal("the worker does not end")
	}
}

var href = regexp.MustCompile(`href="(/[^"#]*)`)

// walk goes to every page that can be reached from some, and returns all that
// they say.
func (l *laptop) walk(from ...string) string {
	l.t.Helper()
	var all strings.Builder
	queue, known := slices.Clone(from), map[string]bool{}
	for len(queue) > 0 && len(known) < 600 {
		path := queue[0]
		queue = queue[1:]
		if known[path] || strings.HasPrefix(path, "/static/") {
			continue
		}
		known[path] = true
		body := l.page(strings.ReplaceAll(path, "&amp;", "&"))
		all.WriteString(body)
		for _, m := range href.FindAllStringSubmatch(body, -1) {
			queue = append(queue, m[1])
		}
	}
	if len(known) < 60 {
		l.t.Errorf("only %d pages were found", len(known))
	}
	return all.String()
}

// knows returns which of a vault's words a text holds.
func (l *laptop) knows(text, vault string) []string {
	return slices.DeleteFunc(slices.Clone(l.words[vault]), func(word string) bool { return !strings.Contains(text, word) })
}

// remembers returns which of a vault's words a process holds in memory.
func (l *laptop) remembers(pid int, vault string) []string {
	l.t.Helper()
	return remembered(l.t, pid, l.words[vault]...)
}

// Nothing of one vault is found from the other: not on its pages, not by its
// commands, not in the names of files, and not in the memory of the process that
// has it open. The words of the one that is open are found by the same search.
func TestNothingOfOneVaultIsFoundFromTheOther(t *testing.T) {
	l := shared(t)
	for vault, other := range map[string]string{"ours": "hers", "hers": "ours"} {
		l.enter(vault)
		pages := l.walk("/notebooks", "/settings", "/unlock", "/start", "/create/me")
		if own := l.knows(pages, vault); len(own) != len(l.words[vault])-1 { // all but the passphrase
			t.Errorf("the pages of %s hold %q of its own", vault, own)
		}
		if found := l.knows(pages, other); len(found) > 0 {
			t.Errorf("the pages of %s hold %q", vault, found)
		}
		if vault == "hers" && strings.Contains(pages, "our laptop") {
			t.Error("her pages name the other vault as it is shown at the door")
		}
		worker := l.worker()
		if own := l.remembers(worker, vault); len(own) < len(l.words[vault])-1 {
			t.Errorf("the search finds only %q of its own in memory", own)
		}
		if found := l.remembers(worker, other); len(found) > 0 {
			t.Errorf("the worker that has %s open holds %q", vault, found)
		}
		l.leave()
		l.commandsKnow(vault, other)
	}
	l.namesSayNothing()
}

// commandsKnow runs the commands that read with the words of one vault.
func (l *laptop) commandsKnow(vault, other string) {
	l.t.Helper()
	var said strings.Builder
	said.WriteString(l.command(vault, "notebook", "list") + l.command(vault, "verify") + l.command(vault, "doctor"))
	for _, sheet := range sheets() {
		said.WriteString(l.command(vault, "show", sheet))
	}
	said.WriteString(l.command(vault, "export", "--format", "json") + l.command(vault, "print", "plan", "-o", filepath.Join(l.t.TempDir(), "plan.html")))
	if own := l.knows(said.String(), vault); len(own) < 5 {
		l.t.Errorf("commands say only %q of %s", own, vault)
	}
	if found := l.knows(said.String(), other); len(found) > 0 {
		l.t.Errorf("with the words of %s commands say %q", vault, found)
	}
}

// namesSayNothing looks at the names of all files of the home.
func (l *laptop) namesSayNothing() {
	l.t.Helper()
	files := 0
	plain := regexp.MustCompile(`^[0-9a-f]{16}\.db(-wal|-shm|-journal)?$`)
	err := filepath.WalkDir(l.home, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Base(filepath.Dir(path)) == "vaults" {
			files++
			if !plain.MatchString(d.Name()) {
				l.t.Errorf("a vault's file is called %s", d.Name())
			}
		}
		if strings.Contains(path, "Kanari") || strings.Contains(path, "our laptop") {
			l.t.Errorf("%s says something", path)
		}
		return err
	})
	if err != nil || files < 2 {
		l.t.Errorf("%d files: %v", files, err)
	}
}

// A copy goes from one vault into the other, and no process ever holds both: the
// worker of the first is gone before the words of the second are asked for, and
// the next one knows of the first only what was copied.
func TestNoProcessHoldsTwoVaults(t *testing.T) {
	l := shared(t)
	for vault, other := range map[string]string{"ours": "hers", "hers": "ours"} {
		l.enter(vault)
		first := l.worker()
		path := regexp.MustCompile(`/n/[0-9a-f]{32}`).FindString(l.page("/notebooks")) + "/row/" + l.rows[vault] + "/copy"
		seen := field(t, l.page(path), "seen")
		status, page := l.post(path, url.Values{"seen": {seen}, "to": {""}})
		if status != 200 || len(l.knows(page, vault)) > 0 {
			t.Fatalf("%d: the page that carries the copy holds %q", status, l.knows(page, vault))
		}
		l.ends(first)
		second := l.worker()
		if found := append(l.remembers(second, vault), l.remembers(second, other)...); len(found) > 0 {
			t.Errorf("between the two a worker holds %q", found)
		}
		form := url.Values{"parcel": {field(t, page, "parcel")}, "first": {field(t, page, "first")}, "passphrase": {passphrases[other]}}
		if status, where := l.post("/carry", form); status != 303 || !strings.Contains(where, "/row/") {
			t.Fatalf("putting it in: %d %s", status, where)
		}
		if found := l.remembers(second, vault); len(found) > 0 {
			t.Errorf("the worker that has %s open now holds %q of the first", other, found)
		}
		if len(l.remembers(second, other)) == 0 || l.worker() != second {
			t.Error("the search finds nothing of what is open")
		}
		l.leave()
		if plan := l.command(other, "show", "plan"); !strings.Contains(plan, "Kanari"+vault+"copied") || strings.Contains(plan, l.rows[vault]) {
			t.Errorf("the copy did not arrive, or tells where it came from: %s", plan)
		}
	}
}

// field returns the value of a hidden field of a page.
func field(t *testing.T, page, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no field %s on the page", name)
	}
	return strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(m[1])
}
