//go:build !js

package ui_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/ui"
	"amparo/internal/vault"
	"amparo/internal/workspace"
)

// shore is a relay of the tests: in memory, and with whatever stands in its way.
type shore struct {
	file   *exchange.File
	broken error
	during func() // is done while it is asked
	junk   []byte // lies in each mailbox
	asked  int
}

func (s *shore) Meet(ctx context.Context, box vault.Mailbox, seen string, set exchange.Set) (workspace.Met, error) {
	s.asked++
	if s.during != nil {
		s.during()
	}
	if s.broken != nil {
		return workspace.Met{}, s.broken
	}
	if s.junk != nil {
		if err := set.Add(slices.Concat([]byte{1}, box.Box[:], s.junk)); err != nil {
			return workspace.Met{}, err
		}
	}
	return workspace.FileCarrier{File: s.file}.Meet(ctx, box, seen, set)
}

// Open takes every text of sixteen letters for a code.
func (s *shore) Open(ctx context.Context, _ vault.Mailbox, code string) error {
	if len(code) != 16 {
		return workspace.ErrCode
	}
	return ctx.Err()
}

func (s *shore) Remembers() bool { return true }

// reached returns what a host does to reach a relay.
func (s *shore) reached(address, proxy string) (workspace.Carrier, error) {
	if strings.HasSuffix(address, ".onion") && proxy == "" {
		return nil, workspace.ErrAddress
	}
	if !strings.HasPrefix(address, "https://") || proxy != "" && !strings.Contains(proxy, ":") {
		return nil, workspace.ErrAddress
	}
	return s, nil
}

// beginAshore returns a visitor whose program reaches a relay.
func beginAshore(t *testing.T) (*visitor, *shore) {
	t.Helper()
	v, s := start(t), &shore{file: exchange.NewFile()}
	v.reach = s.reached
	v.restart()
	v.post("/create/us", "offered", passphrase)
	return v, s
}

const address = "https://relay.example"

// foot returns the line at the foot of a page.
func (v *visitor) foot() string {
	v.t.Helper()
	for _, p := range v.page.all("footer p") {
		return p.text()
	}
	return ""
}

// Without a relay nothing is asked of anybody, and no page speaks of one.
func TestNothingIsAskedBeforeARelayIsNamed(t *testing.T) {
	v, s := beginAshore(t)
	if err := v.app.Meet(t.Context()); err != nil || s.asked != 0 {
		t.Errorf("asked %d times: %v", s.asked, err)
	}
	if v.get(v.on("home")); v.foot() != "" {
		t.Errorf("the foot says %q", v.foot())
	}
	v.post(v.on("ways", "meet"))
	if s.asked != 0 || v.says("How things stand") {
		t.Error("there is something to meet at")
	}
	v.get("/settings")
	if !strings.Contains(string(v.last.Body), v.on("ways")) {
		t.Error("no link leads to the page")
	}
}

func TestARelayIsNamedMetAndLeft(t *testing.T) {
	v, s := beginAshore(t)
	v.post(v.on("ways"), "relay", " "+address+" ", "proxy", "127.0.0.1:9050", "codes", "abcdefghijklmnop\r\n0123456789abcdef\r\n")
	if way := v.work().Way(); way.Relay != address || way.Proxy != "127.0.0.1:9050" || len(way.Codes) != 2 || s.asked != 0 {
		t.Fatalf("kept: %+v, asked %d times", way, s.asked)
	}
	if strings.Contains(string(v.last.Body), "0123456789abcdef") || !v.says("2 codes are kept here.") {
		t.Error("the page shows the codes")
	}
	if v.foot() != "Saved here; not yet with the others." {
		t.Errorf("before the first meeting: %q", v.foot())
	}
	v.post(v.on("ways", "meet"))
	if v.foot() != "Saved here, and with the others." || v.path != v.on("ways") {
		t.Errorf("after it, at %s: %q", v.path, v.foot())
	}
	ref := v.add("risk", map[string][]string{"title": {"a search"}})
	for _, path := range []string{v.on("risk", ref.ID.String()), "/settings"} {
		if v.get(path); v.foot() != "Saved here; not yet with the others." {
			t.Errorf("with something new, %s: %q", path, v.foot())
		}
	}
	v.post(v.on("ways", "off"))
	if asked := s.asked; v.work().Way().Relay != "" || v.app.Meet(t.Context()) != nil || s.asked != asked {
		t.Error("it is asked all the same")
	}
}

// teller is a shore that tells when something comes.
type teller struct {
	*shore
	come chan bool // what it tells: false that it can't
}

func (t teller) Await(ctx context.Context, _ vault.Mailbox, _ string) error {
	select {
	case came := <-t.come:
		if came {
			return nil
		}
		return workspace.ErrOffline
	case <-ctx.Done():
		return ctx.Err()
	}
}

// What others write comes at once if somebody here wants it, and only then a line
// stays open.
func TestOnlyWhoWantsItFollows(t *testing.T) {
	v, s := beginAshore(t)
	come := make(chan bool, 1)
	v.reach = func(string, string) (workspace.Carrier, error) { return teller{s, come}, nil }
	v.restart()
	v.post("/unlock", "passphrase", passphrase)
	v.post(v.on("ways"), "relay", address)
	v.ok(v.app.Meet(t.Context()))
	come <- true
	if v.app.Await(t.Context()) || v.ticked("follows") != 0 {
		t.Fatal("it follows unasked")
	}
	v.post(v.on("ways"), "relay", address, "follows", "yes")
	v.restart()
	v.post("/unlock", "passphrase", passphrase)
	if v.get(v.on("ways")); v.ticked("follows") != 1 {
		t.Fatal("it does not stay so")
	}
	v.ok(v.app.Meet(t.Context()))
	if !v.app.Await(t.Context()) {
		t.Fatal("it does not follow")
	}
	come <- false
	if v.app.Await(t.Context()) {
		t.Fatal("a relay that is not reached has told something")
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if v.app.Await(ended) {
		t.Fatal("the end of waiting has told something")
	}
}

func TestAMeetingHoldsUpNoPage(t *testing.T) {
	v, s := beginAshore(t)
	v.post(v.on("ways"), "relay", address)
	home := v.on("home")
	s.during = func() {
		if r := v.app.Serve(t.Context(), ui.Request{Method: "GET", Path: home}); r.Status != 200 {
			t.Errorf("meanwhile: %d", r.Status)
		}
	}
	v.post(v.on("ways", "meet"))
	if s.asked == 0 {
		t.Error("nobody was asked")
	}
}

// stuck is a relay that comes to no end.
type stuck struct{ *shore }

func (s stuck) Meet(ctx context.Context, _ vault.Mailbox, _ string, _ exchange.Set) (workspace.Met, error) {
	<-ctx.Done()
	return workspace.Met{}, workspace.ErrOffline
}

// A relay that keeps one notebook keeps the others from theirs for half an hour.
func TestNoRelayKeepsTheOthersForLong(t *testing.T) {
	v, s := start(t), &shore{file: exchange.NewFile()}
	v.reach = func(at, proxy string) (workspace.Carrier, error) {
		if at == "https://stuck.example" {
			return stuck{s}, nil
		}
		return s.reached(at, proxy)
	}
	v.restart()
	v.post("/create/us", "offered", passphrase)
	v.post(v.on("ways"), "relay", "https://stuck.example")
	v.post("/notebooks", "name", "Another", "who", "us")
	v.post(v.on("ways"), "relay", address)
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithTimeout(t.Context(), 2*time.Hour)
		defer end()
		began := time.Now()
		err := v.app.Meet(ctx)
		if took := time.Since(began); took != 30*time.Minute || !errors.Is(err, workspace.ErrOffline) {
			t.Errorf("it took %v, and ended with %v", took, err)
		}
	})
	if s.asked == 0 {
		t.Error("the other notebook has not been at its relay")
	}
}

func TestWhatIsNoAddressIsSaid(t *testing.T) {
	v, s := beginAshore(t)
	for form, want := range map[[3]string]string{
		{"", "", ""}:                             "f-relay",
		{"relay.example", "", ""}:                "f-relay",
		{address, "nine", ""}:                    "f-proxy",
		{"https://abcdefgh.onion", "", ""}:       "f-proxy",
		{address, "", "abcdefghijklmnop\nshort"}: "f-codes",
	} {
		v.post(v.on("ways"), "relay", form[0], "proxy", form[1], "codes", form[2])
		if v.last.Status != 422 || v.page.one(t, "main .summary a").attrs["href"] != "#"+want {
			t.Errorf("%q: %d, %s", form, v.last.Status, v.page.one(t, "main").text())
		}
		if got := v.page.one(t, "input[name=relay]").attrs["value"]; got != form[0] {
			t.Errorf("what was typed comes back as %q", got)
		}
	}
	if s.asked != 0 || v.work().Way().Relay != "" {
		t.Error("something was kept")
	}
}

// Each way for a meeting to end has its sentence where it is to be read, and on
// no other page more than a line.
func TestHowAMeetingEndsIsSaid(t *testing.T) {
	v, s := beginAshore(t)
	v.post(v.on("ways"), "relay", address)
	for _, err := range append(workspace.MeetingErrors(), errors.New("something else")) {
		s.broken = err
		v.post(v.on("ways", "meet"))
		if errors.Is(err, workspace.ErrClosedBox) {
			continue // it is opened, or passed over
		}
		say := ui.StoodInTheWay(err)
		if !v.says(say.What) || !v.says(say.Do) || !strings.HasPrefix(v.foot(), "Saved here. ") {
			t.Errorf("%v: %s, %q", err, v.page.one(t, "main").text(), v.foot())
		}
	}
	s.broken = nil
	v.post(v.on("ways", "meet"))
	if v.foot() != "Saved here, and with the others." {
		t.Errorf("afterwards: %q", v.foot())
	}
}

// The example is kept nowhere and meets nobody.
func TestTheExampleMeetsNobody(t *testing.T) {
	v := start(t)
	s := &shore{file: exchange.NewFile()}
	v.reach = s.reached
	v.restart()
	v.post("/look")
	v.post(v.on("ways"), "relay", address)
	v.post(v.on("ways", "meet"))
	if v.work().Way().Relay != "" || s.asked != 0 || v.page.all("input[name=relay]") != nil {
		t.Error("it has a relay")
	}
}
