package workspace

import (
	"context"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/share"
)

// Edit is what a form or a command gives one field. With Stamp "" it takes the
// place of whatever stands there.
type Edit struct {
	Field string
	Texts []string
	Stamp string // what Stamp returned when the form was shown
}

// Stamp returns what a form carries of a field that it shows: the versions that
// stand in it and a hash of its text. When the form comes back, a field that was
// not touched changes nothing, and one that was replaces only what its writer
// had seen.
func Stamp(r *notebook.Record, field string) string {
	return notebook.FormatVersions(r.Versions(field)) + "." + textHash(r.Get(field))
}

func textHash(text string) string {
	h := fnv.New64a()
	h.Write([]byte(clean(text)))
	return strconv.FormatUint(h.Sum64(), 36)
}

// readStamp returns the versions and the hash that a stamp holds. A text that
// is no stamp counts as none.
func readStamp(stamp string) (seen []notebook.Version, hash string, ok bool) {
	versions, hash, ok := strings.Cut(stamp, ".")
	if !ok {
		return nil, "", false
	}
	seen, err := notebook.ParseVersions(versions)
	if err != nil {
		return nil, "", false
	}
	if seen == nil {
		seen = []notebook.Version{}
	}
	return seen, hash, true
}

// Add makes a record of the kind and returns its name. Its first field must be
// filled, unless the kind has only one record. It returns a *FieldError when a
// value does not fit its field.
func (w *Workspace) Add(ctx context.Context, kind string, v notebook.Values) (notebook.Ref, error) {
	refs, err := w.Write(ctx, []notebook.Draft{{Kind: kind, Values: v}})
	if err != nil {
		return notebook.Ref{}, err
	}
	return refs[0], nil
}

// Set gives fields of a record new values; all of them or, with an error, none.
// A record that was removed meanwhile comes back with the edit. Whoever changes a
// record has looked at it: that answers what it asked until now.
func (w *Workspace) Set(ctx context.Context, ref notebook.Ref, edits ...Edit) error {
	k := notebook.KindOf(ref.Kind)
	if k == nil || !k.Only && w.Notebook().Look(ref) == nil {
		return ErrNotFound
	}
	f := w.form()
	for _, e := range edits {
		if err := f.set(k, ref, e); err != nil {
			return err
		}
	}
	if f.edit.Change() != nil {
		w.answer(f.edit, ref)
		f.closed(ref)
	}
	return w.flush(ctx, f.edit)
}

// Import makes records of all drafts in one change, or of none. A draft that
// names a record which is there already gives it the draft's values. It is for
// what comes from elsewhere; what someone types goes through Write.
func (w *Workspace) Import(ctx context.Context, drafts []notebook.Draft) ([]notebook.Ref, error) {
	return w.make(ctx, w.arrived(drafts))
}

func (w *Workspace) make(ctx context.Context, drafts []notebook.Draft) ([]notebook.Ref, error) {
	f := w.form()
	refs := make([]notebook.Ref, len(drafts))
	for i, d := range drafts {
		k := notebook.KindOf(d.Kind)
		if k == nil {
			return nil, &FieldError{Kind: d.Kind, Problem: Unknown}
		}
		refs[i] = f.place(k, d)
	}
	for i, d := range drafts {
		if err := f.draft(refs[i], d); err != nil {
			return nil, err
		}
	}
	return refs, w.flush(ctx, f.edit)
}

// Remove removes a record; it can be brought back for thirty days. One of a kind
// without an order goes for good at once.
func (w *Workspace) Remove(ctx context.Context, ref notebook.Ref) error {
	if w.Notebook().Get(ref) == nil {
		return ErrNotFound
	}
	if notebook.KindOf(ref.Kind).Unordered {
		return w.Forget(ctx, ref)
	}
	e := w.edit()
	e.Remove(ref)
	return w.flush(ctx, e)
}

// Restore brings a removed record back.
func (w *Workspace) Restore(ctx context.Context, ref notebook.Ref) error {
	if w.Notebook().Look(ref) == nil {
		return ErrNotFound
	}
	f := w.form()
	f.closed(ref)
	f.edit.Restore(ref)
	return w.flush(ctx, f.edit)
}

// Move puts a record before another of its kind, or with the zero ID at the
// end of its list.
func (w *Workspace) Move(ctx context.Context, ref notebook.Ref, before notebook.ID) error {
	if w.Notebook().Get(ref) == nil {
		return ErrNotFound
	}
	list := slices.DeleteFunc(slices.Clone(w.Notebook().Records(ref.Kind)), func(r *notebook.Record) bool { return r.Ref == ref })
	at := slices.IndexFunc(list, func(r *notebook.Record) bool { return r.ID == before })
	low, high := lastOrder(list), ""
	if at >= 0 {
		low, high = lastOrder(list[:at]), list[at].Get(notebook.Order)
	}
	e := w.edit()
	e.Set(ref, notebook.Order, between(low, high), nil)
	return w.flush(ctx, e)
}

// RowFromRisk makes a row of the plan from a risk, or returns the row that
// answers it already.
func (w *Workspace) RowFromRisk(ctx context.Context, risk notebook.ID) (notebook.Ref, error) {
	r := w.Notebook().Get(notebook.Ref{Kind: "risk", ID: risk})
	if r == nil {
		return notebook.Ref{}, ErrNotFound
	}
	for row := range w.Notebook().Linking(r, "row", "risks") {
		return row.Ref, nil
	}
	return w.Add(ctx, "row", notebook.Values{"threats": {r.Title()}, "risks": {risk.String()}})
}

// form collects the edits of one flush and the records that it makes on the way.
type form struct {
	w     *Workspace
	edit  *change.Edit
	made  map[notebook.Ref]string // title of each record made in this flush, folded
	order map[string]string       // the last order of each kind
}

func (w *Workspace) form() *form {
	return &form{w: w, edit: w.edit(), made: map[notebook.Ref]string{}, order: map[string]string{}}
}

// place returns the ref of a draft's record and, for a new one, its place at
// the end of the list.
func (f *form) place(k *notebook.Kind, d notebook.Draft) notebook.Ref {
	ref := notebook.Ref{Kind: k.Name, ID: d.ID}
	if k.Only {
		ref.ID = notebook.Single(k.Name)
		return ref
	}
	if ref.ID != (notebook.ID{}) && f.w.Notebook().Look(ref) != nil {
		return ref
	}
	if ref.ID == (notebook.ID{}) {
		ref.ID = f.w.desk.config.newID()
	}
	f.append(ref, strings.Join(firstOf(k, d.Values), ""))
	return ref
}

func firstOf(k *notebook.Kind, v notebook.Values) []string {
	if texts, ok := v[k.Fields[0].Name]; ok {
		return texts
	}
	return v["title"]
}

func (f *form) append(ref notebook.Ref, title string) {
	f.made[ref] = foldTitle(title)
	if notebook.KindOf(ref.Kind).Unordered {
		return
	}
	last, ok := f.order[ref.Kind]
	if !ok {
		last = lastOrder(f.w.Notebook().Records(ref.Kind))
	}
	f.order[ref.Kind] = between(last, "")
	f.edit.Set(ref, notebook.Order, f.order[ref.Kind], nil)
}

// draft writes a draft's values in the order of the declaration.
func (f *form) draft(ref notebook.Ref, d notebook.Draft) error {
	k := notebook.KindOf(ref.Kind)
	first := k.Fields[0].Name
	for name := range d.Values {
		if k.Field(name) == nil && name != "title" {
			return &FieldError{Kind: k.Name, Field: name, Problem: Unknown}
		}
	}
	if text := strings.Join(firstOf(k, d.Values), ""); strings.TrimSpace(text) == "" && !k.Only {
		return &FieldError{Kind: k.Name, Field: first, Problem: Empty}
	}
	for i := range k.Fields {
		texts, ok := d.Values[k.Fields[i].Name]
		if i == 0 && !ok {
			texts, ok = d.Values["title"]
		}
		if ok {
			if err := f.set(k, ref, Edit{Field: k.Fields[i].Name, Texts: texts}); err != nil {
				return err
			}
		}
	}
	return nil
}

// set writes one field.
func (f *form) set(k *notebook.Kind, ref notebook.Ref, e Edit) error {
	field := k.Field(e.Field)
	if field == nil && e.Field == "title" {
		field = &k.Fields[0]
	}
	if field == nil {
		return &FieldError{Kind: k.Name, Field: e.Field, Problem: Unknown}
	}
	if !f.w.takes(k) {
		return &FieldError{Kind: k.Name, Field: field.Name, Problem: Apart}
	}
	if k.Own && !f.w.Own() {
		return &FieldError{Kind: k.Name, Field: field.Name, Problem: NotHere}
	}
	if k.Name == "settings" && field.Name == "who" && f.w.holdsOwn() && strings.Join(e.Texts, "") != "me" {
		return &FieldError{Kind: k.Name, Field: field.Name, Problem: OwnHere}
	}
	switch field.Type {
	case notebook.Refs:
		return f.setRefs(k, ref, field, e)
	case notebook.Marks:
		return f.setMarks(k, ref, field, e)
	}
	text := clean(strings.Join(e.Texts, "\n"))
	if err := check(k, field, text); err != nil {
		return err
	}
	if f.opens(ref, field, text) {
		return &FieldError{Kind: k.Name, Field: k.Fields[0].Name, Problem: OneOpen}
	}
	seen, hash, ok := readStamp(e.Stamp)
	if ok && hash == textHash(text) {
		return nil
	}
	f.edit.Set(ref, field.Name, text, seen)
	return nil
}

// check says what does not fit a field.
func check(k *notebook.Kind, f *notebook.Field, text string) error {
	problem, most := Problem(""), maxText
	if f.Hidden {
		most = maxFixed
	}
	switch {
	case len(text) > most:
		problem = TooLong
	case f == &k.Fields[0] && strings.TrimSpace(text) == "" && !k.Only:
		problem = Empty
	case !f.Answered(text):
		problem = map[notebook.Type]Problem{
			notebook.Choice: NotOnScale, notebook.Date: NotADate, notebook.Number: NotANumber, notebook.Line: OneLine,
		}[f.Type]
	}
	if problem == "" {
		return nil
	}
	return &FieldError{Kind: k.Name, Field: f.Name, Problem: problem}
}

// setRefs makes the set hold the records that the texts name.
func (f *form) setRefs(k *notebook.Kind, ref notebook.Ref, field *notebook.Field, e Edit) error {
	var want []string
	for _, text := range e.Texts {
		if text = strings.TrimSpace(clean(text)); text == "" {
			continue
		}
		id, err := f.named(field, text)
		if err != nil {
			return err
		}
		if !slices.Contains(want, id) {
			want = append(want, id)
		}
	}
	if field.Max > 0 && len(want) > field.Max {
		return &FieldError{Kind: k.Name, Field: field.Name, Problem: TooMany}
	}
	f.setTo(ref, field, want, e)
	if ref.Kind == "protocol" && field.Name == "risks" {
		f.lookAt(ref, want)
	}
	return nil
}

// lookAt keeps how risks are when a protocol comes to answer them.
func (f *form) lookAt(protocol notebook.Ref, risks []string) {
	var have []string
	if r := f.w.Notebook().Look(protocol); r != nil {
		have = r.Set("risks")
	}
	for _, text := range risks {
		id, err := notebook.ParseID(text)
		if risk := f.w.Notebook().Get(notebook.Ref{Kind: "risk", ID: id}); err == nil && risk != nil && !slices.Contains(have, text) {
			f.edit.Include(protocol, notebook.Looked, notebook.Seen(risk))
		}
	}
}

// setMarks makes the set hold the texts.
func (f *form) setMarks(k *notebook.Kind, ref notebook.Ref, field *notebook.Field, e Edit) error {
	var want []string
	for _, text := range e.Texts {
		if text == "" || slices.Contains(want, text) {
			continue
		}
		if !field.Answered(text) {
			return &FieldError{Kind: k.Name, Field: field.Name, Problem: TooLong}
		}
		want = append(want, text)
	}
	f.setTo(ref, field, want, e)
	return nil
}

// setTo takes out of a set what is wanted no more, as far as its writer had
// seen it, and puts in what is new.
func (f *form) setTo(ref notebook.Ref, field *notebook.Field, want []string, e Edit) {
	seen, _, _ := readStamp(e.Stamp)
	var have []string
	if r := f.w.Notebook().Look(ref); r != nil {
		have = r.Set(field.Name)
	}
	for _, text := range have {
		if !slices.Contains(want, text) {
			f.edit.Exclude(ref, field.Name, text, seen)
		}
	}
	for _, text := range want {
		f.edit.Include(ref, field.Name, text)
	}
}

// named returns the id of the record that a text names by id or by title, or by
// the first line of one; an unknown title makes a new record.
func (f *form) named(field *notebook.Field, text string) (string, error) {
	if id, err := notebook.ParseID(text); err == nil {
		ref := notebook.Ref{Kind: field.Of, ID: id}
		if _, made := f.made[ref]; made || f.w.Notebook().Look(ref) != nil {
			return text, nil
		}
	}
	title := foldTitle(text)
	for _, r := range f.w.Notebook().Records(field.Of) {
		if line, _, _ := strings.Cut(strings.TrimSpace(r.Title()), "\n"); foldTitle(r.Title()) == title || foldTitle(line) == title {
			return r.ID.String(), nil
		}
	}
	for ref, made := range f.made {
		if ref.Kind == field.Of && made == title {
			return ref.ID.String(), nil
		}
	}
	k := notebook.KindOf(field.Of)
	if err := check(k, &k.Fields[0], text); err != nil {
		return "", err
	}
	ref := notebook.Ref{Kind: k.Name, ID: f.w.desk.config.newID()}
	f.append(ref, text)
	f.edit.Set(ref, k.Fields[0].Name, text, nil)
	return ref.ID.String(), nil
}

// The longest text of one field in bytes, and of one that nobody types into: a
// fixed version holds the whole plan.
const (
	maxText  = 256 << 10
	maxFixed = 16 << 20
)

// clean gives line ends one form and puts a mark for bytes that are no text.
func clean(text string) string {
	return strings.ToValidUTF8(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\uFFFD")
}

func foldTitle(text string) string {
	return strings.ToLower(strings.Join(strings.Fields(text), " "))
}

// Share returns what would leave with these picks; see package share.
func (w *Workspace) Share(picks []share.Pick) share.Share { return share.Build(w.Notebook(), picks) }

// Echoes returns the words that those picks have in common with what stays
// private.
func (w *Workspace) Echoes(picks []share.Pick) []share.Echo {
	return share.Echoes(w.Notebook(), picks)
}
