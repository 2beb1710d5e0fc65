package vault_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
)

func circle(t testing.TB, l *vault.Log) vault.Circle {
	t.Helper()
	return must[vault.Circle](t)(l.Circle(context.Background()))
}

// enter admits a fresh device of a fresh vault.
func enter(t testing.TB, by *vault.Log, a vault.Admission) *vault.Log {
	t.Helper()
	ctx := context.Background()
	v := create(t, store.NewMemory())
	a.Card = must[key.Card](t)(v.Card(ctx))
	check(t, by.Turn(ctx, vault.Change{Admit: []vault.Admission{a}}))
	return must[*vault.Log](t)(v.Join(ctx, "", must[[]byte](t)(by.Welcome(ctx, a.Card.ID()))))
}

// follow brings devices to the epoch of another.
func follow(t testing.TB, to *vault.Log, from ...*vault.Log) {
	t.Helper()
	ctx := context.Background()
	for _, l := range from {
		check(t, l.Follow(ctx, must[[]byte](t)(to.Grant(ctx, l.Device()))))
	}
}

// paperOf returns the paper key that the notebook was founded with.
func paperOf(t testing.TB, l *vault.Log) key.DeviceID {
	t.Helper()
	for _, m := range circle(t, l).Members {
		if m.Paper {
			return m.Device
		}
	}
	t.Fatal("no paper key")
	return key.DeviceID{}
}

// TestAloneIsSaid: a notebook that one woman makes says that it has one keeper,
// asks for a second when others are here, and does not go back without a word.
func TestAloneIsSaid(t *testing.T) {
	ctx := context.Background()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	said := func(l *vault.Log, alone, asks bool) {
		t.Helper()
		if c := circle(t, l); c.Alone != alone || c.AsksForKeeper != asks {
			t.Errorf("alone %v, asks %v", c.Alone, c.AsksForKeeper)
		}
	}
	said(ana, true, false) // with her paper key she is still one
	bo := enter(t, ana, vault.Admission{})
	said(ana, true, true)
	said(bo, true, true)
	check(t, ana.Turn(ctx, vault.Change{Keepers: []key.DeviceID{bo.Device()}}))
	said(ana, false, false)
	follow(t, ana, bo)

	for name, c := range map[string]vault.Change{
		"bo no longer keeper": {Plain: []key.DeviceID{bo.Device()}},
		"bo removed":          {Remove: []key.DeviceID{bo.Device()}},
		"bo leaves":           {Leave: []key.DeviceID{bo.Device()}},
	} {
		if err := ana.Turn(ctx, c); !errors.Is(err, vault.ErrOneKeeper) {
			t.Errorf("%s: %v", name, err)
		}
	}
	said(ana, false, false)
	check(t, bo.Turn(ctx, vault.Change{Leave: []key.DeviceID{ana.Device()}, Alone: true}))
	said(bo, true, false)
	if err := ana.Follow(ctx, must[[]byte](t)(ana.Grant(ctx, ana.Device()))); err != oplog.Duplicate {
		t.Error(err)
	}
	if _, err := bo.Grant(ctx, ana.Device()); err != oplog.Foreign {
		t.Error("ana is still a member:", err)
	}
}

// TestAPersonLeavesWithAllThatIsHers: her telephone, her laptop and her paper
// key; and one lost laptop goes with the paper key in its vault.
func TestAPersonLeavesWithAllThatIsHers(t *testing.T) {
	ctx := context.Background()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	paper := paperOf(t, ana)
	phone := enter(t, ana, vault.Admission{Of: ana.Device(), Keeper: true})
	bo := enter(t, ana, vault.Admission{Keeper: true})
	second := enter(t, ana, vault.Admission{Of: bo.Device()})
	follow(t, ana, phone, bo)
	for _, m := range circle(t, bo).Members {
		want := ana.Device()
		if m.Device == bo.Device() || m.Device == second.Device() {
			want = bo.Device()
		}
		if m.Person != want {
			t.Error("a device is taken for another person's")
		}
	}
	left := func(l *vault.Log) []key.DeviceID {
		var ids []key.DeviceID
		for _, m := range circle(t, l).Members {
			ids = append(ids, m.Device)
		}
		return ids
	}
	check(t, phone.Turn(ctx, vault.Change{Remove: []key.DeviceID{ana.Device()}}))
	if got := left(phone); slices.Contains(got, paper) || len(got) != 3 {
		t.Errorf("the lost laptop's paper key stays: %d members", len(got))
	}
	check(t, bo.Turn(ctx, vault.Change{Leave: []key.DeviceID{ana.Device()}, Alone: true}))
	if got := left(bo); len(got) != 2 {
		t.Errorf("%d members, want bo's two", len(got))
	}
	if err := bo.Turn(ctx, vault.Change{Remove: []key.DeviceID{bo.Device()}}); !errors.Is(err, vault.ErrSelf) {
		t.Error("a device takes itself out:", err)
	}
}

// TestSheComesAgain: a removed card stays out; she comes again with a fresh one,
// as the same person, and what she wrote before is still hers.
func TestSheComesAgain(t *testing.T) {
	ctx := context.Background()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	boVault := create(t, store.NewMemory())
	card := must[key.Card](t)(boVault.Card(ctx))
	bo := must[*vault.Log](t)(boVault.Join(ctx, "", must[[]byte](t)(ana.Admit(ctx, card))))
	write(t, bo, "from bo")
	must[[]string](t)(receive(ana, sealed(t, bo)[0]))
	check(t, ana.Rotate(ctx, bo.Device()))
	if _, err := ana.Admit(ctx, card); !errors.Is(err, oplog.Fork) {
		t.Error("the same card again:", err)
	}
	again := enter(t, ana, vault.Admission{Of: bo.Device()})
	for _, blob := range sealed(t, ana) {
		must[[]string](t)(receive(again, blob))
	}
	if diff := cmp.Diff([]string{"from bo"}, payloads(t, again)); diff != "" {
		t.Error(diff)
	}
	for _, m := range circle(t, again).Members {
		if m.Self && m.Person != bo.Device() {
			t.Error("she came again as another person")
		}
	}
	write(t, again, "again")
	must[[]string](t)(receive(ana, sealed(t, again)[1]))
}

// TestARemovedDeviceOpensNothingLater (S15): of 50 later entries none, and what
// it writes later, under its last epoch or with an earlier date, is set aside.
func TestARemovedDeviceOpensNothingLater(t *testing.T) {
	ctx := context.Background()
	p := newPair(t)
	eva := enter(t, p.ana, vault.Admission{})
	follow(t, p.ana, p.bo)
	write(t, eva, "early")
	must[[]string](t)(receive(p.ana, sealed(t, eva)[0]))
	must[[]string](t)(receive(p.bo, sealed(t, eva)[0]))
	check(t, p.ana.Rotate(ctx, eva.Device()))
	for range 50 {
		write(t, p.ana, "later")
	}
	write(t, eva, "back-dated") // her clock says the same second
	backdated := sealed(t, eva)[1]
	if _, err := receive(p.bo, backdated); err != nil {
		t.Fatal("bo does not know yet:", err)
	}
	follow(t, p.ana, p.bo)
	for _, blob := range sealed(t, p.ana) {
		if _, err := receive(eva, blob); err != oplog.Foreign {
			t.Fatal("eva opens a later entry:", err)
		}
		if _, err := receive(p.bo, blob); err != nil && err != oplog.Duplicate {
			t.Fatal(err)
		}
	}
	for name, l := range map[string]*vault.Log{"ana": p.ana, "bo": p.bo} {
		if _, err := receive(l, backdated); err != oplog.Stale && err != oplog.AfterRemoval {
			t.Errorf("%s: %v", name, err)
		}
		got := payloads(t, l)
		if len(got) != 51 || slices.Contains(got, "back-dated") || !slices.Contains(got, "early") {
			t.Errorf("%s has %d entries", name, len(got))
		}
	}
}

// TestNewcomersGetWhatTheGroupDecided: the decision stands in the membership, for
// all, until it is changed.
func TestNewcomersGetWhatTheGroupDecided(t *testing.T) {
	ctx := context.Background()
	p := newPair(t)
	for _, c := range []struct {
		change vault.Newcomers
		want   bool
	}{{vault.Unchanged, false}, {vault.WithHistory, true}, {vault.Unchanged, true}, {vault.PresentOnly, false}} {
		check(t, p.ana.Turn(ctx, vault.Change{History: c.change}))
		follow(t, p.ana, p.bo)
		for _, l := range []*vault.Log{p.ana, p.bo} {
			if got := circle(t, l).History; got != c.want {
				t.Errorf("after %d: %v", c.change, got)
			}
		}
	}
}

func TestWhenAnEpochIsOver(t *testing.T) {
	began := time.Unix(1_700_000_000, 0)
	day := 24 * time.Hour
	for _, c := range []struct {
		sentence string
		after    time.Duration
		over     bool
	}{
		{"nothing happened for a day", day, false},
		{"a month went by", 30 * day, true},
		{"one minute less", 30*day - time.Minute, false},
		{"the clock was put back a day", -day, false},
		{"the clock was put back for years", -900 * day, true},
	} {
		if got := vault.Over(began, began.Add(c.after)); got != c.over {
			t.Errorf("%s: %v", c.sentence, got)
		}
	}
}

// TestTheCopyOfAPaperKeyGoesToo: a vault that was restored has the paper key of
// the one before it. Lost, it goes as that one would.
func TestTheCopyOfAPaperKeyGoesToo(t *testing.T) {
	ctx := context.Background()
	v := create(t, store.NewMemory())
	ana := must[*vault.Log](t)(v.NewNotebook(ctx, "ours"))
	paper := paperOf(t, ana)
	bo := enter(t, ana, vault.Admission{Keeper: true})
	st := store.NewMemory()
	must[*vault.Vault](t)(restore(st, backup(t, v), "six plain words", key.Paper{}))
	restored := must[*vault.Log](t)(reopen(t, st).Log(ctx, ana.ID()))
	follow(t, restored, ana, bo)
	check(t, bo.Turn(ctx, vault.Change{Remove: []key.DeviceID{restored.Device()}}))
	for _, m := range circle(t, bo).Members {
		if m.Device == paper {
			t.Error("the lost vault has the paper key, which is still a keeper's")
		}
	}
}
