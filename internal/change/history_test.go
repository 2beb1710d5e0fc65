package change_test

import (
	"testing"

	"amparo/internal/change"
)

func TestOneSittingIsOneLineOfHistory(t *testing.T) {
	an, bo := apart(t)
	var all []*change.Change
	at := func(d *device, when int64, text string) {
		e := d.fold.Edit(d.id, when)
		e.Set(row, "threats", text, nil)
		c := e.Change()
		an.fold.Apply(c)
		bo.fold.Apply(c)
		all = append(all, c)
	}
	at(an, 100, "o")
	at(an, 102, "our off")
	at(an, 104, "our office")
	at(bo, 200, "our house")
	at(an, 300, "our shelter")
	at(an, 9000, "our two shelters")
	lines := change.History(all, &row)
	var got []string
	for _, l := range lines {
		got = append(got, l.Before+" > "+l.Text)
	}
	want := []string{"our shelter > our two shelters", "our house > our shelter", "our office > our house", " > our office"}
	if len(got) != len(want) {
		t.Fatalf("lines: %q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d is %q, want %q", i, got[i], want[i])
		}
	}
}
