package ui

import (
	"errors"
	"slices"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// form returns a form that is posted when someone says so.
func (v *visit) form(action string, kids ...html.Node) html.Node {
	return html.E("form", append([]html.Node{html.A("method", "post"), html.A("action", action), off()}, kids...)...)
}

// inputs draws the fields of one record, from the declaration of its kind.
type inputs struct {
	v      *visit
	kind   *notebook.Kind
	record *notebook.Record // nil for something new
	typed  notebook.Values  // what came back, when the form is shown again
	faults []fault
	prefix string // before every name, where one form has fields of several records
}

// inputs returns the fields of a record, or of a new one with nil.
func (v *visit) inputs(k *notebook.Kind, r *notebook.Record) *inputs {
	return &inputs{v: v, kind: k, record: r}
}

// again returns the fields as they were typed, with the fault beside the field
// that it is about. An error of another kind is no fault of a field; the caller
// has looked with errors.As before.
func (v *visit) again(k *notebook.Kind, r *notebook.Record, err error) *inputs {
	in := &inputs{v: v, kind: k, record: r, typed: notebook.Values(v.req.Form)}
	var f *workspace.FieldError
	if errors.As(err, &f) {
		in.faults = []fault{{"f-" + f.Field, v.problem(f.Problem)}}
	}
	return in
}

// question returns a field as a guided form asks it: the question, why it is
// asked, and an example.
func (in *inputs) question(f *notebook.Field) html.Node {
	return in.block(f, in.v.own(in.v.T(f.Question)), f.Why, f.Example)
}

// note returns the box for words to an answer, where the field has one.
func (in *inputs) note(f *notebook.Field) html.Node {
	n := in.kind.Field(f.Note)
	if n == nil {
		return html.Node{}
	}
	return in.block(n, in.v.T("Some words to it, if we like"), n.Why, "")
}

// field returns a field as a record's page shows it: its name and why it is
// asked.
func (in *inputs) field(f *notebook.Field) html.Node {
	return in.block(f, in.v.label(f), f.Question, "")
}

// label returns the name of a field in the group's words.
func (v *visit) label(f *notebook.Field) string { return v.own(v.T(f.Label)) }

func (in *inputs) block(f *notebook.Field, name, hint, example string) html.Node {
	id := "f-" + in.prefix + f.Name
	hints := html.All(
		html.If(hint != "", html.E("p.hint", html.A("id", id+"-hint"), html.Text(in.v.own(in.v.T(hint))))),
		html.If(example != "", html.E("p.example", html.W("span", in.v.T("For example:")), html.Text(" "+in.v.T(example)))),
		in.fault(id), in.beside(f))
	was := html.E("input", html.A("type", "hidden"), html.A("name", "was."+in.prefix+f.Name), html.A("value", in.stamp(f)), off())
	switch f.Type {
	case notebook.Choice:
		return html.E("fieldset.ask", html.A("id", id), html.W("legend", name), hints, in.steps(f), was)
	case notebook.Refs:
		return html.E("fieldset.ask", html.A("id", id), html.W("legend", name), hints, in.picks(f), was)
	}
	return html.E("div.ask", html.E("label", html.A("for", id), html.Text(name)), hints, in.box(f, id, hint != ""), in.measures(f), was)
}

// measures says, under a list of measures, where a breath helps and when they
// have become many.
func (in *inputs) measures(f *notebook.Field) html.Node {
	if in.kind.Name != "protocol" || !slices.Contains(parts(), f.Name) {
		return html.Node{}
	}
	switch n := len(notebook.Items(in.text(f.Name))); {
	case n > notebook.Many:
		return html.W("p.note", in.v.T("These are many. Fewer are easier to live by. What could go together?"))
	case n >= notebook.Pause:
		return html.W("p.hint", in.v.T("That is a good handful. On the card there is a breath after the fifth."))
	}
	return html.Node{}
}

func (in *inputs) fault(id string) html.Node {
	for _, f := range in.faults {
		if f.ID == id {
			return html.E("p.fault", html.A("id", id+"-fault"), html.Text(f.Text))
		}
	}
	return html.Node{}
}

// beside shows the values of a field that stand side by side, each with the
// stamp by which app.js finds the one that it has written itself.
func (in *inputs) beside(f *notebook.Field) html.Node {
	if in.record == nil {
		return html.Node{}
	}
	values := in.record.Beside(f.Name)
	if values == nil {
		return html.Node{}
	}
	list := []html.Node{}
	for _, value := range values {
		alone := &notebook.Record{Ref: in.record.Ref, Fields: map[string][]notebook.Value{f.Name: {value}}}
		shown := value.Text
		if f.Type == notebook.Choice {
			shown = in.v.scaleWord(f, value.Text)
		}
		list = append(list, html.E("li", html.A("data-stamp", workspace.Stamp(alone, f.Name)), html.A("data-value", value.Text), html.E("bdi", html.Text(shown))))
	}
	return html.E("div.beside", html.W("p", in.v.T("Written at the same time. Both are kept until we choose:")), html.E("ul", list...),
		html.If(!in.kind.Only, html.E("p", link(in.v.on(in.kind.Name, in.record.ID.String(), "beside", f.Name), "", in.v.T("Choose together")))))
}

func (in *inputs) stamp(f *notebook.Field) string {
	if in.typed != nil {
		return Values(in.typed).Get("was." + in.prefix + f.Name)
	}
	if in.record == nil {
		return ""
	}
	return workspace.Stamp(in.record, f.Name)
}

// texts returns what stands in a field of the form.
func (in *inputs) texts(name string) []string {
	switch {
	case in.typed != nil:
		return in.typed[in.prefix+name]
	case in.record != nil:
		return in.record.Set(name)
	}
	return nil
}

func (in *inputs) text(name string) string {
	if list := in.texts(name); len(list) > 0 {
		return list[0]
	}
	return ""
}

// box returns the field of a Line, a Text, Lines, a Date or a Number.
func (in *inputs) box(f *notebook.Field, id string, hinted bool) html.Node {
	common := html.All(html.A("id", id), html.A("name", in.prefix+f.Name), off(), in.described(id, hinted),
		html.If(f == &in.kind.Fields[0] && !in.kind.Only, html.On("required")))
	value := in.text(f.Name)
	switch f.Type {
	case notebook.Text, notebook.Lines:
		return html.E("textarea", common, auto(), html.A("rows", rows(value)), html.Text(value))
	case notebook.Date:
		return html.E("input.short", common, html.A("type", "date"), html.A("value", value))
	case notebook.Number:
		return html.E("input.short", common, html.A("inputmode", "numeric"), html.A("value", value))
	}
	return html.E("input", common, auto(), html.A("value", value))
}

// rows is the height of a box: a little more than what stands in it.
func rows(value string) string {
	n := strings.Count(value, "\n") + len(value)/60 + 2
	return string(rune('0' + min(max(n, 3), 9)))
}

func (in *inputs) described(id string, hinted bool) html.Node {
	var ids []string
	if hinted {
		ids = append(ids, id+"-hint")
	}
	wrong := slices.ContainsFunc(in.faults, func(f fault) bool { return f.ID == id })
	if wrong {
		ids = append(ids, id+"-fault")
	}
	return html.All(
		html.If(len(ids) > 0, html.A("aria-describedby", strings.Join(ids, " "))),
		html.If(wrong, html.A("aria-invalid", "true")))
}

// steps returns a scale as a group of answers in words, "not sure" being one
// but for what is set once for a whole notebook.
func (in *inputs) steps(f *notebook.Field) html.Node {
	class := "div.steps"
	if f.Numbered {
		class = "div.steps.scale"
	}
	var list []html.Node
	for _, step := range f.Scale {
		list = append(list, in.step(f, step.Value, in.v.scaleStep(f, step)))
	}
	if !in.kind.Only {
		list = append(list, in.step(f, "", in.v.none(f)))
	}
	return html.E(class, list...)
}

// none returns what no answer is called: "not sure" where the scale has no step
// for that.
func (v *visit) none(f *notebook.Field) string {
	if f.Unsure() == "" {
		return v.T("not sure")
	}
	return v.T("not asked yet")
}

// scaleStep returns what stands beside one answer of a scale: words always, and
// the number before them where the group likes numbers.
func (v *visit) scaleStep(f *notebook.Field, step notebook.Step) string {
	if f.Numbered && v.numbers() {
		return step.Value + " · " + v.T(step.Word)
	}
	return v.own(v.T(step.Word))
}

func (in *inputs) step(f *notebook.Field, value, words string) html.Node {
	return html.E("label", html.E("input", html.A("type", "radio"), html.A("name", in.prefix+f.Name), html.A("value", value), off(),
		html.If(in.text(f.Name) == value, html.On("checked"))), html.W("span", words))
}

// posted returns what a form says of a field, and whether it has the field. The
// name is the field's, with its prefix.
func (v *visit) posted(f *notebook.Field, name string) ([]string, bool) {
	_, asked := v.req.Form["was."+name]
	texts, given := v.req.Form[name]
	if !asked && !given {
		return nil, false
	}
	if f.Type != notebook.Refs {
		if !given {
			return nil, false
		}
		return texts[:1], true
	}
	return append(slices.Clone(texts), notebook.Items(v.req.Form.Get(name+".new"))...), true
}

// edits returns what a form gave the fields of a record that is there.
func (v *visit) edits(k *notebook.Kind) []workspace.Edit { return v.editsOf(k, "") }

// editsOf does so for fields whose names have a prefix.
func (v *visit) editsOf(k *notebook.Kind, prefix string) []workspace.Edit {
	var list []workspace.Edit
	for i := range k.Fields {
		f := &k.Fields[i]
		if texts, ok := v.posted(f, prefix+f.Name); ok && !f.Hidden {
			list = append(list, workspace.Edit{Field: f.Name, Texts: texts, Stamp: v.req.Form.Get("was." + prefix + f.Name)})
		}
	}
	return list
}

// values returns what a form gave the fields of a new record.
func (v *visit) values(k *notebook.Kind) notebook.Values {
	values := notebook.Values{}
	for i := range k.Fields {
		f := &k.Fields[i]
		if texts, ok := v.posted(f, f.Name); ok && !f.Hidden && strings.Join(texts, "") != "" {
			values[f.Name] = texts
		}
	}
	return values
}
