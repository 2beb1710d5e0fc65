package ui_test

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/store"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// visitor is someone who uses the pages: she follows where they send her, and
// looks at each one's faults on the way.
type visitor struct {
	t        *testing.T
	app      *ui.App
	shelf    *workspace.MemoryShelf
	broken   error // what stands in the way when the shelf is looked at
	config   workspace.Config
	language string // Accept-Language
	now      time.Time
	formats  ui.Formats // nil as in a browser
	reach    func(address, proxy string) (workspace.Carrier, error)
	gather   func() (ui.Gathering, error)

	path   string      // where she is
	last   ui.Response // what came last
	page   *element    // the page, when it is one
	stays  []time.Duration
	untils []time.Time

	written int // how often something was written to vaults
}

// shelf is the visitor's shelf, with whatever stands in its way.
type shelf struct {
	*workspace.MemoryShelf
	v *visitor
}

// List returns the vaults, or what stands in the way.
func (s shelf) List(ctx context.Context) ([]workspace.Place, error) {
	if s.v.broken != nil {
		return nil, s.v.broken
	}
	return s.MemoryShelf.List(ctx)
}

// Open opens a vault, of which it is counted how often something is written.
func (s shelf) Open(ctx context.Context, id string) (store.Store, error) {
	st, err := s.MemoryShelf.Open(ctx, id)
	return counted{st, s.v}, err
}

// New makes one.
func (s shelf) New(ctx context.Context) (string, store.Store, error) {
	id, st, err := s.MemoryShelf.New(ctx)
	return id, counted{st, s.v}, err
}

// counted is a store that counts what is written.
type counted struct {
	store.Store
	v *visitor
}

// Append counts.
func (c counted) Append(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	c.v.written += len(entries)
	return c.Store.Append(ctx, box, after, entries)
}

// AppendRelaxed counts.
func (c counted) AppendRelaxed(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	c.v.written += len(entries)
	return c.Store.AppendRelaxed(ctx, box, after, entries)
}

// Put counts.
func (c counted) Put(ctx context.Context, box store.Box, name string, blob []byte) error {
	c.v.written++
	return c.Store.Put(ctx, box, name, blob)
}

// Drop counts.
func (c counted) Drop(ctx context.Context, box store.Box, through uint64) error {
	c.v.written++
	return c.Store.Drop(ctx, box, through)
}

// passphrase opens every vault of the tests.
const passphrase = "river lamp seven candle orchard moon"

// start returns a visitor with a program on which nothing is kept yet.
func start(t *testing.T) *visitor {
	t.Helper()
	v := &visitor{t: t, shelf: workspace.NewMemoryShelf(), language: "en", now: time.Date(2026, 11, 22, 10, 0, 0, 0, time.Local)}
	cheap := key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	v.config = workspace.Config{Cost: cheap, Floor: cheap, Rand: rand.Reader, Now: func() time.Time { return v.now }}
	v.restart()
	return v
}

// restart ends the program and starts it again, as locking does.
func (v *visitor) restart() {
	v.app = ui.New(ui.Host{
		Shelf: shelf{v.shelf, v}, Config: v.config,
		Offer:    func(string) (string, error) { return passphrase, nil },
		Strength: key.Strength, Formats: v.formats, Reach: v.reach, Gather: v.gather,
		Stay: func(idle time.Duration, until time.Time) {
			v.stays, v.untils = append(v.stays, idle), append(v.untils, until)
		},
	})
}

// begin returns a visitor with an open notebook of a group.
func begin(t *testing.T) *visitor {
	t.Helper()
	v := start(t)
	v.post("/create/us", "offered", passphrase)
	if !strings.HasPrefix(v.path, "/n/") {
		t.Fatalf("making a notebook led to %s: %s", v.path, v.last.Body)
	}
	return v
}

// on returns the path of a page in the open notebook.
func (v *visitor) on(parts ...string) string {
	v.t.Helper()
	return "/n/" + v.work().ID() + "/" + strings.Join(parts, "/")
}

// work returns the open notebook itself, to look at what a page did.
func (v *visitor) work() *workspace.Workspace {
	v.t.Helper()
	w := v.app.Work()
	if w == nil {
		v.t.Fatal("no notebook is open")
	}
	return w
}

// add puts a record into the open notebook.
func (v *visitor) add(kind string, values notebook.Values) notebook.Ref {
	v.t.Helper()
	ref, err := v.work().Add(context.Background(), kind, values)
	if err != nil {
		v.t.Fatal(err)
	}
	return ref
}

// get goes to a page.
func (v *visitor) get(path string) *element {
	v.t.Helper()
	return v.send(ui.Request{Method: "GET", Path: path})
}

// post sends a form: names and values by turns.
func (v *visitor) post(path string, pairs ...string) *element {
	v.t.Helper()
	form := ui.Values{}
	for pair := range slices.Chunk(pairs, 2) {
		form[pair[0]] = append(form[pair[0]], pair[1])
	}
	return v.send(ui.Request{Method: "POST", Path: path, Form: form})
}

// send sends a request and follows where it leads.
func (v *visitor) send(r ui.Request) *element {
	v.t.Helper()
	r.Languages = v.language
	for range 5 {
		v.path = r.Path
		v.last = v.app.Serve(context.Background(), r)
		if v.last.End {
			v.restart()
		}
		if v.last.Status != 303 {
			return v.look()
		}
		path, query, _ := strings.Cut(v.last.Location, "?")
		path, _, _ = strings.Cut(path, "#")
		r = ui.Request{Method: "GET", Path: path, Query: parseQuery(query), Languages: v.language}
	}
	v.t.Fatalf("%s sends around in a circle", v.path)
	return nil
}

func parseQuery(text string) ui.Values {
	query := ui.Values{}
	for pair := range strings.SplitSeq(text, "&") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			query[name] = append(query[name], value)
		}
	}
	return query
}

// look reads the page that came, and reports its faults.
func (v *visitor) look() *element {
	v.t.Helper()
	v.page = nil
	if v.last.Type != "text/html; charset=utf-8" || v.last.Print || v.last.Download != "" {
		return nil
	}
	page, err := parse(string(v.last.Body))
	if err != nil {
		v.t.Fatalf("%s: %v", v.path, err)
	}
	v.page = page
	for _, fault := range page.faults() {
		v.t.Errorf("%s: %s", v.path, fault)
	}
	return page
}

// heading returns what the page calls itself.
func (v *visitor) heading() string {
	v.t.Helper()
	return v.page.one(v.t, "h1").text()
}

// says reports whether the page's main part says something.
func (v *visitor) says(words string) bool {
	v.t.Helper()
	return strings.Contains(v.page.one(v.t, "main").text(), words)
}
