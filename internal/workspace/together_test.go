package workspace_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"amparo/internal/catalog"
	"amparo/internal/exchange"
	"amparo/internal/notebook"
	"amparo/internal/store/storetest"
	"amparo/internal/vault"
	"amparo/internal/workspace"

	"github.com/google/go-cmp/cmp"
)

// place is a relay in memory. It can be told to behave badly.
type place struct {
	boxes map[[16]byte][][]byte
	codes map[string]bool // those that open a mailbox; nil when none is needed
	bend  func(box [16]byte, list [][]byte) ([][]byte, error)
}

func newPlace() *place { return &place{boxes: map[[16]byte][][]byte{}} }

// head names the first n blobs of a list.
func head(list [][]byte) string {
	h := sha256.New()
	for _, b := range list {
		h.Write(b)
	}
	return fmt.Sprintf("%d:%x", len(list), h.Sum(nil))
}

// Meet does what a relay's client does: it takes what is new, or all when what is
// remembered is not there, and brings what is missing.
func (p *place) Meet(_ context.Context, m vault.Mailbox, seen string, set exchange.Set) (workspace.Met, error) {
	list, open := p.boxes[m.Box]
	if !open && p.codes != nil {
		return workspace.Met{}, workspace.ErrClosedBox
	}
	ids, err := set.IDs()
	if err != nil {
		return workspace.Met{}, err
	}
	shown := list
	if p.bend != nil {
		if shown, err = p.bend(m.Box, slices.Clone(list)); err != nil {
			return workspace.Met{}, err
		}
	}
	met := workspace.Met{}
	from := 0
	fmt.Sscanf(seen, "%d:", &from)
	if met.Lost = seen != "" && (from > len(shown) || head(shown[:from]) != seen); met.Lost {
		from = 0
	}
	here := map[exchange.ID]bool{}
	for _, id := range ids {
		here[id] = true
	}
	for _, blob := range shown[from:] {
		if id := exchange.IDOf(blob); !here[id] {
			here[id] = true
			if err := set.Add(blob); err != nil {
				p.boxes[m.Box] = list // as at the end: what it hides is not lost
				return met, err
			}
		}
	}
	for _, id := range ids {
		if slices.ContainsFunc(list, func(b []byte) bool { return exchange.IDOf(b) == id }) {
			continue
		}
		blob, err := set.Blob(id)
		if err != nil {
			return met, err
		}
		list = append(list, blob)
		shown = append(shown, blob)
		met.Sent++
	}
	p.boxes[m.Box] = list
	met.Seen = head(shown)
	return met, nil
}

func (p *place) Open(_ context.Context, m vault.Mailbox, code string) error {
	if p.codes != nil && !p.codes[code] {
		return workspace.ErrCode
	}
	delete(p.codes, code)
	p.boxes[m.Box] = [][]byte{}
	return nil
}

func (p *place) Remembers() bool { return true }

// woman is a device of the tests.
type woman struct {
	shelf  *outlet
	config workspace.Config
	desk   *workspace.Desk
	w      *workspace.Workspace
	lock   sync.Mutex
}

func newWoman(t testing.TB, seed uint64, n byte, now func() time.Time) *woman {
	t.Helper()
	c := workspace.Config{Cost: cheap, Floor: cheap, Now: now,
		Rand: rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16), n})}
	a := &woman{shelf: &outlet{}, config: c}
	var err error
	a.desk, err = workspace.Create(context.Background(), a.shelf, "", []byte("correct horse"), c)
	check(t, err)
	return a
}

// founder is the first woman, who has made the notebook.
func founder(t testing.TB, seed uint64, now func() time.Time) *woman {
	t.Helper()
	ana := newWoman(t, seed, 1, now)
	var err error
	ana.w, err = ana.desk.NewNotebook(context.Background(), "Ours")
	check(t, err)
	return ana
}

// someDay is a clock that stands still until a test moves it.
func someDay() *clock { return &clock{time.Date(2026, 11, 22, 14, 2, 0, 0, time.UTC)} }

// reopen locks and opens her vault again: what was in memory only is gone.
func (a *woman) reopen(t testing.TB) {
	t.Helper()
	a.reopenWith(t, a.shelf.power)
}

// reopenWith is what follows a power cut that has left so much.
func (a *woman) reopenWith(t testing.TB, left *storetest.Power) {
	t.Helper()
	ctx := context.Background()
	id := a.w.ID()
	check(t, a.desk.Close(ctx))
	a.shelf.power = left
	var err error
	a.desk, err = workspace.Unlock(ctx, a.shelf, "0", []byte("correct horse"), a.config)
	check(t, err)
	a.w, err = a.desk.Notebook(ctx, id)
	check(t, err)
}

func (a *woman) sync(t testing.TB, p *place) workspace.Synced {
	t.Helper()
	s, err := a.w.Sync(context.Background(), p, &a.lock)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// welcome brings b into a's notebook by an invite that both meet at p.
func welcome(t testing.TB, p *place, a, b *woman, asking workspace.Asking) {
	t.Helper()
	ctx := context.Background()
	host, err := a.w.Invite(ctx, asking)
	check(t, err)
	guest, err := b.desk.Accept(ctx, host.Text, "Ours", workspace.Way{})
	check(t, err)
	for range 3 {
		check(t, guest.Meet(ctx, p, &b.lock, ""))
		check(t, host.Meet(ctx, p, &a.lock, ""))
	}
	hers, ok := host.Words(catalog.Words("en"))
	theirs, ok2 := guest.Words(catalog.Words("en"))
	if !ok || !ok2 || !slices.Equal(hers, theirs) {
		t.Fatalf("words: %v and %v", hers, theirs)
	}
	check(t, host.Confirm(ctx))
	check(t, guest.Confirm(ctx))
	check(t, host.Meet(ctx, p, &a.lock, ""))
	check(t, guest.Meet(ctx, p, &b.lock, ""))
	check(t, host.Meet(ctx, p, &a.lock, ""))
	if guest.Step() != workspace.StepDone || host.Step() != workspace.StepDone {
		t.Fatalf("the invite ends at %s and %s", host.Step(), guest.Step())
	}
	b.w, err = b.desk.Notebook(ctx, guest.Notebook)
	check(t, err)
	check(t, guest.Drop(ctx))
	check(t, host.Drop(ctx))
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// picture is what stands in a notebook, as text.
func picture(w *workspace.Workspace) string {
	var b strings.Builder
	for _, r := range w.Notebook().All() {
		fmt.Fprintln(&b, r.Kind, r.ID)
		for _, f := range notebook.KindOf(r.Kind).Fields {
			for _, v := range append(r.Beside(f.Name), notebook.Value{Text: r.Get(f.Name)}) {
				if v.Text != "" {
					fmt.Fprintln(&b, " ", f.Name, v.Text)
				}
			}
		}
	}
	return b.String()
}

func group(t testing.TB, w *workspace.Workspace) workspace.Group {
	t.Helper()
	g, err := w.Group(context.Background())
	check(t, err)
	return g
}

// Three women meet at a relay: each invited, apart, and together again; then one
// leaves and reads nothing more.
func TestTogether(t *testing.T) {
	now := someDay().time
	p := newPlace()
	ana, bo, eva := founder(t, 1, now), newWoman(t, 1, 2, now), newWoman(t, 1, 3, now)
	before := addTo(t, ana.w, "known before")
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	welcome(t, p, ana, eva, workspace.Asking{Name: "Eva"})
	if bo.w.Notebook().Get(before) == nil {
		t.Error("what stood there is not in the welcome")
	}
	addTo(t, ana.w, "by ana, apart")
	addTo(t, bo.w, "by bo, apart")
	addTo(t, eva.w, "by eva, apart")
	for range 2 {
		for _, a := range []*woman{ana, bo, eva} {
			a.sync(t, p)
		}
	}
	ana.sync(t, p)
	for _, other := range []*woman{bo, eva} {
		if diff := cmp.Diff(picture(ana.w), picture(other.w)); diff != "" {
			t.Fatal(diff)
		}
	}
	if n := ana.sync(t, p); n.Came+n.Sent != 0 {
		t.Errorf("with nothing new, %d came and %d went", n.Came, n.Sent)
	}
	var out notebook.ID
	for _, person := range group(t, bo.w).People {
		if person.Alias == "Eva" {
			out = person.ID
		}
	}
	check(t, bo.w.RemovePerson(t.Context(), out, false))
	later := addTo(t, bo.w, "when eva is gone")
	bo.sync(t, p)
	ana.sync(t, p)
	if s := eva.sync(t, p); !s.Out {
		t.Error("eva is not told that she is no member")
	}
	if ana.w.Notebook().Get(later) == nil || eva.w.Notebook().Get(later) != nil {
		t.Error("what came later is with the wrong ones")
	}
	alias, err := ana.w.Alias(t.Context(), bo.w.Device())
	if check(t, err); alias != "Bo" {
		t.Errorf("bo is called %q", alias)
	}
}

// A keeper lets many in on one afternoon, an epoch for each, and meets those who
// were not there only afterwards. They hear of all of it.
func TestManyEpochsBeforeAMeeting(t *testing.T) {
	now := someDay().time
	p := newPlace()
	ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	for range 30 {
		check(t, ana.w.Renew(t.Context()))
	}
	addTo(t, ana.w, "after all that")
	ana.sync(t, p)
	bo.sync(t, p)
	if diff := cmp.Diff(picture(ana.w), picture(bo.w)); diff != "" || circleOf(t, ana) != circleOf(t, bo) {
		t.Error("who was away has not heard:", diff)
	}
}

func addTo(t testing.TB, w *workspace.Workspace, title string) notebook.Ref {
	t.Helper()
	ref, err := w.Add(context.Background(), "risk", notebook.Values{"title": {title}})
	check(t, err)
	return ref
}

// listener is a place that can tell when something comes, and remembers what it
// was asked.
type listener struct {
	*place
	box  [16]byte
	seen string
}

func (l *listener) Await(_ context.Context, m vault.Mailbox, seen string) error {
	l.box, l.seen = m.Box, seen
	return nil
}

// Only a notebook that is to follow does so, in the mailbox that was met last, and
// where somebody tells.
func TestWhoFollows(t *testing.T) {
	p := newPlace()
	ana := founder(t, 1, someDay().time)
	l := &listener{place: p}
	listens := func(c workspace.Carrier, want bool) {
		t.Helper()
		l.seen = ""
		err := ana.w.Await(t.Context(), c, &ana.lock)
		if (err == nil) != want || (l.seen != "") != want {
			t.Errorf("%v, asked for what came after %q", err, l.seen)
		}
	}
	ana.sync(t, p)
	listens(l, false)
	check(t, ana.w.SetRelay(t.Context(), workspace.Relay{Address: "https://relay.example", Follows: true}))
	ana.reopen(t)
	listens(l, false) // nothing was met since
	ana.sync(t, p)
	listens(l, true)
	listens(p, false)
	check(t, ana.w.Renew(t.Context()))
	listens(l, false) // the mailbox is another one now
	ana.sync(t, p)
	listens(l, true)
	check(t, ana.w.SetRelay(t.Context(), workspace.Relay{}))
	listens(l, false)
}

// A mailbox is opened by a code, and one that opens nothing is passed over.
func TestCodesOpenMailboxes(t *testing.T) {
	now := someDay().time
	p := newPlace()
	p.codes = map[string]bool{"good": true, "better": true}
	ana := founder(t, 1, now)
	if _, err := ana.w.Sync(t.Context(), p, &ana.lock); !errors.Is(err, workspace.ErrNoCode) {
		t.Errorf("without a code: %v", err)
	}
	check(t, ana.w.SetRelay(t.Context(), workspace.Relay{Address: "https://relay.example", Codes: []string{"spent", "good", "better"}}))
	elsewhere := newPlace()
	elsewhere.codes = map[string]bool{}
	if _, err := ana.w.Sync(t.Context(), workspace.Passing{Carrier: elsewhere}, &ana.lock); !errors.Is(err, workspace.ErrNoCode) {
		t.Errorf("at a place that is met once: %v", err)
	}
	if n := len(ana.w.Way().Codes); n != 3 {
		t.Errorf("a place that is met once has used codes of the relay: %d are left of 3", n)
	}
	ana.sync(t, p)
	if diff := cmp.Diff([]string{"better"}, ana.w.Way().Codes); diff != "" {
		t.Error(diff)
	}
	check(t, ana.w.Renew(t.Context()))
	ana.sync(t, p)
	if left := ana.w.Way().Codes; len(left) != 0 {
		t.Errorf("left: %q", left)
	}
}

// What came before that which it follows from is held in memory only. After a
// lock it comes again, although the relay was read up to there.
func TestWhatWaitsComesAgain(t *testing.T) {
	p, _, bo, second := twoToCome(t)
	for name := range bo.w.Way().Met {
		present, err := hex.DecodeString(name)
		check(t, err)
		list := p.boxes[[16]byte(present)]
		n := len(list)
		list[n-2], list[n-1] = list[n-1], list[n-2]                                           // the relay has them the other way round
		p.bend = func(_ [16]byte, list [][]byte) ([][]byte, error) { return list[:n-1], nil } // and one is on its way
	}
	bo.sync(t, p)
	if bo.w.Notebook().Get(second) != nil {
		t.Fatal("the second is there before the first")
	}
	check(t, bo.w.SetRelay(t.Context(), workspace.Relay{Follows: true}))
	l := &listener{place: p}
	check(t, bo.w.Await(t.Context(), l, &bo.lock))
	if want := strconv.Itoa(len(p.boxes[l.box])-1) + ":"; !strings.HasPrefix(l.seen, want) {
		t.Errorf("told of what came after %.8q, although it was read up to %q", l.seen, want)
	}
	bo.reopen(t)
	p.bend = nil
	bo.sync(t, p)
	if bo.w.Notebook().Get(second) == nil {
		t.Error("what waited has not come again")
	}
}

// What waits in memory is let go when the notebook is checked, or something could
// not be written, in the middle of a visit. It comes again, too.
func TestWhatWaitsOutlivesAnotherLook(t *testing.T) {
	p, _, bo, second := twoToCome(t)
	p.bend = withoutTheLastButOne // the second is there before the first
	verify := func() error {
		_, err := bo.desk.Verify(t.Context())
		return err
	}
	_, err := bo.w.Sync(t.Context(), shaky{p, true, verify}, &bo.lock)
	check(t, err)
	p.bend = theOtherWayRound
	bo.sync(t, p)
	if bo.w.Notebook().Get(second) == nil {
		t.Error("what waited has not come again")
	}
}

// twoToCome has ana write twice. Both lie there for bo, the second upon the first.
func twoToCome(t *testing.T) (p *place, ana, bo *woman, second notebook.Ref) {
	t.Helper()
	now := someDay().time
	p = newPlace()
	ana, bo = founder(t, 1, now), newWoman(t, 1, 2, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	bo.sync(t, p)
	addTo(t, ana.w, "first")
	second = addTo(t, ana.w, "second")
	ana.sync(t, p)
	return p, ana, bo, second
}

// withoutTheLastButOne and theOtherWayRound are for a place that is bent.
func withoutTheLastButOne(_ [16]byte, list [][]byte) ([][]byte, error) {
	if n := len(list); n > 1 {
		return append(list[:n-2], list[n-1]), nil
	}
	return list, nil
}

func theOtherWayRound(_ [16]byte, list [][]byte) ([][]byte, error) {
	if n := len(list); n > 1 {
		list[n-2], list[n-1] = list[n-1], list[n-2]
	}
	return list, nil
}

// A device goes out when its owner asks for it on any device of hers, and not
// when somebody else does.
func TestAskingOut(t *testing.T) {
	for seed := range uint64(4) { // so that either of two who ask apart stands first
		askingOut(t, seed)
	}
}

func askingOut(t *testing.T, seed uint64) {
	t.Helper()
	now := someDay().time
	p := newPlace()
	ana, bo, second, eva := founder(t, seed, now), newWoman(t, seed, 2, now), newWoman(t, seed, 3, now), newWoman(t, seed, 4, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	welcome(t, p, ana, second, workspace.Asking{Of: bo.w.Device()})
	welcome(t, p, ana, eva, workspace.Asking{Name: "Eva"})
	for range 2 {
		for _, a := range []*woman{ana, bo, second, eva} {
			a.sync(t, p)
		}
	}
	if err := eva.w.AskOut(t.Context(), bo.w.Device()); !errors.Is(err, workspace.ErrNotFound) {
		t.Errorf("eva asks for a device of bo's: %v", err)
	}
	for _, person := range group(t, eva.w).People { // a changed program does it all the same
		if person.Alias == "Bo" {
			check(t, eva.w.ForceAskOut(t.Context(), person.ID, bo.w.Device()))
		}
	}
	eva.sync(t, p)
	ana.sync(t, p)
	if n := len(devices(t, ana.w)); n != 4+1 {
		t.Errorf("%d devices and paper keys are left after a request of somebody else, want 5", n)
	}
	check(t, bo.w.AskOut(t.Context(), second.w.Device()))
	for _, person := range group(t, eva.w).People { // at the same time, for the other device of hers
		if person.Alias == "Bo" {
			check(t, eva.w.ForceAskOut(t.Context(), person.ID, bo.w.Device()))
		}
	}
	bo.sync(t, p)
	eva.sync(t, p)
	ana.sync(t, p)
	if s := second.sync(t, p); !s.Out {
		t.Error("her second device is still in")
	}
	if s := bo.sync(t, p); s.Out {
		t.Error("her first device is out as well")
	}
}

// Who asks for one device and then for another one has asked for both, and takes
// back only what was about the one that she is at.
func TestAskingOutTwice(t *testing.T) {
	for _, stays := range []bool{true, false} {
		now := someDay().time
		p := newPlace()
		ana, bo, second := founder(t, 1, now), newWoman(t, 1, 2, now), newWoman(t, 1, 3, now)
		welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
		welcome(t, p, ana, second, workspace.Asking{Of: bo.w.Device()})
		for range 2 {
			for _, a := range []*woman{ana, bo, second} {
				a.sync(t, p)
			}
		}
		check(t, bo.w.AskOut(t.Context(), second.w.Device()))
		check(t, bo.w.AskOut(t.Context(), bo.w.Device()))
		if stays {
			check(t, bo.w.StayIn(t.Context()))
		}
		bo.sync(t, p)
		ana.sync(t, p)
		if s := second.sync(t, p); !s.Out {
			t.Errorf("stays %v: her second device is still in", stays)
		}
		if s := bo.sync(t, p); s.Out == stays {
			t.Errorf("stays %v: her first device is out: %v", stays, s.Out)
		}
	}
}

func devices(t testing.TB, w *workspace.Workspace) (all []workspace.OwnDevice) {
	t.Helper()
	for _, p := range group(t, w).People {
		all = append(all, p.Devices...)
	}
	return all
}

// An invite goes on after a lock on either side, at each of its steps, and what
// is not of it changes nothing.
func TestAnInviteOutlivesALock(t *testing.T) {
	now := someDay().time
	ctx, p := t.Context(), newPlace()
	ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
	var err error
	bo.w, err = bo.desk.NewNotebook(ctx, "Mine")
	check(t, err)
	begun, err := ana.w.Invite(ctx, workspace.Asking{Name: "Bo", Keeper: true})
	check(t, err)
	_, err = bo.desk.Accept(ctx, begun.Text, "Ours", workspace.Way{})
	check(t, err)
	under := func(a *woman) *workspace.Invitation {
		t.Helper()
		a.reopen(t)
		list := a.desk.Invitations()
		if len(list) != 1 || list[0].Text != begun.Text {
			t.Fatalf("after a lock, %d invites are under way", len(list))
		}
		return list[0]
	}
	said := false
	for range 8 {
		guest := under(bo)
		check(t, guest.Meet(ctx, p, &bo.lock, ""))
		host := under(ana)
		check(t, host.Meet(ctx, p, &ana.lock, ""))
		guest = under(bo)
		hers, ok := host.Words(catalog.Words("es"))
		theirs, ok2 := guest.Words(catalog.Words("es"))
		if ok && ok2 && !said {
			said = true
			if !slices.Equal(hers, theirs) {
				t.Fatalf("words: %v and %v", hers, theirs)
			}
			check(t, host.Confirm(ctx))
			check(t, guest.Confirm(ctx))
		}
	}
	if guest, host := under(bo), under(ana); guest.Step() != workspace.StepDone || host.Step() != workspace.StepDone {
		t.Fatalf("it ends at %s and %s", host.Step(), guest.Step())
	}
	if n := len(bo.desk.Notebooks()); n != 2 {
		t.Errorf("bo has %d notebooks, want her own and the one she came into", n)
	}
	if g := group(t, ana.w); len(g.People) != 2 || g.Alone {
		t.Errorf("%d people, alone %v", len(g.People), g.Alone)
	}
}

// A welcome with the present of a large notebook lies in parts. Some may come at
// one meeting and the rest at another.
func TestALargeWelcomeComesInParts(t *testing.T) {
	now := someDay().time
	ctx, p := t.Context(), newPlace()
	ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
	chance := rand.NewChaCha8([32]byte{1})
	for i := range 12 {
		long := make([]byte, 100_000) // a welcome is packed, and this can't be
		_, _ = chance.Read(long)
		_, err := ana.w.Add(ctx, "risk", notebook.Values{"title": {fmt.Sprint(i)}, "note": {hex.EncodeToString(long)}})
		check(t, err)
	}
	host, err := ana.w.Invite(ctx, workspace.Asking{Name: "Bo"})
	check(t, err)
	guest, err := bo.desk.Accept(ctx, host.Text, "Ours", workspace.Way{})
	check(t, err)
	for range 3 {
		check(t, guest.Meet(ctx, p, &bo.lock, ""))
		check(t, host.Meet(ctx, p, &ana.lock, ""))
	}
	check(t, host.Confirm(ctx))
	check(t, guest.Confirm(ctx))
	check(t, host.Meet(ctx, p, &ana.lock, ""))
	parts := 0
	p.bend = func(_ [16]byte, list [][]byte) ([][]byte, error) {
		parts = len(list)
		return list[:parts-1], nil // the last part is still on its way
	}
	check(t, guest.Meet(ctx, p, &bo.lock, ""))
	if parts < 5 || guest.Step() == workspace.StepDone {
		t.Fatalf("%d blobs lie there, and she is in: %s", parts, guest.Step())
	}
	p.bend = nil
	check(t, guest.Meet(ctx, p, &bo.lock, ""))
	if guest.Step() != workspace.StepDone {
		t.Errorf("with all parts there she is still not in: %s", guest.Step())
	}
}

// What a newer program wrote is kept until it can be read: nothing that would drop
// its entry is done, and the notebook opens.
func TestWhatANewerProgramWroteIsKept(t *testing.T) {
	c := someDay()
	ctx, p := t.Context(), newPlace()
	ana, bo := founder(t, 1, c.time), newWoman(t, 1, 2, c.time)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	removed := addTo(t, ana.w, "removed long ago")
	check(t, ana.w.Remove(ctx, removed))
	_, err := bo.w.Log().Append(ctx, []byte{99, 1, 2, 3})
	check(t, err)
	bo.sync(t, p)
	if s := ana.sync(t, p); !slices.Equal(s.Faults, []string{workspace.FaultNewer}) {
		t.Errorf("noticed: %v", s.Faults)
	}
	if err := ana.w.Forget(ctx, removed); !errors.Is(err, workspace.ErrNewer) {
		t.Errorf("deleting now: %v", err)
	}
	if err := ana.w.Renew(ctx); !errors.Is(err, workspace.ErrNewer) {
		t.Errorf("a new epoch: %v", err)
	}
	if _, err := ana.w.History(ctx, nil); err != nil {
		t.Errorf("its history can't be read: %v", err)
	}
	c.now = c.now.Add(40 * 24 * time.Hour)
	ana.reopen(t)
	if ana.w.Notebook().Look(removed) == nil {
		t.Error("what was removed went, and with it entries that nobody has read")
	}
	n := 0
	check(t, ana.w.Log().Entries(ctx, func(e vault.Entry) error {
		if len(e.Payload) == 4 {
			n++
		}
		return nil
	}))
	if n != 1 {
		t.Errorf("%d entries of the newer program are left, want 1", n)
	}
}

// begin begins an invite and has both meet until the words are there.
func begin(t testing.TB, p *place, a, b *woman, asking workspace.Asking, way workspace.Way) (host, guest *workspace.Invitation) {
	t.Helper()
	ctx := context.Background()
	host, err := a.w.Invite(ctx, asking)
	check(t, err)
	guest, err = b.desk.Accept(ctx, host.Text, "Ours", way)
	check(t, err)
	for range 3 {
		check(t, guest.Meet(ctx, p, &b.lock, ""))
		check(t, host.Meet(ctx, p, &a.lock, ""))
	}
	return host, guest
}

// The power fails when a guest is a member and her welcome is not kept. Another
// keeper begins an epoch before it is made again: it has what came meanwhile.
func TestALateWelcomeHasThePresent(t *testing.T) {
	ctx, now := t.Context(), someDay().time
	p := newPlace()
	ana, bo, eva := founder(t, 1, now), newWoman(t, 1, 2, now), newWoman(t, 1, 3, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	_, guest := begin(t, p, ana, eva, workspace.Asking{Name: "Eva"}, workspace.Way{})
	ana.shelf.fails = []string{"invites"}
	if err := ana.desk.Invitations()[0].Confirm(ctx); !errors.Is(err, errPower) {
		t.Fatal(err)
	}
	ana.shelf.fails = nil
	ana.reopen(t)
	ana.sync(t, p)
	bo.sync(t, p)
	meanwhile := addTo(t, bo.w, "written meanwhile")
	bo.sync(t, p)
	ana.sync(t, p)
	check(t, bo.w.Renew(ctx))
	bo.sync(t, p)
	ana.sync(t, p)
	host := ana.desk.Invitations()[0]
	check(t, host.Confirm(ctx))
	check(t, guest.Confirm(ctx))
	check(t, host.Meet(ctx, p, &ana.lock, ""))
	check(t, guest.Meet(ctx, p, &eva.lock, ""))
	var err error
	eva.w, err = eva.desk.Notebook(ctx, guest.Notebook)
	check(t, err)
	later := addTo(t, bo.w, "written later")
	bo.sync(t, p)
	eva.sync(t, p)
	for _, ref := range []notebook.Ref{meanwhile, later} {
		if eva.w.Notebook().Get(ref) == nil {
			t.Errorf("she has not got what bo wrote: %s", bo.w.Notebook().Get(ref).Title())
		}
	}
}

// An address with blanks around it is the same one: nothing is brought anew, and no
// code is thrown away.
func TestTheSameAddressWithBlanks(t *testing.T) {
	ctx, p, ana := t.Context(), newPlace(), founder(t, 1, someDay().time)
	check(t, ana.w.SetRelay(ctx, workspace.Relay{Address: "https://relay.example", Codes: []string{"abc"}}))
	ana.sync(t, p)
	before := ana.w.Way()
	check(t, ana.w.SetRelay(ctx, workspace.Relay{Address: " https://relay.example\n"}))
	if diff := cmp.Diff(before, ana.w.Way()); diff != "" {
		t.Error(diff)
	}
}
