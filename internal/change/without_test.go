package change_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

// look is what people see of a record: the texts of each field, each once. A
// record that was removed shows nothing.
func look(f *change.Fold, id byte) map[string][]string {
	r := f.Notebook().Get(notebook.Ref{Kind: "row", ID: notebook.ID{id}})
	if r == nil {
		return nil
	}
	seen := map[string][]string{}
	for _, field := range []string{"threats", "strengths", "actions"} {
		texts := slices.Clone(r.Set(field))
		slices.Sort(texts)
		if texts = slices.Compact(texts); len(texts) > 0 {
			seen[field] = texts
		}
	}
	return seen
}

// alike says whether two views of a record show the same.
func alike(a, b map[string][]string) bool {
	return (a == nil) == (b == nil) && slices.EqualFunc(fieldsOf(a), fieldsOf(b), slices.Equal)
}

func fieldsOf(m map[string][]string) [][]string {
	return [][]string{m["threats"], m["strengths"], m["actions"]}
}

// leftOut folds the changes as if the chosen writes had not been, by the
// definition alone.
func leftOut(all []*change.Change, chosen change.Chosen) *change.Fold {
	f := change.NewFold()
	for _, c := range all {
		other := *c
		other.Writes = slices.Clone(c.Writes)
		for i := range other.Writes {
			if chosen[c.Version(i)] {
				other.Writes[i] = change.Write{Op: change.Drop, Ref: notebook.Ref{Kind: "-"}, Field: "-"}
			}
		}
		f.Apply(&other)
	}
	return f
}

// story is a random history in which one device is looked at since some moment.
type story struct {
	*world
	fold   *change.Fold
	chosen change.Chosen
}

func newStory(seed uint64) *story {
	w := newWorld(seed)
	for i := range 4 + w.rand.IntN(24) {
		w.step(i)
	}
	s := &story{world: w, fold: change.NewFold()}
	for _, c := range w.all {
		s.fold.Apply(c)
	}
	s.chosen = change.Since(w.all, []notebook.Device{w.devices[0].id}, int64(w.rand.IntN(20)))
	return s
}

// undo applies the differences that wanted wants, in one flush of a new device,
// and returns its first version.
func (s *story) undo(list []change.Difference, wanted func(change.Difference) bool) notebook.Version {
	me := notebook.Device{99}
	e := s.fold.Edit(me, 1000)
	first := notebook.Version{Device: me, N: s.fold.Next(me)}
	for _, d := range list {
		if wanted(d) {
			e.Undo(d)
		}
	}
	if c := e.Change(); c != nil {
		s.fold.Apply(c)
		s.all = append(s.all, c)
	}
	return first
}

func closed(d change.Difference) bool { return !d.Open() }

// What one device wrote is brought back: what it alone wrote in stands as it would
// without it, and no word of the others goes.
func TestBringingBackIsLikeNeverWritten(t *testing.T) {
	open, brought := 0, 0
	for seed := range uint64(cases()) {
		s := newStory(seed)
		want := leftOut(s.all, s.chosen)
		before := s.fold.Notebook().All()
		list := s.fold.Without(s.all, s.chosen)
		left := map[notebook.Ref]map[string]bool{}
		for _, d := range list {
			if brought++; d.Open() {
				open++
				if left[d.Ref] == nil {
					left[d.Ref] = map[string]bool{}
				}
				left[d.Ref][d.Field] = true
			}
		}
		s.undo(list, closed)
		for id := range byte(3) {
			ref := notebook.Ref{Kind: "row", ID: notebook.ID{id}}
			got, would := look(s.fold, id), look(want, id)
			if left[ref][""] {
				continue
			}
			for field := range left[ref] {
				delete(got, field)
				delete(would, field)
			}
			if len(would) == 0 && got == nil {
				continue // it was made by what was brought back: nothing of others stands in it
			}
			if !alike(got, would) {
				t.Fatalf("seed %d, record %d: %v stands, and %v would", seed, id, got, would)
			}
		}
		kept(t, seed, s, before)
	}
	if open == 0 || brought < 10*open {
		t.Errorf("%d differences, of which %d are open: the histories are of no use", brought, open)
	}
}

// kept says whether everything that others wrote still stands where it stood.
func kept(t *testing.T, seed uint64, s *story, before []*notebook.Record) {
	t.Helper()
	for _, r := range before {
		now := s.fold.Notebook().Look(r.Ref)
		for field, values := range r.Fields {
			for _, v := range values {
				if !s.chosen[v.Version] && !slices.Contains(now.Fields[field], v) {
					t.Fatalf("seed %d: %q of another device went from %s", seed, v.Text, field)
				}
			}
		}
	}
}

// Bringing back is undone the same way: by bringing back that flush.
func TestBringingBackIsUndoneTheSameWay(t *testing.T) {
	for seed := range uint64(cases()) {
		s := newStory(seed)
		all := s.rand.IntN(2) == 0
		var before []map[string][]string
		for id := range byte(3) {
			before = append(before, look(s.fold, id))
		}
		first := s.undo(s.fold.Without(s.all, s.chosen), func(d change.Difference) bool { return all || closed(d) })
		again := s.fold.Without(s.all, change.Flush(s.all, first))
		for _, d := range again {
			if d.Open() {
				t.Fatalf("seed %d: nobody wrote since, and %v is open", seed, d)
			}
		}
		s.undo(again, closed)
		for id := range byte(3) {
			if got := look(s.fold, id); !alike(got, before[id]) {
				t.Fatalf("seed %d, record %d: %v after undoing, %v before", seed, id, got, before[id])
			}
		}
	}
}

// Where others wrote upon it, people choose: with their word, what stood before
// comes back, and what the others wrote stays in the history.
func TestWhatOthersWroteUponIsChosen(t *testing.T) {
	met := map[change.What]int{}
	for seed := range uint64(cases()) {
		s := newStory(seed)
		list := s.fold.Without(s.all, s.chosen)
		s.undo(list, func(d change.Difference) bool { return true })
		for _, d := range list {
			if !d.Open() {
				continue
			}
			met[d.What]++
			r := s.fold.Notebook().Look(d.Ref)
			for _, v := range d.Rest {
				if d.What == change.Wrote && slices.Contains(r.Fields[d.Field], v) {
					t.Fatalf("seed %d: %q still stands", seed, v.Text)
				}
			}
			if d.What == change.Made && !r.Removed {
				t.Fatalf("seed %d: what was made still stands", seed)
			}
			for _, v := range d.Then {
				if !slices.Contains(r.Set(d.Field), v.Text) {
					t.Fatalf("seed %d: %q did not come back", seed, v.Text)
				}
			}
		}
	}
	if met[change.Wrote] == 0 || met[change.Made] == 0 {
		t.Errorf("nobody wrote upon anything: %v", met)
	}
}

// A device that says that it wrote long ago is not believed when what it wrote
// comes after something newer.
func TestBackdatedWritesAreOfTheirTime(t *testing.T) {
	an, bo := notebook.Device{1}, notebook.Device{2}
	row := notebook.Ref{Kind: "row", ID: notebook.ID{7}}
	f := change.NewFold()
	var all []*change.Change
	write := func(d notebook.Device, at int64, text string) notebook.Version {
		e := f.Edit(d, at)
		e.Set(row, "threats", text, nil)
		c := e.Change()
		f.Apply(c)
		all = append(all, c)
		return c.Version(0)
	}
	before := write(bo, 100, "the old words")
	write(an, 500, "the new words")
	upon := write(bo, 50, "words that say they are old")
	later := write(bo, 60, "and more of them")
	for _, c := range []struct {
		since int64
		want  map[notebook.Version]bool
	}{
		{0, map[notebook.Version]bool{before: true, upon: true, later: true}},
		{400, map[notebook.Version]bool{upon: true, later: true}},
		{600, map[notebook.Version]bool{}},
	} {
		got := change.Since(all, []notebook.Device{bo}, c.since)
		for _, v := range []notebook.Version{before, upon, later} {
			if got[v] != c.want[v] {
				t.Errorf("since %d: %v is chosen: %v", c.since, v, got[v])
			}
		}
	}
}

// What replaced something that is not kept here cannot be brought back, and is
// told apart.
func TestWhatIsNotKeptIsSaid(t *testing.T) {
	an, bo := notebook.Device{1}, notebook.Device{2}
	row := notebook.Ref{Kind: "row", ID: notebook.ID{7}}
	f := change.NewFold()
	write := func(d notebook.Device, field, text string) *change.Change {
		e := f.Edit(d, 1)
		e.Set(row, field, text, nil)
		c := e.Change()
		f.Apply(c)
		return c
	}
	write(an, "threats", "kept by others")
	write(an, "strengths", "ours")
	last := write(bo, "threats", "hers")
	list := f.Without([]*change.Change{last}, change.Since([]*change.Change{last}, []notebook.Device{bo}, 0))
	if len(list) != 1 || !list[0].Stuck() || list[0].What != change.Wrote {
		t.Errorf("without its history: %+v", list)
	}
	// A record of others is no new one because only a later write to it is kept.
	f = change.NewFold()
	write(an, "threats", "kept by others")
	last = write(bo, "strengths", "hers")
	list = f.Without([]*change.Change{last}, change.Since([]*change.Change{last}, []notebook.Device{bo}, 0))
	if len(list) != 1 || list[0].Stuck() || list[0].What != change.Wrote {
		t.Errorf("in a record whose beginning is not kept: %+v", list)
	}
}

// What others wrote is chosen by its number alone, late or not.
func TestUnseen(t *testing.T) {
	for seed := range uint64(cases() / 10) {
		w := newWorld(seed)
		for i := range 20 {
			w.step(i)
		}
		me := w.devices[0].id
		rnd := rand.New(rand.NewPCG(seed, 3))
		seen := map[notebook.Device]uint64{}
		for _, d := range w.devices {
			seen[d.id] = rnd.Uint64N(6)
		}
		got := change.Unseen(w.all, seen, me)
		for _, c := range w.all {
			for i := range c.Writes {
				v := c.Version(i)
				if got[v] != (v.Device != me && v.N > seen[v.Device]) {
					t.Fatalf("seed %d: %v is new: %v", seed, v, got[v])
				}
			}
		}
	}
}
