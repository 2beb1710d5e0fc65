package change_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

var readings = []string{"probability", "impact"}

// rated is a record whose history is drawn as lines: "HOUR field=value ...".
func rated(lines ...string) ([]*change.Change, *notebook.Record) {
	ref := notebook.Ref{Kind: "risk", ID: notebook.ID{1}}
	fold := change.NewFold()
	var list []*change.Change
	for _, line := range lines {
		words := strings.Fields(line)
		minute, device := 0, notebook.Device{1}
		for _, d := range words[0] {
			if d == 'b' { // another device
				device = notebook.Device{2}
				continue
			}
			minute = 10*minute + int(d-'0')
		}
		e := fold.Edit(device, int64(minute)*60)
		for _, word := range words[1:] {
			field, value, _ := strings.Cut(word, "=")
			e.Set(ref, field, value, nil)
		}
		c := e.Change()
		c.Device, c.Time = device, int64(minute)*60
		fold.Apply(c)
		list = append(list, c)
	}
	return list, fold.Notebook().Get(ref)
}

// said says moves in one line each: minute, what stands, what was written, why.
func said(list []change.Move) []string {
	var lines []string
	for _, m := range list {
		minutes := ""
		for n := m.Time / 60; n > 0; n /= 10 {
			minutes = string(rune('0'+n%10)) + minutes
		}
		lines = append(lines, minutes+" "+m.Values["probability"]+"/"+m.Values["impact"]+" "+strings.Join(m.Changed, ",")+" "+m.Reason)
	}
	return lines
}

func TestMovesKeepEarlierRatingsWithTheirReasons(t *testing.T) {
	for _, c := range []struct {
		name    string
		history []string
		want    []string
	}{
		{"another day, another view", []string{"1 title=raid probability=3 impact=5", "2000 probability=2 because=street"},
			[]string{"1 3/5 probability,impact ", "2000 2/5 probability street"}},
		{"one sitting is one move", []string{"1 title=raid", "2 probability=3", "3 probability=4", "4 impact=2", "5 because=why"},
			[]string{"5 4/2 probability,impact why"}},
		{"a new reason is a new move, soon as it may be", []string{"1 title=raid probability=3 because=law", "5 probability=4 because=street"},
			[]string{"1 3/ probability law", "5 4/ probability street"}},
		{"another device is another sitting", []string{"1 title=raid probability=3", "5b probability=4"},
			[]string{"1 3/ probability ", "5 4/ probability "}},
		{"we looked, and stayed with it", []string{"1 title=raid probability=3", "99 because=still", "200 note=n"},
			[]string{"1 3/ probability ", "99 3/ still"}},
		{"nothing is rated", []string{"1 title=raid", "99 because=so"}, nil},
	} {
		changes, r := rated(c.history...)
		want := c.want
		for i := range want {
			want[i] = strings.ReplaceAll(want[i], "  ", " ")
		}
		got := said(change.Moves(changes, r, readings, "because"))
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], "  ", " ")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// Where history is kept no more, the present view stays readable and no earlier
// one is made up.
func TestMovesWithoutHistoryMakeNothingUp(t *testing.T) {
	changes, r := rated("1 title=raid probability=3 impact=5 because=law", "2000 probability=2 because=street", "4000 probability=1 because=lamp")
	for _, c := range []struct {
		kept int
		want []string
	}{
		{0, []string{"4000 1/5 probability,impact lamp"}},
		{1, []string{"4000 1/5 probability lamp"}},
		{2, []string{"2000 2/5 probability street", "4000 1/5 probability lamp"}},
	} {
		got := said(change.Moves(changes[3-c.kept:], r, readings, "because"))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("the last %d of three kept (-want +got):\n%s", c.kept, diff)
		}
	}
	got := said(change.Moves(changes[:1], r, readings, "because"))
	if diff := cmp.Diff([]string{"1 3/5 probability,impact law", "4000 1/5 probability lamp"}, got); diff != "" {
		t.Errorf("the newest is missing (-want +got):\n%s", diff)
	}
	if change.Moves(changes, nil, readings, "because") != nil {
		t.Error("a record that is not there has moves")
	}
}
