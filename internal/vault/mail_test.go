package vault_test

import (
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

// post is what lies in mailboxes: the blobs of each, once, in the order in which
// they came.
type post map[[16]byte][][]byte

// leave puts there what a device has for its mailboxes, and returns how much of
// it was not there.
func (p post) leave(t testing.TB, l *vault.Log) int {
	t.Helper()
	fresh := 0
	for _, m := range mailboxes(t, l) {
		for _, blob := range outgoing(t, l, m.Box) {
			if !slices.ContainsFunc(p[m.Box], func(b []byte) bool { return string(b) == string(blob) }) {
				p[m.Box] = append(p[m.Box], blob)
				fresh++
			}
		}
	}
	return fresh
}

// fetch brings a device what lies in its mailboxes, from the oldest on, and
// begins again when it goes on to another epoch. It returns the faults.
func (p post) fetch(t testing.TB, l *vault.Log) []error {
	t.Helper()
	var faults []error
again:
	for _, m := range mailboxes(t, l) {
		for _, blob := range p[m.Box] {
			_, got, err := take(l, blob)
			if got.Turned {
				goto again
			}
			if err != nil && err != oplog.Duplicate && !slices.Contains(faults, err) {
				faults = append(faults, err)
			}
		}
	}
	return faults
}

// take takes in what lay in a mailbox, whichever it is.
func take(l *vault.Log, blob []byte) ([]vault.Entry, vault.Taken, error) {
	entries, err := l.Receive(context.Background(), blob)
	if err != vault.ErrDamaged {
		return entries, vault.Taken{}, err
	}
	got, err := l.TakeTurn(context.Background(), blob)
	return nil, got, err
}

func mailboxes(t testing.TB, l *vault.Log) []vault.Mailbox {
	t.Helper()
	return must[[]vault.Mailbox](t)(l.Mailboxes(context.Background()))
}

func outgoing(t testing.TB, l *vault.Log, box [16]byte) [][]byte {
	t.Helper()
	var out [][]byte
	check(t, l.Outgoing(context.Background(), box, 0, func(_ uint64, blob []byte) error {
		out = append(out, blob)
		return nil
	}))
	return out
}

// join brings a fresh vault into a notebook and saves before, as a workspace does.
func join(t testing.TB, by *vault.Log, a vault.Admission, history vault.Newcomers) *vault.Log {
	t.Helper()
	ctx := context.Background()
	v := create(t, store.NewMemory())
	a.Card = must[key.Card](t)(v.Card(ctx))
	check(t, by.Save(ctx, []byte("the present"), nil, false))
	check(t, by.Turn(ctx, vault.Change{Admit: []vault.Admission{a}, History: history, Alone: true}))
	return must[*vault.Log](t)(v.Join(ctx, "", must[[]byte](t)(by.Welcome(ctx, a.Card.ID()))))
}

// Whoever was away while the epoch changed three times finds its way by what
// lies in the mailboxes alone, and lacks nothing of what lay in between.
func TestMailboxesLeadOn(t *testing.T) {
	ctx := context.Background()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	bo := join(t, ana, vault.Admission{Keeper: true}, vault.PresentOnly)
	eva := join(t, ana, vault.Admission{}, vault.PresentOnly)
	p := post{}
	p.leave(t, ana)
	p.fetch(t, bo)
	for i, text := range []string{"one", "two", "three"} {
		write(t, ana, text)
		p.leave(t, ana)
		c := vault.Change{}
		if i == 1 {
			c.Remove = []key.DeviceID{eva.Device()}
		}
		check(t, ana.Turn(ctx, c))
		p.leave(t, ana)
	}
	write(t, bo, "apart")
	p.leave(t, bo)
	for box, blobs := range p { // what leads to the present first, to try the longer way
		slices.Reverse(blobs)
		p[box] = blobs
	}
	p.fetch(t, bo)
	p.leave(t, bo)
	p.fetch(t, ana)
	want := []string{"apart", "one", "three", "two"}
	for name, l := range map[string]*vault.Log{"ana": ana, "bo": bo} {
		got := payloads(t, l)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if faults := p.fetch(t, eva); !slices.Contains(faults, vault.ErrOut) {
		t.Errorf("eva, who was taken out, is told %v", faults)
	}
}

// Who was taken out can't have the others believe that they are out, by taking
// them out in her turn:
//
//	M0 -> M1 -> M2 (ana takes bo out)
//	        `-> M2' (bo takes ana out)
func TestWhoIsOutTakesNobodyOut(t *testing.T) {
	ctx := context.Background()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	bo := join(t, ana, vault.Admission{Keeper: true}, vault.PresentOnly)
	p := post{}
	p.leave(t, ana)
	p.fetch(t, bo)
	check(t, ana.Turn(ctx, vault.Change{Remove: []key.DeviceID{bo.Device()}, Alone: true}))
	check(t, bo.Turn(ctx, vault.Change{Remove: []key.DeviceID{ana.Device()}, Alone: true}))
	p.leave(t, bo)
	if faults := p.fetch(t, ana); slices.Contains(faults, vault.ErrOut) || !slices.Contains(faults, vault.ErrSplit) {
		t.Errorf("ana is told %v", faults)
	}
}

// Every device seals an entry to the same bytes in a new epoch: what one has left
// is not left again by the others.
func TestNobodyLeavesAgainWhatIsThere(t *testing.T) {
	ctx := context.Background()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	bo := join(t, ana, vault.Admission{Keeper: true}, vault.PresentOnly)
	p := post{}
	write(t, bo, "not yet with the others")
	check(t, ana.Turn(ctx, vault.Change{}))
	write(t, ana, "later")
	if p.leave(t, ana) == 0 {
		t.Fatal("ana leaves nothing")
	}
	p.fetch(t, bo)
	if p.leave(t, bo) != 1 {
		t.Error("bo has one entry that ana has not")
	}
	p.fetch(t, ana)
	if n := p.leave(t, ana) + p.leave(t, bo); n != 0 {
		t.Errorf("%d blobs come again under other names", n)
	}
}

// Nothing tells that two mailboxes are one notebook's: no eight bytes of a name, a
// key or a blob of one come again in another, though the same entries lie in both.
func TestNothingJoinsTwoMailboxes(t *testing.T) {
	ctx := context.Background()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	bo := join(t, ana, vault.Admission{Keeper: true}, vault.WithHistory)
	eva := join(t, ana, vault.Admission{}, vault.WithHistory)
	p := post{}
	for _, c := range []vault.Change{{}, {Remove: []key.DeviceID{eva.Device()}}, {}} {
		write(t, ana, "the same in each")
		p.leave(t, ana)
		p.fetch(t, bo)
		write(t, bo, "so is this")
		p.leave(t, bo)
		p.fetch(t, ana)
		check(t, ana.Turn(ctx, c))
	}
	p.leave(t, ana)
	p.fetch(t, bo)
	p.leave(t, bo)
	boxes := mailboxes(t, ana)
	in := map[[8]byte]int{}
	for i, m := range boxes {
		if len(boxes) < 6 || len(p[m.Box]) < i {
			t.Fatalf("%d blobs lie in mailbox %d of %d", len(p[m.Box]), i, len(boxes))
		}
		for _, b := range append(p[m.Box], m.Box[:], m.Key.Key().Bytes()) {
			for at := range len(b) - 7 {
				eight := [8]byte(b[at:])
				if other, there := in[eight]; there && other != i {
					t.Fatalf("mailboxes %d and %d have %x in common", other, i, eight)
				}
				in[eight] = i
			}
		}
	}
}

// A newcomer finds what came since she is here; the rest only where the group
// wants it so.
func TestWhatANewcomerFinds(t *testing.T) {
	for _, c := range []struct {
		history vault.Newcomers
		want    []string
	}{
		{vault.PresentOnly, []string{"after"}},
		{vault.WithHistory, []string{"before", "after"}},
	} {
		ctx := context.Background()
		ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
		write(t, ana, "before")
		bo := join(t, ana, vault.Admission{}, c.history)
		write(t, ana, "after")
		p := post{}
		p.leave(t, ana)
		present := mailboxes(t, bo)[0].Box
		if n := len(p[present]); n != len(c.want) {
			t.Errorf("%d blobs lie in her mailbox, want %d", n, len(c.want))
		}
		if faults := p.fetch(t, bo); faults != nil {
			t.Errorf("faults: %v", faults)
		}
		if diff := cmp.Diff(c.want, payloads(t, bo)); diff != "" {
			t.Error(diff)
		}
	}
}

// Blobs of another mailbox, altered ones and cut ones change nothing and have
// their names.
func TestTakingWhatIsNone(t *testing.T) {
	ctx := context.Background()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	bo := join(t, ana, vault.Admission{Keeper: true}, vault.PresentOnly)
	old := mailboxes(t, ana)
	write(t, ana, "one")
	check(t, ana.Turn(ctx, vault.Change{}))
	for _, m := range old[1:] {
		for _, blob := range outgoing(t, ana, m.Box) {
			for _, at := range []int{0, 5, 20, 60, len(blob) - 1} {
				bad := slices.Clone(blob)
				bad[at] ^= 1
				entries, got, err := take(bo, bad)
				if err == nil || got.Turned || len(entries) > 0 {
					t.Errorf("altered at %d: %v", at, err)
				}
			}
			if _, _, err := take(bo, blob[:len(blob)/2]); err != vault.ErrDamaged {
				t.Errorf("cut: %v", err)
			}
		}
	}
	if err := ana.Outgoing(ctx, [16]byte{1}, 0, nil); !errors.Is(err, oplog.Foreign) {
		t.Errorf("a mailbox of nobody: %v", err)
	}
	if held := must[vault.Held](t)(bo.Held(ctx)); held != (vault.Held{}) {
		t.Errorf("waiting: %+v", held)
	}
}

// Bo gives up the epoch that she began for Ana's longer way, and comes back when
// Eva's way, which goes on from it, is longer still. A device doesn't look again at
// what it leaves in a mailbox itself; and yet she finds what was written in hers.
//
//	ours -> bo's -> eva's -> eva's
//	    `-> ana's -> ana's
func TestAWayThatIsComeBackToIsWhole(t *testing.T) {
	for range 8 { // which of two first steps is before the other is chance
		comeBack(t)
	}
}

func comeBack(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	eva := join(t, ana, vault.Admission{Keeper: true}, vault.PresentOnly)
	bo := join(t, ana, vault.Admission{Keeper: true}, vault.PresentOnly) // the last: no older mailbox leads to hers
	p := post{}
	p.leave(t, ana)
	p.fetch(t, eva)
	check(t, bo.Turn(ctx, vault.Change{}))
	p.leave(t, bo)
	p.fetch(t, eva)
	hers := must[[16]byte](t)(bo.Mailbox(ctx))
	write(t, eva, "in bo's epoch")
	for range 2 {
		check(t, ana.Turn(ctx, vault.Change{}))
		check(t, eva.Turn(ctx, vault.Change{}))
	}
	for _, l := range []*vault.Log{ana, eva} {
		p.leave(t, l)
		p.fetchOthers(t, bo)
		if now := must[[16]byte](t)(l.Mailbox(ctx)); must[[16]byte](t)(bo.Mailbox(ctx)) != now {
			t.Fatal("bo has not gone over")
		}
	}
	if got := payloads(t, bo); !slices.Equal(got, []string{"in bo's epoch"}) {
		t.Errorf("bo has %q", got)
	}
	if !slices.ContainsFunc(mailboxes(t, bo), func(m vault.Mailbox) bool { return m.Box == hers }) {
		t.Error("bo does not know her own mailbox any more")
	}
}

// fetchOthers is fetch without what the device has itself.
func (p post) fetchOthers(t testing.TB, l *vault.Log) {
	t.Helper()
	for turned := true; turned; {
		turned = false
		for _, m := range mailboxes(t, l) {
			own := outgoing(t, l, m.Box)
			for _, blob := range p[m.Box] {
				if !slices.ContainsFunc(own, func(b []byte) bool { return string(b) == string(blob) }) {
					_, got, _ := take(l, blob)
					turned = turned || got.Turned
				}
			}
			if turned {
				break
			}
		}
	}
}
