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
	"amparo/internal/store/storetest"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
)

// told is what a script was told to be done.
type told struct {
	created bool
	founded bool
	texts   []string // acknowledged
	tried   []string // perhaps there
	renamed bool
	state   string // acknowledged
	removed bool
}

// script does a bit of everything, and goes on trying after something went
// wrong, as a program does whose disk is full.
func script(ctx context.Context, st store.Store, t *told) {
	v, err := vault.Create(ctx, st, "", []byte("six plain words"), config())
	if err != nil {
		return
	}
	t.created = true
	l, err := v.NewNotebook(ctx, "ours")
	if err != nil {
		return
	}
	t.founded = true
	add := func(text string) {
		t.tried = append(t.tried, text)
		if _, err := l.Append(ctx, []byte(text)); err == nil {
			t.texts = append(t.texts, text)
		}
	}
	add("1")
	add(string(make([]byte, 100_000)))
	t.renamed = v.Rename(ctx, l.ID(), "renamed") == nil
	add("2")
	if l.Rotate(ctx) == nil {
		add("3")
	}
	if l.Save(ctx, []byte("state"), []byte("history"), true) == nil {
		t.state, t.texts = "state", nil
	}
	add("4")
	if l.Rotate(ctx) == nil {
		add("5")
	}
	if other, err := v.NewNotebook(ctx, "other"); err == nil {
		t.removed = v.RemoveNotebook(ctx, other.ID()) == nil
	}
	add("6")
}

// TestTroubleAtEachWriteLosesNothing: at every index the store stops working,
// before or after the change; then it works again, the vault is opened again,
// and everything acknowledged is there.
func TestTroubleAtEachWriteLosesNothing(t *testing.T) {
	ctx := context.Background()
	for _, lost := range []bool{false, true} {
		for at := range 200 {
			disk := &tracker{Store: store.NewMemory(), boxes: make(map[store.Box]bool)}
			flaky := &storetest.Flaky{Store: disk, Left: at, Lost: lost}
			var said told
			script(ctx, flaky, &said)
			if flaky.Left >= 0 {
				t.Logf("lost answer %v: %d writes", lost, at-flaky.Left)
				break
			}
			inspect(t, disk, said, at)
		}
	}
}

// tracker remembers which boxes were ever written to.
type tracker struct {
	store.Store
	boxes map[store.Box]bool
}

func (r *tracker) Append(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	r.boxes[box] = true
	return r.Store.Append(ctx, box, after, entries)
}

func (r *tracker) AppendRelaxed(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	r.boxes[box] = true
	return r.Store.AppendRelaxed(ctx, box, after, entries)
}

func (r *tracker) Put(ctx context.Context, box store.Box, name string, blob []byte) error {
	r.boxes[box] = true
	return r.Store.Put(ctx, box, name, blob)
}

// leftOver counts the boxes with something in them that belong to no notebook.
func (r *tracker) leftOver(t *testing.T, v *vault.Vault) int {
	t.Helper()
	ctx := context.Background()
	ours := map[store.Box]bool{{}: true}
	for _, info := range v.Notebooks() {
		l := must[*vault.Log](t)(v.Log(ctx, info.ID))
		write(t, l, "goes on")
		ours[store.Box(sealed(t, l)[0][1:17])] = true
	}
	left := 0
	for box := range r.boxes {
		_, err := r.Get(ctx, box, "members")
		if first, entries, readErr := r.Read(ctx, box, 0, 1); readErr != nil || first != 1 || len(entries) > 0 || err == nil {
			if !ours[box] {
				left++
			}
		}
	}
	return left
}

func inspect(t *testing.T, disk *tracker, said told, at int) {
	t.Helper()
	ctx := context.Background()
	v, err := vault.Open(ctx, disk, []byte("six plain words"), config())
	if err != nil {
		if said.created {
			t.Errorf("write %d: %v", at, err)
		}
		return
	}
	books := v.Notebooks()
	if len(books) == 0 {
		if said.founded {
			t.Errorf("write %d: no notebook", at)
		}
		return
	}
	if said.renamed && books[0].Name != "renamed" {
		t.Errorf("write %d: not renamed", at)
	}
	if said.removed && len(books) != 1 {
		t.Errorf("write %d: %d notebooks", at, len(books))
	}
	l := must[*vault.Log](t)(v.Log(ctx, books[0].ID))
	state, _, err := l.Snapshot(ctx)
	check(t, err)
	got := payloads(t, l)
	if said.state != "" && string(state) != said.state {
		t.Errorf("write %d: the state is %q", at, state)
	}
	if said.state != "" || string(state) == "" {
		for _, text := range said.texts {
			if !slices.Contains(got, text) {
				t.Errorf("write %d: %.10q is lost", at, text)
			}
		}
	}
	for i, text := range got {
		if !slices.Contains(said.tried, text) || slices.Contains(got[:i], text) {
			t.Errorf("write %d: %.10q is there, or twice", at, text)
		}
	}
	if n := disk.leftOver(t, v); n > 0 {
		t.Errorf("write %d: %d boxes of nobody are left", at, n)
	}
	if rep := must[vault.Report](t)(v.Verify(ctx)); len(rep.Findings) > 0 {
		t.Errorf("write %d: %v", at, rep.Findings)
	}
}

// TestAfterTroubleTheVaultGoesOn: the same opened vault is used again once the
// disk works, without opening.
func TestAfterTroubleTheVaultGoesOn(t *testing.T) {
	ctx := context.Background()
	for _, lost := range []bool{false, true} {
		for at := range 40 {
			flaky := &storetest.Flaky{Store: store.NewMemory(), Left: 1 << 30, Lost: lost}
			v := create(t, flaky)
			l := must[*vault.Log](t)(v.NewNotebook(ctx, "ours"))
			write(t, l, "before")
			flaky.Left = at
			_, appendErr := l.Append(ctx, []byte("during"))
			rotateErr := l.Rotate(ctx)
			saveErr := l.Save(ctx, []byte("state"), nil, false)
			done := flaky.Left >= 0
			flaky.Left = 1 << 30
			for _, err := range []error{appendErr, rotateErr, saveErr} {
				if err != nil && !errors.Is(err, storetest.ErrBroken) {
					t.Fatalf("write %d, lost %v: %v", at, lost, err)
				}
			}
			write(t, l, "after")
			got := payloads(t, l)
			if got[len(got)-1] != "after" {
				t.Errorf("write %d: %q", at, got)
			}
			if state, _, err := l.Snapshot(ctx); err != nil || saveErr == nil && string(state) != "state" {
				t.Errorf("write %d: %q, %v", at, state, err)
			} else if appendErr == nil && len(state) == 0 && !slices.Contains(got, "during") {
				t.Errorf("write %d: lost", at)
			}
			if rep := must[vault.Report](t)(v.Verify(ctx)); len(rep.Findings) > 0 {
				t.Errorf("write %d: %v", at, rep.Findings)
			}
			again := must[*vault.Log](t)(reopen(t, flaky).Log(ctx, l.ID()))
			if diff := cmp.Diff(got, payloads(t, again)); diff != "" {
				t.Errorf("write %d, lost %v: opened again: %s", at, lost, diff)
			}
			if done {
				break
			}
		}
	}
}

// TestALostAnswerIsFoundOut: an append that was told to have failed, and had
// not, is neither in the way of the next nor lost nor there twice.
func TestALostAnswerIsFoundOut(t *testing.T) {
	ctx := context.Background()
	flaky := &storetest.Flaky{Store: store.NewMemory(), Left: 1 << 30, Lost: true}
	l := must[*vault.Log](t)(create(t, flaky).NewNotebook(ctx, "ours"))
	write(t, l, "one")
	flaky.Left = 0
	if _, err := l.Append(ctx, []byte("two")); !errors.Is(err, storetest.ErrBroken) {
		t.Fatal(err)
	}
	flaky.Left = 1 << 30
	write(t, l, "three")
	if diff := cmp.Diff([]string{"one", "two", "three"}, payloads(t, l)); diff != "" {
		t.Error(diff)
	}
}

// TestErrorsSayNothingOfPeople formats every error that a vault with canaries
// can be made to return.
func TestErrorsSayNothingOfPeople(t *testing.T) {
	ctx := context.Background()
	const canary = "rosalinda"
	disk := store.NewMemory()
	flaky := &storetest.Flaky{Store: disk, Left: 1 << 30}
	v := must[*vault.Vault](t)(vault.Create(ctx, flaky, canary, []byte(canary), config()))
	l := must[*vault.Log](t)(v.NewNotebook(ctx, canary))
	write(t, l, canary)
	secret := v.Paper().Text()
	flaky.Left = 0
	var errs []error
	keep := func(err error) { errs = append(errs, err) }
	_, err := l.Append(ctx, []byte(canary))
	keep(err)
	_, err = v.NewNotebook(ctx, canary)
	keep(err)
	_, err = l.Admit(ctx, key.Card{})
	keep(err)
	_, err = vault.Open(ctx, disk, []byte(canary+"x"), config())
	keep(err)
	_, err = v.Join(ctx, canary, []byte(canary))
	keep(err)
	_, err = restore(store.NewMemory(), []byte(canary), canary, key.Paper{})
	keep(err)
	_, err = l.Receive(ctx, []byte(canary))
	keep(err)
	_, err = key.ParsePaper(secret[:30] + canary)
	keep(err)
	keep(l.Save(ctx, []byte(canary), []byte(canary), true))
	keep(l.Rotate(ctx))
	keep(v.Rename(ctx, l.ID(), canary))
	keep(v.SetLabel(ctx, canary))
	keep(v.SetLocal(ctx, []byte(canary)))
	keep(v.Passphrase(ctx, []byte(canary), key.Cost{}))
	keep(v.Backup(ctx, &brokenWriter{}))
	keep(oplog.Fork)
	for i, err := range errs {
		if err == nil {
			t.Errorf("error %d: nothing went wrong", i)
			continue
		}
		if text := err.Error(); bytes.Contains([]byte(text), []byte(canary)) || bytes.Contains([]byte(text), []byte(secret[10:20])) {
			t.Errorf("error %d: %s", i, text)
		}
	}
}

type brokenWriter struct{}

func (*brokenWriter) Write([]byte) (int, error) { return 0, storetest.ErrBroken }

// TestNothingIsReadableInTheStore looks for canaries in all that a store was
// given.
func TestNothingIsReadableInTheStore(t *testing.T) {
	ctx := context.Background()
	const canary = "rosalinda at the office"
	rec := &recorder{Store: store.NewMemory()}
	v := must[*vault.Vault](t)(vault.Create(ctx, rec, "label", []byte(canary), config()))
	l := must[*vault.Log](t)(v.NewNotebook(ctx, canary))
	write(t, l, canary, canary)
	check(t, l.Save(ctx, []byte(canary), []byte(canary), false))
	check(t, v.SetLocal(ctx, []byte(canary)))
	check(t, l.Rotate(ctx))
	var out bytes.Buffer
	check(t, v.Backup(ctx, &out))
	rec.seen = append(rec.seen, out.Bytes())
	device := l.Device()
	id := l.ID()
	paper := v.Paper()
	control := false
	for _, b := range rec.seen {
		control = control || bytes.Contains(b, []byte("label"))
		for name, hidden := range map[string][]byte{
			"text": []byte(canary), "device": device[:], "notebook": id[:], "paper key": paper.Bytes(),
		} {
			if bytes.Contains(b, hidden) {
				t.Errorf("%s stands in the store", name)
			}
		}
	}
	if !control {
		t.Error("the search finds nothing at all")
	}
}

// recorder keeps all that is written.
type recorder struct {
	store.Store
	seen [][]byte
}

func (r *recorder) Append(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	r.seen = append(r.seen, entries...)
	return r.Store.Append(ctx, box, after, entries)
}

func (r *recorder) AppendRelaxed(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	r.seen = append(r.seen, entries...)
	return r.Store.AppendRelaxed(ctx, box, after, entries)
}

func (r *recorder) Put(ctx context.Context, box store.Box, name string, blob []byte) error {
	r.seen = append(r.seen, blob)
	return r.Store.Put(ctx, box, name, blob)
}
