package share_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
	"amparo/internal/share"
)

func put(n *notebook.Notebook, kind string, id byte, fields map[string][]string) *notebook.Record {
	r := &notebook.Record{Ref: notebook.Ref{Kind: kind, ID: notebook.ID{id}}, Fields: map[string][]notebook.Value{}}
	for name, texts := range fields {
		for i, text := range texts {
			r.Fields[name] = append(r.Fields[name], notebook.Value{Text: text, Version: notebook.Version{N: uint64(i)}})
		}
	}
	n.Put(r)
	return r
}

// plan is two rows that have one action in common.
func plan() *notebook.Notebook {
	n := notebook.New()
	lock := put(n, "action", 1, map[string][]string{"title": {"Mend the back-door lock"}, "resources": {"CANARY money"}})
	copies := put(n, "action", 2, map[string][]string{"title": {"A sealed copy elsewhere"}})
	put(n, "row", 3, map[string][]string{
		"threats": {"CANARY burglary at Calle Nube"}, "vulnerabilities": {"CANARY the back-door"}, "strengths": {"CANARY Luna"},
		"actions": {lock.ID.String(), copies.ID.String()}, "resources": {"two keys"}, "involved": {"CANARY us"},
	})
	put(n, "row", 4, map[string][]string{"threats": {"CANARY fire"}, "actions": {copies.ID.String()}, "resources": {"one stick"}})
	put(n, "person", 5, map[string][]string{"alias": {"CANARY Luna"}})
	return n
}

func TestAShareHoldsItsColumnAndNothingElse(t *testing.T) {
	n := plan()
	got := share.Build(n, share.Columns(n, []string{"actions"}))
	want := share.Share{Fields: []string{"actions"}, Rows: [][]string{{"A sealed copy elsewhere"}, {"Mend the back-door lock"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if text := fmt.Sprint(got); strings.Contains(text, "CANARY") {
		t.Errorf("something private left: %s", text)
	}
}

func TestOnlyTappedItemsLeave(t *testing.T) {
	n := plan()
	got := share.Build(n, []share.Pick{
		{Ref: notebook.Ref{Kind: "action", ID: notebook.ID{2}}, Field: "title"},
		{Ref: notebook.Ref{Kind: "row", ID: notebook.ID{3}}, Field: "resources"},
		{Ref: notebook.Ref{Kind: "person", ID: notebook.ID{5}}, Field: "alias"},
		{Ref: notebook.Ref{Kind: "row", ID: notebook.ID{3}}, Field: "order"},
		{Ref: notebook.Ref{Kind: "action", ID: notebook.ID{1}}, Field: "resources"},
	})
	want := share.Share{Fields: []string{"actions", "resources"}, Rows: [][]string{{"A sealed copy elsewhere", "two keys"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPassingLooksLikeHavingSharedNothing(t *testing.T) {
	if diff := cmp.Diff(share.Build(notebook.New(), nil), share.Build(plan(), nil)); diff != "" {
		t.Error(diff)
	}
}

// Changing any hidden cell, the order of the records, or their ids leaves a
// share as it is.
func TestNothingHiddenShapesAShare(t *testing.T) {
	want := share.Build(plan(), share.Columns(plan(), []string{"actions"}))
	for seed := range uint64(500) {
		rng := rand.New(rand.NewPCG(seed, 1))
		n := plan()
		for _, r := range n.All() {
			for name := range r.Fields {
				if r.Kind != "action" || name != "title" {
					r.Fields[name] = []notebook.Value{{Text: fmt.Sprint("hidden ", rng.Uint64())}}
				}
			}
			r.Fields[notebook.Order] = []notebook.Value{{Text: fmt.Sprint(rng.Uint64())}}
		}
		put(n, "risk", byte(rng.IntN(250)), map[string][]string{"title": {fmt.Sprint(rng.Uint64())}})
		picks := share.Columns(n, []string{"actions"})
		rng.Shuffle(len(picks), func(i, j int) { picks[i], picks[j] = picks[j], picks[i] })
		if diff := cmp.Diff(want, share.Build(n, picks)); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

// spread is a plan of three different rows, in an order, with ids, with notes,
// with actions that nobody chose, and with as many further rows that look the
// same, as the dice have it.
func spread(rng *rand.Rand) (*notebook.Notebook, []share.Pick) {
	n, ids := notebook.New(), rng.Perm(250)
	next := func(kind string, fields map[string][]string) *notebook.Record {
		fields["note"] = []string{fmt.Sprint("hidden ", rng.Uint64())}
		r := put(n, kind, byte(ids[0]+1), fields)
		ids = ids[1:]
		r.Fields[notebook.Order] = []notebook.Value{{Text: fmt.Sprint(rng.Uint64())}}
		return r
	}
	lock, copies := next("action", map[string][]string{"title": {"Mend the lock"}}), next("action", map[string][]string{"title": {"A sealed copy"}})
	picks := []share.Pick{{Ref: lock.Ref, Field: "title"}, {Ref: copies.Ref, Field: "title"}}
	names := map[string][]string{"two keys": {lock.ID.String(), copies.ID.String()}, "one stick": {copies.ID.String()}, "a bag": {}}
	rows := []string{"two keys", "one stick", "a bag"}
	for range rng.IntN(6) {
		rows = append(rows, rows[rng.IntN(3)])
	}
	rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	for _, needs := range rows {
		stays := next("action", map[string][]string{"title": {fmt.Sprint("hidden ", rng.Uint64())}})
		r := next("row", map[string][]string{"threats": {fmt.Sprint("hidden ", rng.Uint64())}, "resources": {needs}, "actions": append([]string{stays.ID.String()}, names[needs]...)})
		picks = append(picks, share.Pick{Ref: r.Ref, Field: "resources"})
	}
	rng.Shuffle(len(picks), func(i, j int) { picks[i], picks[j] = picks[j], picks[i] })
	return n, picks
}

// Of two columns, too: neither ids, nor order, nor how many rows look the same,
// nor what else they hold shapes it.
func TestNothingHiddenShapesAShareOfTwoColumns(t *testing.T) {
	want := share.Share{Fields: []string{"actions", "resources"}, Rows: [][]string{
		{"", "a bag"}, {"A sealed copy", "one stick"}, {"A sealed copy\nMend the lock", "two keys"},
	}}
	for seed := range uint64(300) {
		if diff := cmp.Diff(want, share.Build(spread(rand.New(rand.NewPCG(seed, 2))))); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

// Whatever kinds there are, and whichever of their fields someone picks: only
// the columns of the plan and the names of actions leave.
func TestNoOtherKindLeaves(t *testing.T) {
	n, picks := notebook.New(), []share.Pick(nil)
	for i, k := range notebook.Kinds() {
		fields := map[string][]string{}
		for _, f := range k.Fields {
			fields[f.Name] = []string{"<" + k.Name + "." + f.Name + ">"}
		}
		r := put(n, k.Name, byte(i+1), fields)
		for _, f := range k.Fields {
			picks = append(picks, share.Pick{Ref: r.Ref, Field: f.Name})
		}
	}
	want := map[string]bool{"<action.title>": true} // and not the ids by which a row names its actions
	for _, field := range []string{"threats", "vulnerabilities", "strengths", "resources", "involved"} {
		want["<row."+field+">"] = true
	}
	for _, row := range share.Build(n, picks).Rows {
		for _, text := range row {
			if text != "" && !want[text] {
				t.Errorf("%s leaves", text)
			}
		}
	}
}

func TestWordsThatAlsoStandInPrivateAreNamed(t *testing.T) {
	n := plan()
	var got []string
	for _, e := range share.Echoes(n, share.Columns(n, []string{"actions"})) {
		got = append(got, e.Word)
	}
	if want := []string{"back", "door"}; !slices.Equal(got, want) {
		t.Errorf("named: %q, want %q", got, want)
	}
}

func TestColumnsAnswerToTheirNames(t *testing.T) {
	for _, slug := range share.Slugs() {
		if field := share.FieldOf(slug); field == "" || share.Slug(field) != slug {
			t.Errorf("%s is no column", slug)
		}
	}
	if share.FieldOf("note") != "" {
		t.Error("note is a column")
	}
}

// What never leaves is not even warned of: the preview is looked at together.
func TestNoEchoTellsOfWhatStays(t *testing.T) {
	n := notebook.New()
	action := put(n, "action", 1, map[string][]string{"title": {"Change the lock with Mariposa"}})
	put(n, "actor", 2, map[string][]string{"title": {"Mariposa"}, "note": {"about the lock"}})
	picks := []share.Pick{{Ref: action.Ref, Field: "title"}}
	if list := share.Echoes(n, picks); len(list) != 0 {
		t.Errorf("%v", list)
	}
	put(n, "person", 3, map[string][]string{"alias": {"Mariposa"}})
	if list := share.Echoes(n, picks); len(list) != 1 || list[0].Word != "Mariposa" {
		t.Errorf("a person's name is not warned of: %v", list)
	}
}
