package workspace_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/oplog"
	"amparo/internal/workspace"
)

// again invites one who has the notebook anew, as the pages advise. Nothing happens
// to it before she has said that the words are the same.
func again(t testing.TB, p *place, a, b *woman, asking workspace.Asking) *workspace.Invitation {
	t.Helper()
	ctx := t.Context()
	host, guest := begin(t, p, a, b, asking, workspace.Way{})
	check(t, host.Confirm(ctx))
	was := b.w.Device()
	check(t, host.Meet(ctx, p, &a.lock, ""))
	check(t, guest.Meet(ctx, p, &b.lock, ""))
	if b.w.Device() != was {
		t.Error("her membership is another one before she has said yes")
	}
	check(t, guest.Confirm(ctx))
	check(t, guest.Meet(ctx, p, &b.lock, ""))
	check(t, host.Meet(ctx, p, &a.lock, ""))
	if guest.Step() != workspace.StepDone || host.Step() != workspace.StepDone || guest.Notebook != b.w.ID() {
		t.Fatalf("the invite ends at %s and %s", host.Step(), guest.Step())
	}
	return guest
}

// alike has all meet, and compares what stands there and what was noticed.
func alike(t testing.TB, p *place, women ...*woman) {
	t.Helper()
	for range 3 {
		for _, a := range women {
			if s := a.sync(t, p); len(s.Noticed()) > 0 {
				t.Errorf("noticed: %q", s.Noticed())
			}
		}
	}
	for _, a := range women[1:] {
		if one, other := picture(women[0].w), picture(a.w); one != other || circleOf(t, women[0]) != circleOf(t, a) {
			t.Errorf("they differ:\n%s\n%s", one, other)
		}
	}
	for _, a := range women {
		report, err := a.desk.Verify(t.Context())
		if check(t, err); len(report.Findings) > 0 {
			t.Error(report.Findings[0].Err)
		}
	}
}

// A device was taken out and still has the notebook. Invited again it is in, as
// hers; what she wrote on it meanwhile stands beside what the others wrote, and the
// notebook that was open goes on. So it is after a lock, and on the others.
func TestWhoIsOutComesInAgain(t *testing.T) {
	ctx, now := t.Context(), someDay().time
	p := newPlace()
	ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	shared := addTo(t, bo.w, "known to both")
	check(t, bo.w.SetRelay(ctx, workspace.Relay{Address: "https://relay.example", Codes: []string{"abc"}}))
	alike(t, p, ana, bo)
	was := bo.w.Device()
	check(t, ana.w.RemoveDevices(ctx, false, was))
	hers := addTo(t, ana.w, "while bo was out")
	check(t, ana.w.Set(ctx, shared, workspace.Edit{Field: "note", Texts: []string{"by ana"}}))
	ana.sync(t, p)
	stamp := workspace.Stamp(bo.w.Notebook().Get(shared), "note")
	if s := bo.sync(t, p); !s.Out {
		t.Fatal("she is not told")
	}
	check(t, bo.w.Set(ctx, shared, workspace.Edit{Field: "note", Texts: []string{"by bo"}, Stamp: stamp}))
	mine := addTo(t, bo.w, "written when out")
	check(t, bo.w.Set(ctx, mine, workspace.Edit{Field: "title", Texts: []string{"written when out, and changed"}}))

	again(t, p, ana, bo, workspace.Asking{Of: was})
	if way := bo.w.Way(); len(way.Faults) > 0 || way.Relay != "https://relay.example" || len(way.Codes) != 1 || len(way.Met) > 0 {
		t.Errorf("it knows %+v", way)
	}
	alike(t, p, ana, bo)
	bo.reopen(t)
	alike(t, p, ana, bo)
	for _, a := range []*woman{ana, bo} {
		r := a.w.Notebook().Get(shared)
		texts := r.Set("note")
		if slices.Sort(texts); !slices.Equal(texts, []string{"by ana", "by bo"}) {
			t.Errorf("side by side stand %q", texts)
		}
		if got := a.w.Notebook().Get(mine); got == nil || got.Title() != "written when out, and changed" || a.w.Notebook().Get(hers) == nil {
			t.Error("something is lacking")
		}
	}
	past, err := bo.w.History(ctx, &shared)
	if check(t, err); len(past) < 2 {
		t.Errorf("%d things are in its history", len(past))
	}
	if g := group(t, ana.w); len(g.People) != 2 || slices.ContainsFunc(devices(t, ana.w), func(d workspace.OwnDevice) bool { return d.ID == was }) {
		t.Errorf("%d people, the old device among them or not", len(g.People))
	}
}

// What was restored from a member's backup is read only, until a keeper invites
// the device.
func TestARestoredMemberComesInAgain(t *testing.T) {
	ctx, now := t.Context(), someDay().time
	p := newPlace()
	ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	alike(t, p, ana, bo)
	unsent := addTo(t, bo.w, "in the backup alone")
	var b bytes.Buffer
	check(t, bo.desk.Backup(ctx, &b))
	next := newWoman(t, 1, 3, now)
	var err error
	next.desk, err = workspace.Restore(ctx, next.shelf, workspace.Backup{Reader: &b, Passphrase: []byte("correct horse")}, next.config)
	check(t, err)
	next.w, err = next.desk.Notebook(ctx, bo.w.ID())
	check(t, err)
	if _, err := next.w.Add(ctx, "risk", notebook.Values{"title": {"x"}}); !errors.Is(err, oplog.Foreign) {
		t.Fatalf("it writes: %v", err)
	}
	again(t, p, ana, next, workspace.Asking{Of: bo.w.Device()})
	addTo(t, next.w, "written here")
	alike(t, p, ana, next)
	if ana.w.Notebook().Get(unsent) == nil {
		t.Error("what was in the backup alone is lost")
	}
}

// Two keepers changed the members apart. The other way goes on by an invite, and
// what bo wrote on hers goes along.
func TestTwoWaysComeTogetherAgain(t *testing.T) {
	ctx, now := t.Context(), someDay().time
	p := newPlace()
	ana, bo, eva, carla := founder(t, 1, now), newWoman(t, 1, 2, now), newWoman(t, 1, 3, now), newWoman(t, 1, 4, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	alike(t, p, ana, bo)
	welcome(t, p, ana, eva, workspace.Asking{Name: "Eva"})
	welcome(t, p, bo, carla, workspace.Asking{Name: "Carla"})
	mine := addTo(t, bo.w, "on bo's way")
	ana.sync(t, p)
	if s := bo.sync(t, p); !slices.Contains(s.Faults, workspace.FaultSplit) {
		t.Fatalf("noticed: %q", s.Noticed())
	}
	ana.sync(t, p)
	eva.sync(t, p)
	was := bo.w.Device()
	check(t, ana.w.RemoveDevices(ctx, false, was))
	again(t, p, ana, bo, workspace.Asking{Of: was, Keeper: true})
	alike(t, p, ana, bo, eva)
	if ana.w.Notebook().Get(mine) == nil {
		t.Error("what she wrote on her way is lost")
	}
}

// The power fails while she comes in, before any of the things that are kept. The
// notebook, if it is there, knows its relay, and the same invite brings her in.
func TestATornJoin(t *testing.T) {
	for _, fails := range []string{"members", "snapshot", "index", "invites"} {
		ctx, now := t.Context(), someDay().time
		p := newPlace()
		ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
		known := addTo(t, ana.w, "known")
		host, guest := begin(t, p, ana, bo, workspace.Asking{Name: "Bo"}, workspace.Way{Relay: "https://relay.example"})
		check(t, host.Confirm(ctx))
		check(t, host.Meet(ctx, p, &ana.lock, ""))
		check(t, guest.Meet(ctx, p, &bo.lock, ""))
		bo.shelf.fails = []string{fails}
		if err := guest.Confirm(ctx); !errors.Is(err, errPower) {
			t.Fatalf("%s: %v", fails, err)
		}
		bo.shelf.fails = nil
		check(t, bo.desk.Close(ctx))
		var err error
		bo.desk, err = workspace.Unlock(ctx, bo.shelf, "0", []byte("correct horse"), bo.config)
		check(t, err)
		for _, n := range bo.desk.Notebooks() {
			w, err := bo.desk.Notebook(ctx, n.ID)
			if check(t, err); w.Way().Relay != "https://relay.example" {
				t.Errorf("%s: the notebook is there, and its relay is %q", fails, w.Way().Relay)
			}
		}
		guest = bo.desk.Invitations()[0]
		if guest.Step() == workspace.StepComparing {
			check(t, guest.Confirm(ctx))
		}
		check(t, guest.Meet(ctx, p, &bo.lock, ""))
		check(t, host.Meet(ctx, p, &ana.lock, ""))
		if guest.Step() != workspace.StepDone || host.Step() != workspace.StepDone {
			t.Fatalf("%s: it ends at %s and %s", fails, host.Step(), guest.Step())
		}
		bo.w, err = bo.desk.Notebook(ctx, guest.Notebook)
		if check(t, err); bo.w.Notebook().Get(known) == nil || bo.w.Way().Relay != "https://relay.example" {
			t.Errorf("%s: she has %+v", fails, bo.w.Way())
		}
		alike(t, p, ana, bo)
	}
}

// An invite into a notebook in which this device is a member changes nothing of it.
func TestAMemberIsNotReplaced(t *testing.T) {
	ctx, now := t.Context(), someDay().time
	p := newPlace()
	ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	check(t, bo.w.SetRelay(ctx, workspace.Relay{Address: "https://relay.example"}))
	was, way := bo.w.Device(), bo.w.Way()
	host, guest := begin(t, p, ana, bo, workspace.Asking{Of: was}, workspace.Way{Relay: "https://another.example"})
	check(t, host.Confirm(ctx))
	check(t, host.Meet(ctx, p, &ana.lock, ""))
	check(t, guest.Meet(ctx, p, &bo.lock, ""))
	if err := guest.Confirm(ctx); !errors.Is(err, oplog.Duplicate) {
		t.Errorf("she is told: %v", err)
	}
	bo.reopen(t)
	if bo.w.Device() != was || bo.w.Way().Relay != way.Relay {
		t.Errorf("her device or %+v is another one", bo.w.Way())
	}
}

// TestStoriesThatComeTogetherAgain: however a hostile relay and their own keepers
// have parted them, one keeper invites the others anew. Then all have the same, and
// nothing that one of them wrote is lost.
func TestStoriesThatComeTogetherAgain(t *testing.T) {
	rounds := uint64(25)
	if long() {
		rounds = 2000
	}
	seen := map[string]int{}
	for seed := range rounds {
		tell(t, 20_000+seed, seen, trouble{power: true}).comeTogether()
	}
	t.Log(seen)
	for _, name := range []string{"in again", "had removed it before"} {
		if seen[name] == 0 {
			t.Errorf("it never came to %q", name)
		}
	}
}

// comeTogether has one keeper invite all who are not with her.
func (s *story) comeTogether() {
	s.t.Helper()
	s.relay.bend = nil
	at := slices.IndexFunc(s.women, func(a *woman) bool {
		return group(s.t, a.w).Keeper && !slices.Contains(a.w.Way().Faults, workspace.FaultOut)
	})
	if at < 0 {
		return
	}
	keeper := s.women[at]
	for _, a := range s.women {
		if circleOf(s.t, a) != circleOf(s.t, keeper) || picture(a.w) != picture(keeper.w) {
			s.inviteAgain(keeper, a)
		}
	}
	for range 4 {
		for _, a := range s.women {
			a.sync(s.t, s.relay)
		}
	}
	for _, a := range s.women {
		if circleOf(s.t, a) != circleOf(s.t, keeper) || picture(a.w) != picture(keeper.w) {
			s.t.Fatalf("seed %d: they are not together (%v, %v)", s.seed, a.w.Way().Faults, keeper.w.Way().Faults)
		}
		s.keeps(a)
	}
}

func (s *story) inviteAgain(keeper, a *woman) {
	s.t.Helper()
	ctx := s.t.Context()
	asking, was := workspace.Asking{}, a.w.Device()
	if slices.ContainsFunc(devices(s.t, keeper.w), func(d workspace.OwnDevice) bool { return d.ID == was }) {
		s.ok(keeper.w.RemoveDevices(ctx, false, was))
	}
	if person, err := keeper.w.Log().Person(ctx, key.DeviceID(was)); err == nil && person != (key.DeviceID{}) {
		asking.Of = was
	}
	host, guest := begin(s.t, s.relay, keeper, a, asking, workspace.Way{})
	s.ok(host.Confirm(ctx))
	s.ok(guest.Confirm(ctx))
	s.ok(host.Meet(ctx, s.relay, &keeper.lock, ""))
	err := guest.Meet(ctx, s.relay, &a.lock, "")
	if errors.Is(err, oplog.Duplicate) { // she knows that the keeper is out
		s.seen["had removed it before"]++
		s.ok(a.desk.RemoveNotebook(ctx, a.w.ID()))
		delete(s.wrote, a)
		err = guest.Meet(ctx, s.relay, &a.lock, "")
	}
	s.ok(err)
	a.w, err = a.desk.Notebook(ctx, guest.Notebook)
	s.ok(err)
	s.seen["in again"]++
}
