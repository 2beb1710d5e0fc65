package notebook_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

// learning is a notebook in which something to learn stands in several places.
type learning struct {
	*notebook.Notebook
	last byte
}

// put makes a record and returns its id.
func (l *learning) put(kind string, pairs ...string) string {
	l.last++
	r := &notebook.Record{Ref: notebook.Ref{Kind: kind, ID: notebook.ID{l.last}}, Fields: map[string][]notebook.Value{}}
	for i := 0; i < len(pairs); i += 2 {
		r.Fields[pairs[i]] = append(r.Fields[pairs[i]], notebook.Value{Text: pairs[i+1]})
	}
	l.Put(r)
	return r.ID.String()
}

// wishes says each wish in a line.
func wishes(list []notebook.Wish) []string {
	var lines []string
	for _, w := range list {
		var line strings.Builder
		line.WriteString(w.From.Kind + " " + w.From.Title())
		for _, f := range w.Said {
			line.WriteString(" | " + w.From.Get(f.Name))
		}
		lines = append(lines, line.String())
	}
	return lines
}

func TestWishesAreCollectedAndNeverTwice(t *testing.T) {
	l := &learning{Notebook: notebook.New()}
	l.put("action", "title", "Look at the apps", "training", "Who sees my pictures?")
	noted := l.put("action", "title", "Fewer names", "training", "A key list")
	l.put("action", "title", "A lamp", "training", " \n")
	l.put("choice", "title", "Signal", "learn", "yes", "way", "an old telephone")
	l.put("choice", "title", "A drawer", "learn", "no", "why", "my memory")
	protocol := l.put("protocol", "title", "When we travel", "open", "Who drives?", "hard", "no signal")
	l.put("training", "title", "Fewer names", "action", noted)
	want := []string{"action Look at the apps | Who sees my pictures?", "choice Signal | an old telephone", "protocol When we travel | Who drives? | no signal"}
	if diff := cmp.Diff(want, wishes(notebook.Wishes(l.Notebook))); diff != "" {
		t.Error(diff)
	}
	l.put("training", "title", "When we travel", "protocol", protocol)
	if diff := cmp.Diff(want[:2], wishes(notebook.Wishes(l.Notebook))); diff != "" {
		t.Error(diff)
	}
}

// What a training record was made of is read from there each time.
func TestOriginsSayWhatStandsThereNow(t *testing.T) {
	l := &learning{Notebook: notebook.New()}
	action := l.put("action", "title", "Fewer names", "training", "A key list")
	l.put("training", "title", "Fewer names", "action", action)
	training := l.Records("training")[0]
	if diff := cmp.Diff([]string{"action Fewer names | A key list"}, wishes(notebook.Origins(l.Notebook, training))); diff != "" {
		t.Error(diff)
	}
	changed := *l.Records("action")[0]
	changed.Fields = map[string][]notebook.Value{"title": {{Text: "Numbers, not names"}}, "training": {{Text: "A sealed list"}}}
	l.Put(&changed)
	if diff := cmp.Diff([]string{"action Numbers, not names | A sealed list"}, wishes(notebook.Origins(l.Notebook, training))); diff != "" {
		t.Error(diff)
	}
}

// meetings says each meeting in a line.
func meetings(n *notebook.Notebook) []string {
	name := func(list []*notebook.Record) string {
		var names []string
		for _, r := range list {
			names = append(names, r.Kind+" "+r.Get("note"))
		}
		return strings.Join(names, ", ")
	}
	var lines []string
	for _, m := range notebook.Meetings(n) {
		lines = append(lines, m.Title+": "+name(m.Teach)+" / "+name(m.Learn))
	}
	return lines
}

func TestWhoTeachesMeetsWhoWantsToLearn(t *testing.T) {
	l := &learning{Notebook: notebook.New()}
	star := l.put("person", "alias", "Star")
	l.put("choice", "title", "Cooking", "note", "a", "teach", "yes")
	l.put("choice", "title", "Signal", "note", "b", "teach", "yes")
	l.put("choice", "title", " signal. ", "note", "c", "learn", "yes")
	l.put("choice", "title", "Signal", "note", "d", "teach", "no")
	l.put("action", "title", "Look at the apps", "training", "Backups\nwith calm", "note", "e")
	l.put("training", "title", "Backups", "teach", star, "note", "f")
	l.put("training", "title", "Maps", "sort", "held", "note", "g")
	done := l.put("choice", "title", "Knots", "learn", "yes", "note", "h")
	l.put("training", "title", "Knots on ropes", "choice", done, "teach", star, "note", "i")
	want := []string{"Signal: choice b / choice c", "Knots: training i / choice h", "Backups: training f / training f, action e", "Cooking: choice a / "}
	if diff := cmp.Diff(want, meetings(l.Notebook)); diff != "" {
		t.Error(diff)
	}
}

// Two names for the same tool meet through a third record that has both.
func TestOneToolIsOneMeeting(t *testing.T) {
	l := &learning{Notebook: notebook.New()}
	tool := notebook.ID{99}.String()
	l.put("choice", "title", "The green app", "tool", tool, "teach", "yes", "note", "a")
	l.put("choice", "title", "Letters that close", "learn", "yes", "note", "b")
	l.put("choice", "title", "letters that close", "tool", tool, "learn", "yes", "note", "c")
	if diff := cmp.Diff([]string{"The green app: choice a / choice b, choice c"}, meetings(l.Notebook)); diff != "" {
		t.Error(diff)
	}
}
