package workspace

import (
	"context"
	"maps"
	"slices"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/share"
)

// Sending is what someone puts into a notebook that her group has together with
// someone from outside: chosen items, or how it is going, with words of her own.
type Sending struct {
	Title, Words string
	Share        share.Share     // of chosen items, or none
	Told         notebook.Values // fields of a check-in, as notebook.Told names them
	Instead      notebook.ID     // of what was sent before and is replaced; zero for something new

	From  string // id of the notebook that the items are from
	Picks []share.Pick
}

// Send puts it there, or in place of what stood there. Which items they were is
// kept on this device alone, so that they can be sent again as they are then.
func (w *Workspace) Send(ctx context.Context, s Sending) (notebook.Ref, error) {
	if err := w.onlyOurs(ctx); err != nil {
		return notebook.Ref{}, err
	}
	values := notebook.Values{"title": {s.Title}, "words": {s.Words}, "share": {""}}
	for _, name := range notebook.Told() {
		values[name] = s.Told[name]
	}
	if s.Share.Fields != nil {
		values["share"] = []string{share.Encode(s.Share)}
	}
	draft := notebook.Draft{Kind: "sent", ID: s.Instead, Values: values}
	if s.Instead != (notebook.ID{}) && w.Notebook().Get(notebook.Ref{Kind: "sent", ID: s.Instead}) == nil {
		return notebook.Ref{}, ErrNotFound
	}
	refs, err := w.Write(ctx, []notebook.Draft{draft})
	if err != nil {
		return notebook.Ref{}, err
	}
	return refs[0], w.keepPicks(ctx, refs[0], s)
}

// Ask puts a question there.
func (w *Workspace) Ask(ctx context.Context, question string) (notebook.Ref, error) {
	if err := w.onlyOurs(ctx); err != nil {
		return notebook.Ref{}, err
	}
	return w.Add(ctx, "question", notebook.Values{"title": {question}})
}

// TakeBack removes what was sent or asked: it is shown on no device any more
// once these have heard of it. For thirty days it can be brought back here.
func (w *Workspace) TakeBack(ctx context.Context, ref notebook.Ref) error {
	if err := w.onlyOurs(ctx); err != nil {
		return err
	}
	if k := notebook.KindOf(ref.Kind); k == nil || !k.Between {
		return ErrNotFound
	}
	return w.Remove(ctx, ref)
}

// The device's own marks of what stands in such a notebook.
const (
	picked = "picked." // with the notebook and the record: the items
	looked = "read."   // the same: what the one from outside has read
)

func mark(what string, w *Workspace, ref notebook.Ref) string {
	return what + w.ID() + "." + ref.ID.String()
}

// keepPicks keeps which items were sent: the notebook, and each item as kind,
// id and field.
func (w *Workspace) keepPicks(ctx context.Context, ref notebook.Ref, s Sending) error {
	settings := w.desk.Settings()
	delete(settings.Steps, mark(picked, w, ref))
	if s.From != "" && s.Picks != nil {
		words := []string{s.From}
		for _, p := range s.Picks {
			words = append(words, p.Ref.Kind+" "+p.Ref.ID.String()+" "+p.Field)
		}
		settings.Steps[mark(picked, w, ref)] = strings.Join(words, "\n")
	}
	return w.desk.Save(ctx, settings)
}

// forgetPicks forgets which items these were.
func (w *Workspace) forgetPicks(ctx context.Context, refs ...notebook.Ref) error {
	settings := w.desk.Settings()
	before := len(settings.Steps)
	maps.DeleteFunc(settings.Steps, func(name, _ string) bool {
		return slices.ContainsFunc(refs, func(ref notebook.Ref) bool { return name == mark(picked, w, ref) })
	})
	if len(settings.Steps) == before {
		return nil
	}
	return w.desk.Save(ctx, settings)
}

// Picks returns from which notebook something was sent, and which items they
// were, as far as this device knows.
func (w *Workspace) Picks(ref notebook.Ref) (from string, picks []share.Pick) {
	lines := strings.Split(w.desk.settings.Steps[mark(picked, w, ref)], "\n")
	for _, line := range lines[1:] {
		words := strings.Fields(line)
		if len(words) != 3 {
			continue
		}
		if id, err := notebook.ParseID(words[1]); err == nil {
			picks = append(picks, share.Pick{Ref: notebook.Ref{Kind: words[0], ID: id}, Field: words[2]})
		}
	}
	return lines[0], picks
}

// Read keeps, on this device alone, that something sent was read as it stands.
func (w *Workspace) Read(ctx context.Context, ref notebook.Ref) error {
	r := w.Notebook().Get(ref)
	if r == nil || ref.Kind != "sent" {
		return ErrNotFound
	}
	settings := w.desk.Settings()
	settings.Steps[mark(looked, w, ref)] = readAs(r)
	return w.desk.Save(ctx, settings)
}

// readAs stands for what was read of something sent. What is put in its place
// is something new to read.
func readAs(r *notebook.Record) string {
	var all []string
	for _, f := range notebook.KindOf(r.Kind).Fields {
		all = append(all, r.Set(f.Name)...)
	}
	return textHash(strings.Join(all, "\n"))
}

// Waiting returns what one from outside may want to look at: questions without
// an answer, and what was sent that she did not mark as read. What is not among
// them was never there, was answered or was read; nothing tells which.
func (w *Workspace) Waiting() []*notebook.Record {
	var list []*notebook.Record
	for _, r := range w.Notebook().Records("question") {
		if strings.TrimSpace(r.Get("answer")) == "" {
			list = append(list, r)
		}
	}
	for _, r := range w.Notebook().Records("sent") {
		if w.desk.settings.Steps[mark(looked, w, r.Ref)] != readAs(r) {
			list = append(list, r)
		}
	}
	return list
}

// Accompaniment is a notebook of the vault that a group and someone from outside
// have together. Its name is this device's own.
type Accompaniment struct {
	Info
	Ours bool // this device is the group's
	Work *Workspace
}

// Accompaniments returns those of the vault, by name.
func (d *Desk) Accompaniments(ctx context.Context) ([]Accompaniment, error) {
	var list []Accompaniment
	for _, n := range d.Notebooks() {
		w, err := d.Notebook(ctx, n.ID)
		if !d.Between(n.ID) {
			continue // one that does not open says so where it is opened
		}
		if err != nil {
			return nil, err
		}
		ours, err := w.Ours(ctx)
		if err != nil {
			return nil, err
		}
		list = append(list, Accompaniment{n, ours, w})
	}
	slices.SortStableFunc(list, func(a, b Accompaniment) int { return strings.Compare(foldTitle(a.Name), foldTitle(b.Name)) })
	return list, nil
}
