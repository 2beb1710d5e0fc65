package workspace_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	rng "math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/oplog"
	"amparo/internal/workspace"
)

// circle is a few women, each on a device of her own, in one notebook. They
// share a clock.
type circle struct {
	t     *testing.T
	clock *clock
	desks []*workspace.Desk
	id    string
}

func newCircle(t *testing.T, n int) *circle {
	t.Helper()
	c := &circle{t: t, clock: &clock{time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)}}
	for range n {
		d, err := workspace.Create(t.Context(), workspace.NewMemoryShelf(), "", []byte("correct horse"),
			workspace.Config{Cost: cheap, Floor: cheap, Rand: rand.Reader, Now: c.clock.time})
		do(t, err)
		c.desks = append(c.desks, d)
	}
	ana := newNotebook(t, c.desks[0])
	c.id = ana.ID()
	for i, d := range c.desks[1:] {
		card, err := d.Vault().Card(t.Context())
		do(t, err)
		grant, err := ana.Log().Admit(t.Context(), card)
		do(t, err)
		_, err = d.Vault().Join(t.Context(), "Ours", grant)
		do(t, err)
		for _, earlier := range c.desks[1 : i+1] {
			w, err := earlier.Notebook(t.Context(), c.id)
			do(t, err)
			grant, err := ana.Log().Grant(t.Context(), w.Log().Device())
			do(t, err)
			do(t, w.Log().Follow(t.Context(), grant))
		}
	}
	return c
}

// of returns the notebook as one of them sees it.
func (c *circle) of(i int) *workspace.Workspace {
	c.t.Helper()
	w, err := c.desks[i].Again(c.t.Context(), c.id)
	do(c.t, err)
	return w
}

// carry brings what one has to another.
func (c *circle) carry(from, to int) {
	c.t.Helper()
	blobs, err := c.of(from).Log().Sealed(c.t.Context(), 0)
	do(c.t, err)
	log := c.of(to).Log()
	for _, blob := range blobs {
		if _, err := log.Receive(c.t.Context(), blob); err != nil && !errors.Is(err, oplog.Duplicate) && !errors.Is(err, oplog.Gap) {
			c.t.Fatal(err)
		}
	}
}

// meet lets all have what all wrote.
func (c *circle) meet() {
	c.t.Helper()
	for range 2 {
		for i := 1; i < len(c.desks); i++ {
			c.carry(i, 0)
			c.carry(0, i)
		}
	}
}

// writer returns the person whom one of them sees another as.
func (c *circle) writer(i, of int) workspace.Writer {
	c.t.Helper()
	list, err := c.of(i).Writers(c.t.Context())
	do(c.t, err)
	at := slices.IndexFunc(list, func(w workspace.Writer) bool { return slices.Contains(w.Devices, c.of(of).Device()) })
	if at < 0 {
		c.t.Fatalf("%d is not among the writers", of)
	}
	return list[at]
}

func (c *circle) set(i int, ref notebook.Ref, field string, texts ...string) {
	c.t.Helper()
	do(c.t, c.of(i).Set(c.t.Context(), ref, workspace.Edit{Field: field, Texts: texts}))
}

func keys(list []change.Difference) []string {
	var out []string
	for _, d := range list {
		out = append(out, workspace.KeyOf(d))
	}
	slices.Sort(out)
	return out
}

// The whole story: one member changes, removes and adds things since a day; what
// she did before stays; where another wrote upon it, it is chosen; and all of it
// is undone the same way.
func TestBringingBackWhatOneMemberChanged(t *testing.T) {
	ctx := t.Context()
	c := newCircle(t, 3)
	office := add(t, c.of(0), "risk", notebook.Values{"title": {"our office is searched"}, "can_do": {"a copy elsewhere"}, "probability": {"3"}})
	follow := add(t, c.of(0), "risk", notebook.Values{"title": {"someone follows us home"}, "can_do": {"walk together"}})
	row := add(t, c.of(0), "row", notebook.Values{"threats": {"the office"}, "risks": {office.ID.String()}})
	c.meet()
	c.set(2, follow, "can_do", "walk together, and call") // long before
	c.meet()
	c.clock.now = c.clock.now.AddDate(0, 0, 10)
	c.set(2, office, "can_do", "nothing")
	c.set(2, office, "probability", "1")
	do(t, c.of(2).Remove(ctx, follow))
	c.set(2, row, "risks")
	rumour := add(t, c.of(2), "risk", notebook.Values{"title": {"do not trust Ana"}})
	c.meet()
	c.set(1, office, "probability", "5")
	c.meet()

	rosa := c.writer(0, 2)
	r, err := c.of(0).Returning(ctx, rosa.Devices, "2026-11-05")
	do(t, err)
	if got, want := keys(r.Wanted()), []string{row.ID.String() + ".risks", rumour.ID.String(), follow.ID.String(), office.ID.String() + ".can_do"}; !slices.Equal(got, sorted(want)) {
		t.Errorf("what would come back: %v, want %v", got, sorted(want))
	}
	if got := keys(r.Open()); !slices.Equal(got, []string{office.ID.String() + ".probability"}) || len(r.Stuck()) > 0 {
		t.Errorf("what is to be chosen: %v, and %v is not known", got, r.Stuck())
	}
	before, err := c.of(0).Changes(ctx)
	do(t, err)
	do(t, c.of(0).BringBack(ctx, r))
	c.meet()
	for i := range c.desks {
		b := c.of(i).Notebook()
		if o := b.Get(office); o.Get("can_do") != "a copy elsewhere" || o.Get("probability") != "5" {
			t.Errorf("%d sees the office with %q and %q", i, o.Get("can_do"), o.Get("probability"))
		}
		if f := b.Get(follow); f == nil || f.Get("can_do") != "walk together, and call" {
			t.Errorf("%d sees what was removed as %v", i, f)
		}
		if b.Get(rumour) != nil || b.Look(rumour).Get("title") == "" {
			t.Errorf("%d still sees the rumour, or it is gone for good", i)
		}
		if !slices.Equal(b.Get(row).Set("risks"), []string{office.ID.String()}) {
			t.Errorf("%d sees the row without its risk", i)
		}
	}
	after, err := c.of(0).Changes(ctx)
	do(t, err)
	if len(after) != len(before)+1 {
		t.Errorf("%d changes became %d", len(before), len(after))
	}

	undo, err := c.of(0).Undoing(ctx)
	do(t, err)
	if len(undo.Open()) > 0 || len(undo.List) != len(r.Wanted()) {
		t.Errorf("undoing asks about %v, and is about %v", keys(undo.Open()), keys(undo.List))
	}
	do(t, c.of(0).BringBack(ctx, undo))
	if b := c.of(0).Notebook(); b.Get(office).Get("can_do") != "nothing" || b.Get(follow) != nil || b.Get(rumour) == nil {
		t.Error("undone, it is not as it was")
	}
	redo, err := c.of(0).Undoing(ctx)
	do(t, err)
	do(t, c.of(0).BringBack(ctx, redo))
	if b := c.of(0).Notebook(); b.Get(office).Get("can_do") != "a copy elsewhere" || b.Get(follow) == nil || b.Get(rumour) != nil {
		t.Error("undone twice, it is not brought back")
	}
}

func sorted(list []string) []string { slices.Sort(list); return list }

// With their word, what someone else changed since comes back, too.
func TestWhatOthersChangedSinceIsChosen(t *testing.T) {
	c := newCircle(t, 3)
	office := add(t, c.of(0), "risk", notebook.Values{"title": {"our office is searched"}, "can_do": {"a copy elsewhere"}})
	c.meet()
	c.set(2, office, "can_do", "nothing")
	c.meet()
	c.set(1, office, "can_do", "nothing, or a copy?")
	c.meet()
	r, err := c.of(0).Returning(t.Context(), c.writer(0, 2).Devices, "2026-11-01")
	do(t, err)
	do(t, c.of(0).BringBack(t.Context(), r))
	if got := c.of(0).Notebook().Get(office).Get("can_do"); got != "nothing, or a copy?" {
		t.Errorf("not chosen, and it is %q", got)
	}
	do(t, c.of(0).BringBack(t.Context(), r, office.ID.String()+".can_do"))
	if got := c.of(0).Notebook().Get(office).Set("can_do"); !slices.Equal(got, []string{"a copy elsewhere"}) {
		t.Errorf("chosen, and it is %q", got)
	}
}

// Single ratings and answers are nobody's to bring back: not even their number
// shows.
func TestRatingsAndAnswersAreLeftAlone(t *testing.T) {
	c := newCircle(t, 2)
	office := add(t, c.of(0), "risk", notebook.Values{"title": {"our office is searched"}})
	c.meet()
	rate(t, c.of(1), office, "5")
	add(t, c.of(1), "risk", notebook.Values{"title": {"hers"}})
	c.meet()
	r, err := c.of(0).Returning(t.Context(), c.writer(0, 1).Devices, "2026-11-01")
	do(t, err)
	news, err := c.of(0).News(t.Context())
	do(t, err)
	if len(r.List) != 1 || len(news.List) != 1 || len(c.of(0).Ratings(office)) != 1 {
		t.Errorf("%d to bring back, %d new", len(r.List), len(news.List))
	}
}

// What is new is what others wrote and this device has not looked at, late or
// not, and whatever their clocks say.
func TestWhatIsNew(t *testing.T) {
	ctx := t.Context()
	c := newCircle(t, 3)
	office := add(t, c.of(0), "risk", notebook.Values{"title": {"our office is searched"}, "can_do": {"a copy"}})
	c.meet()
	look := func(i int) []string {
		news, err := c.of(i).News(ctx)
		do(t, err)
		has, err := c.of(i).HasNews(ctx)
		do(t, err)
		if has != (len(news.List) > 0) {
			t.Errorf("%d: there is news: %v, and the list has %d", i, has, len(news.List))
		}
		do(t, c.of(i).Seen(ctx, news.Mark))
		return keys(news.List)
	}
	if got := look(1); !slices.Equal(got, []string{office.ID.String()}) {
		t.Errorf("at first: %v", got)
	}
	if got := look(0); got != nil {
		t.Errorf("her own is new to her: %v", got)
	}
	c.clock.now = c.clock.now.AddDate(-1, 0, 0) // a clock that is wrong
	c.set(2, office, "can_do", "two copies")
	c.carry(2, 1)
	news, err := c.of(1).News(ctx)
	do(t, err)
	if len(news.List) != 1 || news.List[0].Now[0].Text != "two copies" || news.List[0].Then[0].Text != "a copy" || !slices.Equal(news.List[0].By, []notebook.Device{c.of(2).Device()}) {
		t.Fatalf("what is new: %+v", news.List)
	}
	c.set(0, office, "probability", "2")
	c.carry(0, 1)
	do(t, c.of(1).Seen(ctx, news.Mark)) // what came meanwhile was not looked at
	if got := look(1); !slices.Equal(got, []string{office.ID.String() + ".probability"}) {
		t.Errorf("after a look: %v", got)
	}
	if got := look(1); got != nil {
		t.Errorf("looked at, and still new: %v", got)
	}
}

// The first page asks again and again whether there is news: the log is read for
// it once, until someone writes or looks.
func TestAskingForNewsAgainReadsNothing(t *testing.T) {
	c := newCircle(t, 2)
	for range 100 {
		addTo(t, c.of(1), "a risk")
	}
	c.meet()
	ctx, w := t.Context(), c.of(0)
	asks := func(want bool) {
		t.Helper()
		if has, err := w.HasNews(ctx); err != nil || has != want {
			t.Errorf("news: %v, %v, want %v", has, err, want)
		}
	}
	asks(true)
	if n := testing.AllocsPerRun(5, func() { asks(true) }); n > 100 {
		t.Errorf("asking again takes %v allocations", n)
	}
	for _, r := range w.Notebook().Records("risk") {
		do(t, w.Remove(ctx, r.Ref))
	}
	asks(false)
	do(t, w.Restore(ctx, w.Notebook().Removed()[0].Ref))
	asks(true)
	news, err := w.News(ctx)
	do(t, err)
	do(t, w.Seen(ctx, news.Mark))
	asks(false)
}

// Random women write for a while. Whoever is brought back, on whichever device,
// all devices agree, nothing of the others goes, and undoing gives back what was.
func TestBringingBackOnSeveralDevices(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	rnd := rng.New(rng.NewPCG(seed, 1))
	for range 3 {
		c := newCircle(t, 3)
		var refs []notebook.Ref
		for i := range 40 {
			c.clock.now = c.clock.now.Add(time.Hour)
			who := rnd.IntN(3)
			w := c.of(who)
			switch {
			case len(refs) < 3 || rnd.IntN(5) == 0:
				refs = append(refs, add(t, w, "risk", notebook.Values{"title": {fmt.Sprint("risk ", i)}}))
			case rnd.IntN(3) == 0:
				c.carry(who, (who+1)%3)
			default:
				ref := refs[rnd.IntN(len(refs))]
				if w.Notebook().Get(ref) == nil {
					continue
				}
				if rnd.IntN(6) == 0 {
					do(t, w.Remove(t.Context(), ref))
				} else {
					c.set(who, ref, []string{"can_do", "title"}[rnd.IntN(2)], fmt.Sprint("text ", i))
				}
			}
		}
		c.meet()
		checkBringsBack(t, c, rnd.IntN(3), rnd.IntN(3))
	}
}

func checkBringsBack(t *testing.T, c *circle, on, of int) {
	t.Helper()
	ctx := t.Context()
	r, err := c.of(on).Returning(ctx, c.writer(on, of).Devices, "2026-11-01")
	do(t, err)
	before := texts(c.of(on))
	theirs := map[string]bool{}
	for _, x := range c.of(on).Notebook().All() {
		// What others had removed, and only she brought back, goes again.
		again := slices.ContainsFunc(r.List, func(d change.Difference) bool { return d.Ref == x.Ref && d.What == change.Brought })
		for name, values := range x.Fields {
			for _, v := range values {
				if name != notebook.Order && !again && v.Version.Device != c.of(of).Device() {
					theirs[v.Text] = true
				}
			}
		}
	}
	do(t, c.of(on).BringBack(ctx, r))
	c.meet()
	for i := range c.desks {
		if got := texts(c.of(i)); !slices.Equal(got, texts(c.of(on))) {
			t.Fatalf("%d sees %q, and %d %q", i, got, on, texts(c.of(on)))
		}
	}
	for text := range theirs {
		if !slices.ContainsFunc(texts(c.of(on)), func(line string) bool { return slices.Contains(strings.Split(line, "|"), text) }) {
			t.Fatalf("%q of another went", text)
		}
	}
	undo, err := c.of(on).Undoing(ctx)
	do(t, err)
	do(t, c.of(on).BringBack(ctx, undo))
	if got := texts(c.of(on)); len(r.List) > 0 && !slices.Equal(got, before) {
		t.Fatalf("undone: %q, before: %q", got, before)
	}
}

// texts returns what stands in a notebook, one line a field.
func texts(w *workspace.Workspace) []string {
	var list []string
	for _, r := range w.Notebook().All() {
		for name := range r.Fields {
			set := sorted(slices.Clone(r.Set(name)))
			if set = slices.Compact(set); len(set) > 0 && name != notebook.Order {
				list = append(list, r.ID.String()+"|"+name+"|"+strings.Join(set, "|"))
			}
		}
	}
	return sorted(list)
}
