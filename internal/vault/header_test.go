package vault_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"amparo/internal/key"
	"amparo/internal/store"
	"amparo/internal/vault"
)

// header returns the header of a vault as it stands in the store.
func header(t testing.TB, st store.Store) []byte {
	return must[[]byte](t)(st.Get(context.Background(), store.Box{}, "header"))
}

func refused(err error) bool {
	return errors.Is(err, vault.ErrLocked) || errors.Is(err, vault.ErrDamaged) || errors.Is(err, vault.ErrNewer)
}

// TestEachFlippedBitOfTheHeaderIsRefused: by passphrase and by paper key.
func TestEachFlippedBitOfTheHeaderIsRefused(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	paper := create(t, st).Paper()
	good := header(t, st)
	passphrase := []byte("six plain words")
	for bit := range len(good) * 8 {
		altered := slices.Clone(good)
		altered[bit/8] ^= 1 << (bit % 8)
		check(t, st.Put(ctx, store.Box{}, "header", altered))
		if !(hungry(bit) && !long()) {
			if _, err := vault.Open(ctx, st, passphrase, config()); !refused(err) {
				t.Fatalf("bit %d of byte %d, by passphrase: %v", bit%8, bit/8, err)
			}
		}
		if _, err := vault.OpenPaper(ctx, st, paper, config()); !refused(err) {
			t.Fatalf("bit %d of byte %d, by paper key: %v", bit%8, bit/8, err)
		}
	}
	for n := 1; n < len(good); n++ {
		check(t, st.Put(ctx, store.Box{}, "header", good[:n]))
		if _, err := vault.Open(ctx, st, passphrase, config()); !refused(err) {
			t.Fatalf("cut to %d bytes: %v", n, err)
		}
	}
	check(t, st.Put(ctx, store.Box{}, "header", append(slices.Clone(good), 0)))
	if _, err := vault.Open(ctx, st, passphrase, config()); !errors.Is(err, vault.ErrDamaged) {
		t.Errorf("a byte more: %v", err)
	}
	check(t, st.Put(ctx, store.Box{}, "header", good))
	must[*vault.Vault](t)(vault.Open(ctx, st, passphrase, config()))
	t.Logf("%d bits, %d lengths", len(good)*8, len(good))
}

// hungry says whether flipping the bit asks for 64 MiB to 1 GiB, which a reader
// has to grant: it is part of the long run.
func hungry(bit int) bool {
	const secondByte = 8 + 2 + 4 + 1 // of the memory, most significant first: 64 MiB and up
	return bit/8 == secondByte
}

func TestNewerFormatsAreRefusedPolitely(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	create(t, st)
	good := header(t, st)
	for _, at := range []int{8, 9} { // the format, the suite
		newer := slices.Clone(good)
		newer[at]++
		check(t, st.Put(ctx, store.Box{}, "header", newer))
		if _, err := vault.Open(ctx, st, []byte("six plain words"), config()); !errors.Is(err, vault.ErrNewer) {
			t.Errorf("byte %d: %v", at, err)
		}
		if _, err := vault.Label(ctx, st); !errors.Is(err, vault.ErrNewer) {
			t.Errorf("byte %d, label: %v", at, err)
		}
	}
}

func TestCostsBelowTheFloorAreRefused(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	create(t, st)
	strict := config()
	strict.Floor, strict.Cost = key.Floor(), key.Cost{}
	if _, err := vault.Open(ctx, st, []byte("six plain words"), strict); !errors.Is(err, vault.ErrDamaged) {
		t.Error(err)
	}
	c := config()
	c.Cost.MemoryKiB--
	if _, err := vault.Create(ctx, store.NewMemory(), "", []byte("x"), c); !errors.Is(err, key.ErrCost) {
		t.Error(err)
	}
}

// TestUnusedSlotsLookLikeUsedOnes: the length of a header says nothing, and two
// headers of one vault have no slot in common.
func TestUnusedSlotsLookLikeUsedOnes(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := create(t, st)
	first := header(t, st)
	check(t, v.Passphrase(ctx, []byte("another"), key.Cost{}))
	second := header(t, st)
	if len(first) != len(second) {
		t.Error("another length")
	}
	const slot = 24 + 32 + 32 + 16
	end := len(first) - 32
	for i := range 8 {
		a, b := first[end-(i+1)*slot:end-i*slot], second[end-(i+1)*slot:end-i*slot]
		if slices.Equal(a[:24], b[:24]) || slices.Equal(a[24:56], b[24:56]) {
			t.Errorf("slot %d stayed", 7-i)
		}
	}
}

func TestTooLongIsRefused(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	long := string(make([]byte, 1001))
	v := create(t, st)
	l := must[*vault.Log](t)(v.NewNotebook(ctx, "ours"))
	_, createErr := vault.Create(ctx, store.NewMemory(), long, nil, config())
	_, newErr := v.NewNotebook(ctx, long)
	_, joinErr := v.Join(ctx, long, nil)
	_, appendErr := l.Append(ctx, make([]byte, 64<<20+1))
	for name, err := range map[string]error{
		"create": createErr, "label": v.SetLabel(ctx, long), "new": newErr, "join": joinErr,
		"rename": v.Rename(ctx, l.ID(), long), "append": appendErr,
	} {
		if !errors.Is(err, vault.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAClosedVaultIsOfNoUse(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := create(t, st)
	l := must[*vault.Log](t)(v.NewNotebook(ctx, "ours"))
	write(t, l, "one")
	device := l.Device()
	check(t, v.Close())
	check(t, v.Close())
	_, appendErr := l.Append(ctx, nil)
	_, newErr := v.NewNotebook(ctx, "")
	for name, err := range map[string]error{
		"append": appendErr, "new": newErr, "entries": l.Entries(ctx, nil), "local": v.SetLocal(ctx, nil),
		"rotate": l.Rotate(ctx), "passphrase": v.Passphrase(ctx, nil, key.Cost{}),
	} {
		if !errors.Is(err, vault.ErrClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !v.Paper().IsZero() || l.Device() != device {
		t.Error("after closing")
	}
}

// A header that was altered while the vault was open is not signed anew.
func TestALabelGoesIntoNoAlteredHeader(t *testing.T) {
	ctx, st := context.Background(), store.NewMemory()
	v := create(t, st)
	altered := header(t, st)
	altered[len(altered)-40]++ // in a slot
	check(t, st.Put(ctx, store.Box{}, "header", altered))
	if err := v.SetLabel(ctx, "ours"); !errors.Is(err, vault.ErrDamaged) {
		t.Errorf("setting the label: %v", err)
	}
	if !slices.Equal(header(t, st), altered) {
		t.Error("the header was written")
	}
}
