package vault_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
)

func backup(t testing.TB, v *vault.Vault) []byte {
	t.Helper()
	var b bytes.Buffer
	check(t, v.Backup(context.Background(), &b))
	return b.Bytes()
}

func restore(st store.Store, b []byte, passphrase string, paper key.Paper) (*vault.Vault, error) {
	from := vault.Source{Reader: bytes.NewReader(b), Passphrase: []byte(passphrase), Paper: paper}
	return vault.Restore(context.Background(), st, from, config())
}

// written is a vault with two notebooks, one of which has forgotten.
func written(t testing.TB, st store.Store) *vault.Vault {
	ctx := context.Background()
	v := create(t, st)
	a := must[*vault.Log](t)(v.NewNotebook(ctx, "a"))
	b := must[*vault.Log](t)(v.NewNotebook(ctx, "b"))
	write(t, a, "1", "2", "3")
	write(t, b, "old", "older")
	check(t, b.Save(ctx, []byte("first state"), []byte("first history"), true))
	write(t, b, "covered")
	check(t, b.Save(ctx, []byte("state"), []byte("history"), false))
	write(t, b, "new")
	check(t, v.SetLocal(ctx, []byte("settings")))
	return v
}

func TestRestoredIsTheSame(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := written(t, st)
	saved := backup(t, v)
	for name, open := range map[string]func(store.Store) (*vault.Vault, error){
		"passphrase": func(st store.Store) (*vault.Vault, error) {
			return restore(st, saved, "six plain words", key.Paper{})
		},
		"paper": func(st store.Store) (*vault.Vault, error) { return restore(st, saved, "six plain words", v.Paper()) },
	} {
		t.Run(name, func(t *testing.T) {
			st := store.NewMemory()
			must[*vault.Vault](t)(open(st))
			got := reopen(t, st)
			if diff := cmp.Diff(v.Notebooks(), got.Notebooks()); diff != "" {
				t.Error(diff)
			}
			ids := got.Notebooks()
			a := must[*vault.Log](t)(got.Log(ctx, ids[0].ID))
			b := must[*vault.Log](t)(got.Log(ctx, ids[1].ID))
			if diff := cmp.Diff([]string{"1", "2", "3"}, payloads(t, a)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]string{"new"}, payloads(t, b)); diff != "" {
				t.Error(diff)
			}
			state, _, err := b.Snapshot(ctx)
			if h := must[[]byte](t)(b.History(ctx)); string(state) != "state" || string(h) != "history" || err != nil {
				t.Errorf("%q %q %v", state, h, err)
			}
			if l := must[[]byte](t)(got.Local(ctx)); string(l) != "settings" || got.Label() != "kitchen" || !got.Paper().Equal(v.Paper()) {
				t.Error("settings, label or paper key")
			}
			rep := must[vault.Report](t)(got.Verify(ctx))
			if len(rep.Findings) > 0 || rep.Entries != 5 || rep.Snapshots != 2 {
				t.Errorf("%+v", rep)
			}
		})
	}
}

// TestARestoredVaultIsANewDevice: it writes beside the old one, and neither
// takes the other for a fork.
func TestARestoredVaultIsANewDevice(t *testing.T) {
	ctx := context.Background()
	v := written(t, store.NewMemory())
	id := v.Notebooks()[0].ID
	old := must[*vault.Log](t)(v.Log(ctx, id))
	st := store.NewMemory()
	again := must[*vault.Vault](t)(restore(st, backup(t, v), "six plain words", key.Paper{}))
	l := must[*vault.Log](t)(again.Log(ctx, id))
	if l.Device() == old.Device() {
		t.Fatal("the same device twice")
	}
	write(t, l, "from the restored")
	check(t, old.Follow(ctx, must[[]byte](t)(l.Grant(ctx, old.Device()))))
	write(t, old, "from the old")
	for _, blob := range sealed(t, l) {
		if _, err := receive(old, blob); err != nil && err != oplog.Duplicate {
			t.Error(err)
		}
	}
	for _, blob := range sealed(t, old) {
		if _, err := receive(l, blob); err != nil && err != oplog.Duplicate {
			t.Error(err)
		}
	}
	want := []string{"1", "2", "3", "from the old", "from the restored"}
	for _, l := range []*vault.Log{old, l} {
		got := payloads(t, l)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	check(t, l.Rotate(ctx, old.Device())) // the restored one is a keeper
}

func TestBackupsThatWereAlteredAreRefused(t *testing.T) {
	ctx := context.Background()
	v := create(t, store.NewMemory())
	l := must[*vault.Log](t)(v.NewNotebook(ctx, "a"))
	write(t, l, "1")
	check(t, l.Save(ctx, []byte("state"), nil, false))
	good := backup(t, v)
	try := func(b []byte, at int) {
		t.Helper()
		st := store.NewMemory()
		if _, err := restore(st, b, "six plain words", key.Paper{}); !refused(err) {
			t.Fatalf("at %d: %v", at, err)
		}
		if _, err := vault.Open(ctx, st, []byte("six plain words"), config()); !errors.Is(err, store.ErrNotFound) {
			t.Fatalf("at %d: something was left: %v", at, err)
		}
	}
	step := 61
	if long() {
		step = 1
	}
	for at := 0; at < len(good); at += step {
		altered := slices.Clone(good)
		altered[at] ^= 1 << (at % 8)
		try(altered, at)
		try(good[:at], at)
	}
	try(append(slices.Clone(good), 0), len(good))
	if _, err := restore(store.NewMemory(), good, "another", key.Paper{}); !errors.Is(err, vault.ErrLocked) {
		t.Error(err)
	}
	newer := slices.Clone(good)
	newer[8]++
	if _, err := restore(store.NewMemory(), newer, "six plain words", key.Paper{}); !errors.Is(err, vault.ErrNewer) {
		t.Error(err)
	}
	st := store.NewMemory()
	create(t, st)
	if _, err := restore(st, good, "six plain words", key.Paper{}); err != vault.ErrExists {
		t.Error(err)
	}
}

// TestBackupsFollowThePassphrase: also one at a higher cost gives a backup at
// the floor's.
func TestBackupsFollowThePassphrase(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := written(t, st)
	check(t, v.Passphrase(ctx, []byte("new words"), key.Cost{Time: 2, MemoryKiB: 256, Threads: 1}))
	saved := backup(t, v)
	if _, err := restore(store.NewMemory(), saved, "six plain words", key.Paper{}); !errors.Is(err, vault.ErrLocked) {
		t.Error(err)
	}
	must[*vault.Vault](t)(restore(store.NewMemory(), saved, "new words", key.Paper{}))
	must[*vault.Vault](t)(restore(store.NewMemory(), saved, "other words", v.Paper()))
	at := bytes.Index(saved, []byte("amparo-v")) + 10
	if want := []byte{0, 0, 0, 1, 0, 0, 0, 64, 1}; !bytes.Equal(saved[at:at+9], want) {
		t.Errorf("the cost in the backup is %x", saved[at:at+9])
	}
	if bytes.Contains(saved, []byte("kitchen")) {
		t.Error("the label stands in the backup in clear")
	}
}

// TestARestoredGuestReadsOnly: of a notebook that it joined, this vault's paper
// key is no keeper.
func TestARestoredGuestReadsOnly(t *testing.T) {
	ctx := context.Background()
	p := newPair(t)
	write(t, p.bo, "from bo")
	v := must[*vault.Vault](t)(restore(store.NewMemory(), backup(t, p.boVault), "six plain words", key.Paper{}))
	l := must[*vault.Log](t)(v.Log(ctx, p.bo.ID()))
	if diff := cmp.Diff([]string{"from bo"}, payloads(t, l)); diff != "" {
		t.Error(diff)
	}
	if _, err := l.Append(ctx, []byte("x")); err != oplog.Foreign {
		t.Error(err)
	}
}

// TestACutBackupIsRefused takes the last entry out of a backup so that
// everything else in it fits together.
func TestACutBackupIsRefused(t *testing.T) {
	v := create(t, store.NewMemory())
	l := must[*vault.Log](t)(v.NewNotebook(context.Background(), "a"))
	write(t, l, "1", "2")
	whole := backup(t, v)
	const end, frame = 32 + 4, 4 + 1 + 16 + 24 + 32 + 1024 + 16
	cut := slices.Delete(slices.Clone(whole), len(whole)-end-frame, len(whole)-end)
	if _, err := restore(store.NewMemory(), cut, "six plain words", key.Paper{}); !errors.Is(err, vault.ErrDamaged) {
		t.Error(err)
	}
}
