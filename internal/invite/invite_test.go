package invite_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/invite"
	"amparo/internal/key"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Unix(1_700_000_000, 0)

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func chance(seed uint64) *rand.ChaCha8 {
	return rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16)})
}

// list is as long as those of the languages.
func list() []string {
	out := make([]string, 1024)
	for i := range out {
		out[i] = fmt.Sprint("word", i)
	}
	return out
}

// meeting is a host and a guest, and the place where messages are left.
type meeting struct {
	t     *testing.T
	inv   *invite.Invite
	host  *invite.Host
	guest *invite.Guest
	left  [][]byte // in order, all of them
	cards [2]key.Card
	now   time.Time
}

func card(t testing.TB, seed uint64) key.Card {
	return must[*key.Device](t)(key.NewDevice(chance(seed))).Card()
}

func newMeeting(t *testing.T) *meeting {
	m := &meeting{t: t, now: noon, cards: [2]key.Card{card(t, 1), card(t, 2)}}
	m.inv = must[*invite.Invite](t)(invite.New(chance(3), noon))
	m.host = must[*invite.Host](t)(invite.NewHost(m.inv, m.cards[0], "es", chance(4)))
	m.guest = m.join(m.cards[1], 5)
	return m
}

// join begins as someone who has the text.
func (m *meeting) join(c key.Card, seed uint64) *invite.Guest {
	m.t.Helper()
	inv := must[*invite.Invite](m.t)(invite.Parse(m.inv.Text()))
	g, first, err := invite.NewGuest(inv, c, chance(seed))
	if err != nil {
		m.t.Fatal(err)
	}
	m.left = append(m.left, first...)
	return g
}

// stepper is a side.
type stepper interface {
	Step(b []byte, now time.Time) ([][]byte, error)
}

// talk gives everything that was left to each side, until nothing new is left,
// and returns the faults of each.
func (m *meeting) talk(sides ...stepper) [][]error {
	m.t.Helper()
	faults := make([][]error, len(sides))
	for at := 0; at < len(m.left); at++ {
		if at > 100 {
			m.t.Fatal("they go on telling each other")
		}
		for i, s := range sides {
			out, err := s.Step(m.left[at], m.now)
			if err != nil {
				faults[i] = append(faults[i], err)
			}
			m.left = append(m.left, out...)
		}
	}
	return faults
}

func (m *meeting) words(s interface {
	Words([]string) ([]string, bool)
}) string {
	words, ok := s.Words(list())
	if !ok {
		return ""
	}
	return strings.Join(words, " ")
}

func TestTwoMeet(t *testing.T) {
	m := newMeeting(t)
	if m.words(m.host) != "" || m.words(m.guest) != "" {
		t.Error("words before they have met")
	}
	if _, err := m.host.Confirm(noon); err != invite.Early {
		t.Error("confirmed before there was something to see:", err)
	}
	if faults := m.talk(m.host, m.guest); len(faults[0])+len(faults[1]) > 0 {
		t.Fatal(faults)
	}
	if w := m.words(m.host); w == "" || w != m.words(m.guest) || len(strings.Fields(w)) != 4 {
		t.Fatalf("the words are %q and %q", w, m.words(m.guest))
	}
	if _, err := m.host.Welcome([]byte("grant")); err != invite.Early {
		t.Error("welcomed before a person confirmed:", err)
	}
	admitted := must[key.Card](t)(m.host.Confirm(noon))
	if admitted != m.cards[1] {
		t.Error("another card than the guest's")
	}
	m.left = append(m.left, must[[][]byte](t)(m.host.Welcome([]byte("grant")))...)
	m.talk(m.host, m.guest)
	if _, _, ok := m.guest.Grant(); ok {
		t.Error("the grant is given before a person here confirmed")
	}
	if err := m.guest.Confirm(noon); err != nil {
		t.Fatal(err)
	}
	grant, from, ok := m.guest.Grant()
	if string(grant) != "grant" || from != m.cards[0].ID() || !ok {
		t.Errorf("%q %v", grant, ok)
	}
	m.left = append(m.left, must[[][]byte](t)(m.guest.Joined())...)
	m.talk(m.host, m.guest)
	if m.host.Stage() != invite.Joined || m.guest.Stage() != invite.Joined {
		t.Error(m.host.Stage(), m.guest.Stage())
	}
}

// TestTwoFilesOnAStick: each side's file holds what it has said so far; they are
// carried to and fro.
func TestTwoFilesOnAStick(t *testing.T) {
	m := newMeeting(t)
	carry := func(from interface{ Said() ([][]byte, error) }, to stepper) {
		t.Helper()
		for _, b := range must[[][]byte](t)(from.Said()) {
			if _, err := to.Step(b, noon); err != nil {
				t.Fatal(err)
			}
		}
	}
	carry(m.guest, m.host)
	carry(m.host, m.guest)
	carry(m.guest, m.host)
	must[key.Card](t)(m.host.Confirm(noon))
	must[[][]byte](t)(m.host.Welcome([]byte("grant")))
	if err := m.guest.Confirm(noon); err != nil {
		t.Fatal(err)
	}
	carry(m.host, m.guest)
	if grant, _, ok := m.guest.Grant(); !ok || string(grant) != "grant" {
		t.Errorf("%q %v", grant, ok)
	}
	must[[][]byte](t)(m.guest.Joined())
	carry(m.guest, m.host)
	if m.host.Stage() != invite.Joined {
		t.Error(m.host.Stage())
	}
}

// TestWrongWords (S21): someone who has the text sits between. Both sides see
// words, not the same ones, and a person's no ends it on both.
func TestWrongWords(t *testing.T) {
	m := newMeeting(t)
	toHost := must[*invite.Invite](t)(invite.Parse(m.inv.Text()))
	asGuest, hello, err := invite.NewGuest(toHost, card(t, 7), chance(8))
	if err != nil {
		t.Fatal(err)
	}
	asHost := must[*invite.Host](t)(invite.NewHost(toHost, card(t, 9), "es", chance(10)))
	pass := func(list [][]byte, to stepper) [][]byte {
		t.Helper()
		var out [][]byte
		for _, b := range list {
			got, err := to.Step(b, noon)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, got...)
		}
		return out
	}
	pass(pass(pass(hello, m.host), asGuest), m.host)
	pass(pass(pass(m.left, asHost), m.guest), asHost)
	host, guest := m.words(m.host), m.words(m.guest)
	if host == "" || guest == "" || host == guest {
		t.Fatalf("%q and %q", host, guest)
	}
	told := must[[][]byte](t)(m.host.Refuse())
	if m.host.Why() != invite.WrongWords {
		t.Error(m.host.Why())
	}
	if _, err := asGuest.Step(told[0], noon); err != invite.WrongWords {
		t.Error("the one between is not told:", err)
	}
	for _, b := range must[[][]byte](t)(m.guest.Refuse()) {
		if _, err := m.host.Step(b, noon); err != invite.SecondUse {
			t.Error("the host hears of another guest:", err)
		}
	}
	if _, err := m.host.Confirm(noon); err != invite.Over {
		t.Error("confirmed after no:", err)
	}
	if err := m.guest.Confirm(noon); err != invite.Over {
		t.Error("confirmed after no:", err)
	}
	if m.words(m.host) != "" || m.words(m.guest) != "" {
		t.Error("words after the end")
	}
}

// TestTwoJoiners (S21): a second one raises the alarm on all sides, and nobody
// comes in.
func TestTwoJoiners(t *testing.T) {
	m := newMeeting(t)
	other := m.join(card(t, 7), 8)
	faults := m.talk(m.host, m.guest, other)
	for i, list := range faults {
		if !slices.Contains(list, error(invite.SecondUse)) {
			t.Errorf("side %d: %v", i, list)
		}
	}
	for i, s := range []interface {
		Why() error
		Stage() invite.Stage
	}{m.host, m.guest, other} {
		if s.Why() != invite.SecondUse || s.Stage() != invite.Ended {
			t.Errorf("side %d: %v", i, s.Why())
		}
	}
	if _, err := m.host.Confirm(noon); err != invite.Over {
		t.Error(err)
	}
}

// TestUsedLongAfter: the alarm is raised also when the first use is over, and on
// both sides; what was given stays.
func TestUsedLongAfter(t *testing.T) {
	m := newMeeting(t)
	m.talk(m.host, m.guest)
	must[key.Card](t)(m.host.Confirm(noon))
	m.left = append(m.left, must[[][]byte](t)(m.host.Welcome([]byte("grant")))...)
	if err := m.guest.Confirm(noon); err != nil {
		t.Fatal(err)
	}
	m.talk(m.host, m.guest)
	m.left = must[[][]byte](t)(m.guest.Joined())
	m.talk(m.host, m.guest)
	m.left, m.now = nil, noon.Add(60*24*time.Hour)
	late := m.join(card(t, 7), 8)
	faults := m.talk(m.host, m.guest, late)
	for i, list := range faults {
		if !slices.Contains(list, error(invite.SecondUse)) {
			t.Errorf("side %d: %v", i, list)
		}
	}
	if m.host.Stage() != invite.Joined || m.guest.Stage() != invite.Joined || late.Stage() != invite.Ended {
		t.Error(m.host.Stage(), m.guest.Stage(), late.Stage())
	}
}

// TestReplay (S21): messages that come again do no harm; those of an earlier
// invite, and altered ones, are foreign.
func TestReplay(t *testing.T) {
	m := newMeeting(t)
	m.talk(m.host, m.guest)
	before, words := len(m.left), m.words(m.host)
	for range 3 {
		for _, b := range m.left[:before] {
			for _, s := range []stepper{m.host, m.guest} {
				if _, err := s.Step(b, noon); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if m.words(m.host) != words || m.words(m.guest) != words {
		t.Error("other words after a replay")
	}
	other := newMeeting(t)
	other.inv = must[*invite.Invite](t)(invite.New(chance(99), noon))
	fresh := must[*invite.Host](t)(invite.NewHost(other.inv, card(t, 1), "es", chance(4)))
	for _, b := range m.left {
		if out, err := fresh.Step(b, noon); err != invite.Foreign || out != nil {
			t.Error("of an earlier invite:", err)
		}
		for at := range b {
			altered := slices.Clone(b)
			altered[at] ^= 1 << (at % 8)
			if out, err := m.guest.Step(altered, noon); err != invite.Foreign || out != nil {
				t.Fatalf("byte %d: %v", at, err)
			}
		}
		if _, err := m.host.Step(b[:len(b)-1], noon); err != invite.Foreign {
			t.Error("cut short:", err)
		}
	}
}

// TestExpiry (S21): on both sides, at each stage before the welcome.
func TestExpiry(t *testing.T) {
	end := must[*invite.Invite](t)(invite.New(chance(3), noon)).Until()
	if life := end.Sub(noon); life > 72*time.Hour || life <= 71*time.Hour {
		t.Error("it lasts", life)
	}
	m := newMeeting(t)
	m.now = end
	if faults := m.talk(m.host, m.guest); !slices.Contains(faults[0], error(invite.Expired)) || !slices.Contains(faults[1], error(invite.Expired)) {
		t.Error(faults)
	}
	m = newMeeting(t)
	m.talk(m.host, m.guest)
	if _, err := m.host.Confirm(end); err != invite.Expired {
		t.Error("the host confirms late:", err)
	}
	if err := m.guest.Confirm(end); err != invite.Expired {
		t.Error("the guest confirms late:", err)
	}
	m = newMeeting(t)
	m.talk(m.host, m.guest)
	must[key.Card](t)(m.host.Confirm(end.Add(-time.Second)))
	if _, err := m.host.Step(m.left[0], end); err != invite.Expired || m.host.Stage() != invite.Ended {
		t.Error("confirmed, not welcomed, and time is over:", err)
	}
}

func TestTextIsReadAsPeopleTypeIt(t *testing.T) {
	inv := must[*invite.Invite](t)(invite.New(chance(3), noon))
	text := inv.Text()
	for _, typed := range []string{
		text, strings.ToUpper(text), " " + text + "\n", strings.ReplaceAll(text, "-", " "),
		strings.ReplaceAll(strings.ReplaceAll(text, "0", "o"), "1:", "1: "), strings.TrimPrefix(text, "amparo-invite-"),
	} {
		again, err := invite.Parse(typed)
		if err != nil || again.Text() != text || again.Mailbox() != inv.Mailbox() || !again.Access().Equal(inv.Access()) {
			t.Errorf("%q: %v", typed, err)
		}
	}
	for typed, want := range map[string]error{
		"": invite.ErrText, "amparo-invite-1:": invite.ErrText, text[:len(text)-1]: invite.ErrText, text + "0": invite.ErrText,
		strings.Replace(text, "-1:", "-2:", 1): invite.ErrNewer, strings.Replace(text, "-1:", "-x:", 1): invite.ErrText,
		strings.Replace(text, "-1:", "-01:", 1): invite.ErrText,
	} {
		if _, err := invite.Parse(typed); err != want {
			t.Errorf("%q: %v", typed, err)
		}
	}
	first := len("amparo-invite-1:")
	for at := first; at < len(text); at++ {
		if text[at] == '-' {
			continue
		}
		slip := []byte(text)
		if slip[at]++; slip[at] == 'I' || slip[at] == 'L' || slip[at] == 'O' || slip[at] == 'U' || slip[at] > 'Z' || slip[at] == ':' {
			slip[at] = '7'
		}
		if string(slip) == text {
			continue
		}
		if _, err := invite.Parse(string(slip)); err != invite.ErrText {
			t.Errorf("a slip at %d is not seen: %v", at, err)
		}
	}
}

// hostile is a transport that someone else holds: it drops, repeats, holds back,
// mixes, alters, and brings in what it kept from another invite.
type hostile struct {
	rnd   *rand.Rand
	boxes [2][][]byte
	old   [][]byte
}

func (h *hostile) leave(list [][]byte) {
	for i := range h.boxes {
		h.boxes[i] = append(h.boxes[i], list...)
	}
	h.old = append(h.old, list...)
}

func (h *hostile) next(side int) []byte {
	box := h.boxes[side]
	if len(box) == 0 {
		return nil
	}
	at := h.rnd.IntN(len(box))
	b := box[at]
	switch h.rnd.IntN(8) {
	case 0: // lost
		h.boxes[side] = slices.Delete(box, at, at+1)
		return nil
	case 1: // comes again
	case 2: // altered
		b = slices.Clone(b)
		b[h.rnd.IntN(len(b))] ^= 1 << h.rnd.IntN(8)
	case 3: // cut
		b = b[:h.rnd.IntN(len(b))]
	case 4: // an old one
		b = h.old[h.rnd.IntN(len(h.old))]
	default:
		h.boxes[side] = slices.Delete(box, at, at+1)
	}
	return b
}

func rounds() uint64 {
	if os.Getenv("AMPARO_LONG") == "1" {
		return 10_000
	}
	return 300
}

// TestInvitesOverHostileTransports: whatever is done to the messages, and with
// someone else at the door in some of the runs, in the end both are in with the
// same words and the right cards, or a fault has its name. Without someone else,
// both are in.
func TestInvitesOverHostileTransports(t *testing.T) {
	m, old := newMeeting(t), another(t)
	ended, joined := 0, 0
	for seed := range rounds() {
		s := &sim{meeting: *m, seed: seed, net: hostile{rnd: rand.New(rand.NewPCG(seed, 7)), old: slices.Clone(old)}}
		if s.run(); s.joined {
			joined++
		} else {
			ended++
		}
	}
	t.Logf("%d joined, %d ended by a named fault", joined, ended)
	if joined == 0 || ended == 0 {
		t.Error("the runs are all alike")
	}
}

// another returns what two others have said who met by another invite.
func another(t *testing.T) [][]byte {
	t.Helper()
	m := &meeting{t: t, now: noon, inv: must[*invite.Invite](t)(invite.New(chance(99), noon))}
	m.host = must[*invite.Host](t)(invite.NewHost(m.inv, card(t, 11), "es", chance(4)))
	m.guest = m.join(card(t, 12), 5)
	m.talk(m.host, m.guest)
	must[key.Card](t)(m.host.Confirm(noon))
	return append(m.left, must[[][]byte](t)(m.host.Welcome([]byte("another grant")))...)
}

type sim struct {
	meeting
	seed   uint64
	net    hostile
	thief  *invite.Guest
	named  bool
	joined bool
}

func (s *sim) fatal(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("seed %d: %s", s.seed, fmt.Sprintf(format, args...))
}

func (s *sim) ok(list [][]byte, err error) {
	s.t.Helper()
	if err != nil && err != invite.Over {
		s.fatal("%v", err)
	}
	s.net.leave(list)
}

func (s *sim) run() {
	s.host = must[*invite.Host](s.t)(invite.NewHost(s.inv, s.cards[0], "es", chance(s.seed)))
	g, first, err := invite.NewGuest(s.inv, s.cards[1], chance(s.seed+1))
	s.guest = g
	s.ok(first, err)
	for range 100 {
		s.deliver()
		if s.thief == nil && s.net.rnd.IntN(200) == 0 {
			thief, first, err := invite.NewGuest(s.inv, s.cards[0], chance(s.seed+2))
			s.thief = thief
			s.ok(first, err)
		}
		if s.net.rnd.IntN(6) == 0 {
			s.people()
		}
	}
	for range 4 { // and then nothing is lost any more
		s.bring(s.guest, s.host)
		s.bring(s.host, s.guest)
		s.people()
	}
	s.settled()
}

// bring gives one side all that the other has said.
func (s *sim) bring(from interface{ Said() ([][]byte, error) }, to stepper) {
	s.t.Helper()
	list, err := from.Said()
	s.ok(list, err)
	for _, b := range list {
		s.take(to.Step(b, noon))
	}
}

// take leaves what a side answers, and counts its faults.
func (s *sim) take(out [][]byte, err error) {
	s.net.leave(out)
	s.named = s.named || err != nil && err != invite.Foreign && err != invite.Early && err != invite.Over
}

func (s *sim) deliver() {
	s.t.Helper()
	side := s.net.rnd.IntN(2)
	if s.net.rnd.IntN(10) == 0 { // offered again
		if side == 0 {
			s.ok(s.host.Said())
		} else {
			s.ok(s.guest.Said())
		}
	}
	b := s.net.next(side)
	if b == nil {
		return
	}
	if s.net.rnd.IntN(6) == 0 { // closed, and opened again
		fresh := chance(s.seed + 100 + uint64(len(s.net.old)))
		s.host = must[*invite.Host](s.t)(invite.HostFrom(s.host.Bytes(), fresh))
		s.guest = must[*invite.Guest](s.t)(invite.GuestFrom(s.guest.Bytes(), fresh))
	}
	to := stepper(s.host)
	if side == 1 {
		to = s.guest
	}
	s.take(to.Step(b, noon))
}

// people compare words, and say what they see.
func (s *sim) people() {
	s.t.Helper()
	host, guest := s.words(s.host), s.words(s.guest)
	switch {
	case host == "" || guest == "":
	case host != guest:
		s.ok(s.host.Refuse())
		s.named = true
	default:
		if c, err := s.host.Confirm(noon); err == nil {
			if c != s.cards[1] {
				s.fatal("another card was confirmed")
			}
			s.ok(s.host.Welcome([]byte("grant")))
		}
		_ = s.guest.Confirm(noon)
	}
	if grant, from, ok := s.guest.Grant(); ok {
		if string(grant) != "grant" || from != s.cards[0].ID() {
			s.fatal("another grant")
		}
		s.ok(s.guest.Joined())
	}
}

// settled looks at the end: in together, or out with a name for it. A guest may be
// in whose host then hears of someone else, and knows that she has welcomed.
func (s *sim) settled() {
	s.t.Helper()
	host, guest := s.host.Stage(), s.guest.Stage()
	s.joined = guest == invite.Joined
	switch {
	case host == invite.Joined && guest == invite.Joined:
	case host != invite.Ended:
		s.fatal("neither in nor out: %d and %d", host, guest)
	case guest != invite.Ended && guest != invite.Joined:
		s.fatal("the host has ended it, and the guest is at %d", guest)
	case s.thief == nil:
		s.fatal("ended, and nobody else was there: %v", s.host.Why())
	case !s.named, s.host.Why() == nil, guest == invite.Ended && s.guest.Why() == nil:
		s.fatal("ended without a name")
	}
}

func TestStateIsTheSameAfterReading(t *testing.T) {
	m := newMeeting(t)
	check := func() {
		t.Helper()
		host := must[*invite.Host](t)(invite.HostFrom(m.host.Bytes(), nil))
		guest := must[*invite.Guest](t)(invite.GuestFrom(m.guest.Bytes(), nil))
		if !bytes.Equal(host.Bytes(), m.host.Bytes()) || !bytes.Equal(guest.Bytes(), m.guest.Bytes()) {
			t.Error("another state")
		}
		if diff := cmp.Diff([]string{m.words(m.host), m.words(m.guest)}, []string{m.words(host), m.words(guest)}); diff != "" {
			t.Error(diff)
		}
	}
	check()
	m.talk(m.host, m.guest)
	check()
	must[key.Card](t)(m.host.Confirm(noon))
	m.left = append(m.left, must[[][]byte](t)(m.host.Welcome([]byte("grant")))...)
	m.talk(m.host, m.guest)
	check()
	if _, err := invite.GuestFrom(m.host.Bytes(), nil); err != invite.Foreign {
		t.Error("a host read as a guest:", err)
	}
}
