package ui

import (
	"context"
	"errors"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showCreate offers six words and asks for nothing that could not stay empty.
func showCreate(_ context.Context, v *visit) (Response, error) {
	return v.createPage("", nil)
}

// createPage shows the form, with the words that were offered before when it is
// shown again.
func (v *visit) createPage(words string, faults []fault) (Response, error) {
	who := v.arg("who")
	if who != "us" && who != "me" {
		return Response{}, workspace.ErrNotFound
	}
	if v.desk != nil {
		return v.see("/notebooks"), nil
	}
	offered, err := v.offered(words)
	if err != nil {
		return Response{}, err
	}
	heading, alone := v.T("A notebook for us"), html.Node{}
	if who == "me" {
		heading = v.T("A notebook of my own")
		alone = html.W("p.note", v.T("The words of others open nothing of it. The first page does not show it, unless I give it a name to show."))
	}
	return v.page(page{Heading: heading, Bare: true, Faults: faults,
		Lead: v.T("Six words open it. Learn them, or write them on paper and keep the paper somewhere else."),
		Body: v.form("/create/"+who,
			offered, v.ownWords(faults), alone,
			v.line("name", v.T("What is it called?"), v.T("Any name. It is only seen inside. It can stay empty.")),
			v.labelBox(faults),
			html.W("p.note", v.T("Nobody can open it without these words, and nobody can send us new ones.")),
			html.E("div.go", html.W("button", v.T("Begin"))),
		)}), nil
}

// offered shows six words, new ones unless some were shown before.
func (v *visit) offered(words string) (html.Node, error) {
	if words == "" {
		var err error
		if words, err = v.app.host.Offer(v.Lang()); err != nil {
			return html.Node{}, err
		}
	}
	return html.E("div.card", v.six(words),
		html.E("p", link(v.req.Path, "", v.T("Other words, please"))),
		html.E("input", html.A("type", "hidden"), html.A("name", "offered"), html.A("value", words), off())), nil
}

// six shows a passphrase word by word, large enough to write it down.
func (v *visit) six(words string) html.Node {
	list := []html.Node{auto(), html.A("translate", "no")}
	for word := range strings.FieldsSeq(words) {
		list = append(list, html.W("span", word), html.Text(" "))
	}
	return html.E("p.six", list...)
}

// ownWords is where a passphrase of one's own is typed, twice.
func (v *visit) ownWords(faults []fault) html.Node {
	return html.E("details", html.If(faults != nil, html.On("open")),
		html.W("summary", v.T("We would rather use words of our own")),
		html.W("p.hint", v.T("Five or six words that do not belong together are good. They stay easy to say.")),
		v.secret("own", v.T("Our own words"), faults),
		v.secret("again", v.T("The same words once more"), faults))
}

// line is a field of one line that may stay empty, outside of any record.
func (v *visit) line(name, label, hint string) html.Node {
	id := "f-" + name
	return html.E("div.ask", html.E("label", html.A("for", id), html.Text(label)),
		html.E("p.hint", html.A("id", id+"-hint"), html.Text(hint)),
		html.E("input", html.A("id", id), html.A("name", name), html.A("aria-describedby", id+"-hint"), off(), auto(),
			html.A("value", v.req.Form.Get(name))))
}

// secret is a field whose text is not shown and never comes back.
func (v *visit) secret(name, label string, faults []fault) html.Node {
	in := inputs{v: v, faults: faults}
	id := "f-" + name
	return html.E("div.ask", html.E("label", html.A("for", id), html.Text(label)), in.fault(id),
		html.E("input", html.A("type", "password"), html.A("id", id), html.A("name", name), off(), in.described(id, false)))
}

// create makes the vault with its first notebook, and goes on to the first half
// hour.
func create(ctx context.Context, v *visit) (Response, error) {
	words, faults := v.chosenWords()
	if faults != nil || v.desk != nil {
		return v.createPage(v.req.Form.Get("offered"), faults)
	}
	label := strings.TrimSpace(v.req.Form.Get("label"))
	desk, err := workspace.Create(ctx, v.app.host.Shelf, label, []byte(words), v.app.config())
	if faults := v.taken(err, "f-own"); faults != nil {
		return v.createPage(v.req.Form.Get("offered"), faults)
	}
	if err != nil {
		return Response{}, err
	}
	v.app.take(desk)
	v.desk = desk
	if err := v.keepLanguage(ctx); err != nil {
		return Response{}, err
	}
	name := strings.TrimSpace(v.req.Form.Get("name"))
	if err := v.newNotebook(ctx, name, v.arg("who")); err != nil {
		return Response{}, err
	}
	return v.see(v.on("first", "worries")), nil
}

// keepLanguage writes down the language that was chosen before a vault was open.
func (v *visit) keepLanguage(ctx context.Context) error {
	v.settings = v.desk.Settings()
	if v.app.language == "" || v.settings.Language != "" {
		return nil
	}
	v.settings.Language = v.app.language
	return v.desk.Save(ctx, v.settings)
}

// newNotebook makes a notebook and opens it.
func (v *visit) newNotebook(ctx context.Context, name, who string) error {
	if name == "" {
		name = v.T("Our notebook")
		if who == "me" {
			name = v.T("My notebook")
		}
	}
	w, err := v.desk.NewNotebook(ctx, name)
	if err != nil {
		return err
	}
	v.app.current, v.work = w.ID(), w
	_, err = w.Add(ctx, "settings", notebook.Values{"who": {who}})
	return err
}

// chosenWords returns the passphrase: the words of one's own if there are any,
// else the offered ones.
func (v *visit) chosenWords() (string, []fault) {
	own, offered := oneSpace(v.req.Form.Get("own")), oneSpace(v.req.Form.Get("offered"))
	if own == "" && offered != "" {
		return offered, nil
	}
	if faults := v.ownFaults(own, oneSpace(v.req.Form.Get("again"))); faults != nil {
		return "", faults
	}
	return own, nil
}

// ownFaults returns what stands in the way of a passphrase of one's own.
func (v *visit) ownFaults(own, again string) []fault {
	if words := v.strength(own); words != "" {
		return []fault{{"f-own", words}}
	}
	if own != again {
		return []fault{{"f-again", v.T("The two are not the same yet. Please write both once more.")}}
	}
	return nil
}

// taken says at a field that its words open another vault that looks alike.
func (v *visit) taken(err error, field string) []fault {
	if !errors.Is(err, workspace.ErrTaken) {
		return nil
	}
	return []fault{{field, v.T("These words open another one here already, and nobody could tell the two apart. Please take other words, or give this one a name of its own to show.")}}
}

func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

// labelBox keeps the name to show out of the way until something has to be looked at.
func (v *visit) labelBox(faults []fault) html.Node {
	return html.E("details", html.If(faults != nil, html.On("open")), html.W("summary", v.T("What others see on this computer")),
		v.line("label", v.T("A name to show before it is opened"), v.T("Leave it empty and no name is shown. A plain word such as Kitchen says little.")))
}
