package vault_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/store"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
)

// cheap is a cost for tests. The floor is an argument, so that nothing else has
// to change for them.
func cheap() key.Cost { return key.Cost{Time: 1, MemoryKiB: 64, Threads: 1} }

func config() vault.Config {
	return vault.Config{
		Cost: cheap(), Floor: cheap(),
		Now: func() time.Time { return time.Unix(1_700_000_000, 0) },
	}
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func create(t testing.TB, st store.Store) *vault.Vault {
	t.Helper()
	return must[*vault.Vault](t)(vault.Create(context.Background(), st, "kitchen", []byte("six plain words"), config()))
}

func reopen(t testing.TB, st store.Store) *vault.Vault {
	t.Helper()
	return must[*vault.Vault](t)(vault.Open(context.Background(), st, []byte("six plain words"), config()))
}

func payloads(t testing.TB, l *vault.Log) []string {
	t.Helper()
	var out []string
	check(t, l.Entries(context.Background(), func(e vault.Entry) error {
		out = append(out, string(e.Payload))
		return nil
	}))
	return out
}

func write(t testing.TB, l *vault.Log, texts ...string) {
	t.Helper()
	for _, text := range texts {
		must[vault.Entry](t)(l.Append(context.Background(), []byte(text)))
	}
}

func TestAppendedIsReadAgain(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := create(t, st)
	l := must[*vault.Log](t)(v.NewNotebook(ctx, "ours"))
	big := string(bytes.Repeat([]byte("0123456789abcdef"), 20_000))
	write(t, l, "one", "", big, "four")
	check(t, v.Close())

	v = reopen(t, st)
	if diff := cmp.Diff([]vault.Info{{ID: l.ID(), Name: "ours"}}, v.Notebooks()); diff != "" {
		t.Error(diff)
	}
	l = must[*vault.Log](t)(v.Log(ctx, l.ID()))
	if diff := cmp.Diff([]string{"one", "", big, "four"}, payloads(t, l)); diff != "" {
		t.Error(diff[:min(len(diff), 500)])
	}
	write(t, l, "five")
	if got := payloads(t, l); len(got) != 5 || got[4] != "five" {
		t.Error("the fifth is not there:", len(got))
	}
}

func TestWrongPassphraseIsOneAnswer(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := create(t, st)
	paper := v.Paper()
	_, err := vault.Open(ctx, st, []byte("six plain word"), config())
	if err != vault.ErrLocked {
		t.Errorf("got %v", err)
	}
	var other key.Paper
	if _, err := vault.OpenPaper(ctx, st, other, config()); err != vault.ErrLocked {
		t.Errorf("got %v", err)
	}
	must[*vault.Vault](t)(vault.OpenPaper(ctx, st, paper, config()))
	must[*vault.Vault](t)(vault.Open(ctx, st, []byte("  six  plain words "), config()))
	if _, err := vault.Create(ctx, st, "", nil, config()); err != vault.ErrExists {
		t.Errorf("got %v", err)
	}
	check(t, v.Passphrase(ctx, []byte("another one"), key.Cost{Time: 2, MemoryKiB: 128, Threads: 1}))
	if _, err := vault.Open(ctx, st, []byte("six plain words"), config()); err != vault.ErrLocked {
		t.Errorf("got %v", err)
	}
	must[*vault.Vault](t)(vault.Open(ctx, st, []byte("another one"), config()))
	must[*vault.Vault](t)(vault.OpenPaper(ctx, st, paper, config()))
}

func TestSnapshotStandsForWhatCameBefore(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := create(t, st)
	l := must[*vault.Log](t)(v.NewNotebook(ctx, "ours"))
	for round := range 4 {
		forget := round%2 == 1
		write(t, l, "a", "b")
		state := "state " + strconv.Itoa(round)
		check(t, l.Save(ctx, []byte(state), []byte("history of "+state), forget))
		write(t, l, "c")
		v = reopen(t, st)
		l = must[*vault.Log](t)(v.Log(ctx, l.ID()))
		got, ok, err := l.Snapshot(ctx)
		if string(got) != state || !ok || err != nil {
			t.Errorf("got %q %v %v", got, ok, err)
		}
		if h := must[[]byte](t)(l.History(ctx)); string(h) != "history of "+state {
			t.Errorf("got %q", h)
		}
		if diff := cmp.Diff([]string{"c"}, payloads(t, l)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestNotebooksComeAndGo(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := create(t, st)
	a := must[*vault.Log](t)(v.NewNotebook(ctx, "a"))
	b := must[*vault.Log](t)(v.NewNotebook(ctx, "b"))
	write(t, a, "in a")
	write(t, b, "in b")
	if a.Device() == b.Device() {
		t.Error("one device in two notebooks")
	}
	check(t, v.Rename(ctx, b.ID(), "the other"))
	check(t, v.RemoveNotebook(ctx, a.ID()))
	if _, err := a.Append(ctx, nil); !errors.Is(err, vault.ErrNoNotebook) {
		t.Errorf("got %v", err)
	}
	v = reopen(t, st)
	if diff := cmp.Diff([]vault.Info{{ID: b.ID(), Name: "the other"}}, v.Notebooks()); diff != "" {
		t.Error(diff)
	}
	if _, err := v.Log(ctx, a.ID()); err != vault.ErrNoNotebook {
		t.Errorf("got %v", err)
	}
}

func TestLocalAndLabel(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := create(t, st)
	if got := must[[]byte](t)(v.Local(ctx)); got != nil {
		t.Errorf("got %q", got)
	}
	check(t, v.SetLocal(ctx, []byte("large letters")))
	check(t, v.SetLabel(ctx, "the office"))
	v = reopen(t, st)
	if got := must[[]byte](t)(v.Local(ctx)); string(got) != "large letters" {
		t.Errorf("got %q", got)
	}
	if got := must[string](t)(vault.Label(ctx, st)); got != "the office" || v.Label() != got {
		t.Errorf("got %q", got)
	}
}

// TestSeveralGoroutinesAtOnce is for the race detector, and counts.
func TestSeveralGoroutinesAtOnce(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := create(t, st)
	l := must[*vault.Log](t)(v.NewNotebook(ctx, "ours"))
	errs := make(chan error, 8)
	for g := range 4 {
		go func() {
			var err error
			for i := range 20 {
				_, e := l.Append(ctx, []byte(strconv.Itoa(g*100+i)))
				err = errors.Join(err, e)
			}
			errs <- err
		}()
	}
	go func() { errs <- l.Entries(ctx, func(vault.Entry) error { return nil }) }()
	go func() { errs <- l.Rotate(ctx) }()
	go func() { errs <- v.Rename(ctx, l.ID(), "renamed") }()
	go func() { errs <- v.Backup(ctx, io.Discard) }()
	for range 8 {
		check(t, <-errs)
	}
	if got := len(payloads(t, l)); got != 80 {
		t.Errorf("%d entries", got)
	}
	if rep := must[vault.Report](t)(v.Verify(ctx)); len(rep.Findings) > 0 {
		t.Error(rep.Findings)
	}
}

// TestAnOlderHistoryIsNotTaken puts the history of an earlier snapshot in the
// place of the present one.
func TestAnOlderHistoryIsNotTaken(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	l := must[*vault.Log](t)(create(t, st).NewNotebook(ctx, "ours"))
	write(t, l, "one")
	box := store.Box(sealed(t, l)[0][1:17])
	check(t, l.Save(ctx, []byte("s1"), []byte("h1"), false))
	old := must[[]byte](t)(st.Get(ctx, box, "history 1"))
	check(t, l.Save(ctx, []byte("s2"), []byte("h2"), false))
	if _, err := st.Get(ctx, box, "history 1"); err != store.ErrNotFound {
		t.Error("the history before is still there:", err)
	}
	check(t, st.Put(ctx, box, "history 2", old))
	if h, err := l.History(ctx); !errors.Is(err, vault.ErrDamaged) {
		t.Errorf("%q, %v", h, err)
	}
	check(t, st.Put(ctx, box, "history 2", nil))
	if h, err := l.History(ctx); !errors.Is(err, vault.ErrDamaged) {
		t.Errorf("%q, %v", h, err)
	}
}
