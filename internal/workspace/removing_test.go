package workspace_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/share"
	"amparo/internal/workspace"
)

// What this device keeps of a notebook goes with it: where it is met and with what
// codes, what was looked at, where paths were left, what was sent from it, invites.
// What is of another notebook stays. Who comes back begins anew.
func TestARemovedNotebookLeavesNothing(t *testing.T) {
	ctx, now := t.Context(), someDay().time
	p := newPlace()
	ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	between, err := bo.desk.NewBetween(ctx, "With someone")
	check(t, err)
	ref, err := between.Send(ctx, workspace.Sending{Title: "From ours", Share: share.Share{Fields: []string{}}, From: bo.w.ID(), Picks: []share.Pick{{Ref: addTo(t, bo.w, "sent"), Field: "title"}}})
	check(t, err)
	check(t, between.SetRelay(ctx, workspace.Relay{Address: "https://another.example"}))
	check(t, bo.w.SetRelay(ctx, workspace.Relay{Address: "https://relay.example", Codes: []string{"abc"}}))
	addTo(t, ana.w, "by ana")
	ana.sync(t, p)
	bo.sync(t, p)
	check(t, bo.w.Notice(ctx, workspace.FaultLost))
	news, err := bo.w.News(ctx)
	check(t, err)
	check(t, bo.w.Seen(ctx, news.Mark))
	put := addTo(t, bo.w, "put away")
	s := bo.desk.Settings()
	s.Language, s.Hidden = "es", []string{"week", "agreed." + put.ID.String()}
	for _, name := range []string{"ask.", "touch-pause.", "model.risk."} {
		s.Steps[name+bo.w.ID()] = "paused"
	}
	s.Steps["first."+between.ID()] = "there"
	check(t, bo.desk.Save(ctx, s))
	_, err = bo.w.Invite(ctx, workspace.Asking{Name: "Eva"})
	check(t, err)
	gone := bo.w
	check(t, bo.desk.RemoveNotebook(ctx, gone.ID()))
	if err := gone.Notice(ctx, workspace.FaultGone); !errors.Is(err, workspace.ErrNotFound) {
		t.Errorf("a visit that was under way notes: %v", err)
	}

	kept, err := bo.desk.Vault().Local(ctx)
	check(t, err)
	for _, trace := range []string{bo.w.ID(), "relay.example", "abc", put.ID.String(), "paused"} {
		if bytes.Contains(kept, []byte(trace)) {
			t.Errorf("%q is left in the settings:\n%s", trace, kept)
		}
	}
	for _, other := range []string{"another.example", "first." + between.ID(), "week", `language "es"`, "together." + between.ID()} {
		if !strings.Contains(string(kept), other) {
			t.Errorf("%q has gone as well", other)
		}
	}
	if from, _ := between.Picks(ref); from != "" || len(bo.desk.Invitations()) != 0 {
		t.Errorf("what was sent is still known to be from %q; %d invites", from, len(bo.desk.Invitations()))
	}
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo again"})
	if way := bo.w.Way(); way.Relay != "" || len(way.Codes)+len(way.Met)+len(way.Faults) != 0 {
		t.Errorf("after coming back it knows %+v", way)
	}
	if bo.w.Notebook().Look(notebook.Ref{Kind: "risk", ID: put.ID}) != nil {
		t.Error("what had not gone to the others is here again")
	}
}
