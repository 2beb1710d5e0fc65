package ui

import (
	"strings"

	"amparo/internal/locale"
	"amparo/internal/ui/html"
)

// page is what a handler gives to the layout.
type page struct {
	Heading string  // names the page; it has the focus when the page opens
	Typed   bool    // the heading is a text of people, in their direction
	Over    string  // a few words over the heading, such as the name of the sheet
	Lead    string  // one or two sentences under it
	Place   string  // the station of the path that this page belongs to: "plan"
	Wide    bool    // takes the whole width of a laptop
	Still   bool    // something in Body has the focus in place of the heading
	Bare    bool    // without the path: at the door, in a guided form
	Faults  []fault // what stands in the way of a form; the summary has the focus
	Body    html.Node
}

// fault is what stands in the way of one field of a form.
type fault struct {
	ID   string // of the field
	Text string
}

// page lays out a page.
func (v *visit) page(p page) Response {
	root := html.E("html", html.A("lang", v.Lang()), html.A("dir", v.direction()),
		html.If(v.settings.TextSize != "", html.A("data-size", v.settings.TextSize)),
		v.head(),
		html.E("body", html.A("data-locked", v.T("This is locked now. What you typed is still on this page. Open the notebook in another window, then save here.")),
			html.A("data-unsaved", v.T("Not saved yet. We try again.")),
			html.E("a.skip", html.A("href", "#main"), html.Text(v.T("Skip to the page"))),
			v.top(),
			html.If(v.desk != nil && v.desk.Passing(), v.passing()),
			v.noticed(),
			v.whoReads(),
			html.If(!p.Bare && v.desk != nil && v.app.current != "" && (v.work != nil || !v.desk.Between(v.app.current)), v.path(p.Place)),
			v.main(p),
			v.foot(),
		))
	status := 200
	if p.Faults != nil {
		status = 422
	}
	return Response{Status: status, Type: "text/html; charset=utf-8", Body: html.Page(root)}
}

func (v *visit) direction() string {
	if v.RTL() {
		return "rtl"
	}
	return "ltr"
}

// head is the same on every page: the title says nothing.
func (v *visit) head() html.Node {
	return html.E("head",
		html.E("meta", html.A("charset", "utf-8")),
		html.W("title", "Notes"),
		html.E("meta", html.A("name", "viewport"), html.A("content", "width=device-width, initial-scale=1")),
		html.E("meta", html.A("name", "color-scheme"), html.A("content", "light dark")),
		html.E("link", html.A("rel", "icon"), html.A("href", "data:,")),
		assets(),
	)
}

func (v *visit) top() html.Node {
	home := "/"
	return html.E("header.top",
		html.E("form.leave", html.A("method", "post"), html.A("action", "/leave"), html.A("id", "leave"),
			html.E("button.leave", html.A("title", v.T("Or press Shift three times")), html.Text(v.T("Leave quickly")))),
		html.E("a.brand", html.A("href", home), mark(), html.W("span", "Amparo")),
	)
}

// mark is the small shelter that stands beside the name.
func mark() html.Node {
	return html.E("svg", html.A("viewBox", "0 0 24 24"), html.A("aria-hidden", "true"), html.A("width", "24"), html.A("height", "24"),
		html.E("path", html.A("d", "M3 21V12a9 9 0 0 1 18 0v9M8 21v-8a4 4 0 0 1 8 0v8"),
			html.A("fill", "none"), html.A("stroke", "currentColor"), html.A("stroke-width", "2"), html.A("stroke-linecap", "round")))
}

// station is one stop of the path that leads through a notebook.
type station struct {
	name string // the Place of the pages that belong to it
	path string // in the notebook
	text string
}

func (v *visit) stations() []station {
	if v.readers != nil {
		return v.togetherStations()
	}
	return []station{
		{"home", "home", v.T("Our path")},
		{"risks", "risks", v.T("Risks")},
		{"plan", "plan", v.T("Plan")},
		{"protocols", "protocols", v.wordMany()},
		{"agree", "agreements", v.T("Agree")},
		{"live", "live", v.T("Live it")},
		{"pass", "pass", v.T("Pass it on")},
	}
}

func (v *visit) path(place string) html.Node {
	list := []html.Node{html.A("class", "path")}
	for _, s := range v.stations() {
		list = append(list, html.E("li", html.E("a", html.A("href", v.on(s.path)),
			html.If(s.name == place, html.A("aria-current", "page")), html.Text(s.text))))
	}
	return html.E("nav", html.A("aria-label", v.T("The path")), html.E("ul", list...))
}

// passing says, on every page, that someone is looking around.
func (v *visit) passing() html.Node {
	return html.E("aside.passing", html.A("aria-label", v.T("Looking around")),
		html.W("p", v.T("This collective is invented. Nothing here is kept.")),
		v.form("/look/end", html.W("button.small", v.T("Put the example away"))))
}

func (v *visit) main(p page) html.Node {
	class := "main"
	if p.Wide {
		class = "main.wide"
	}
	text := p.Heading
	if p.Faults != nil {
		text = v.F("Error: %s", text)
	}
	heading := html.Text(text)
	if p.Typed {
		heading = html.E("bdi", heading)
	}
	return html.E(class, html.A("id", "main"),
		html.If(p.Over != "", html.E("p.over", html.E("bdi", html.Text(p.Over)))),
		html.E("h1", html.A("tabindex", "-1"), html.If(p.Faults == nil && !p.Still, html.On("autofocus")), heading),
		html.If(p.Lead != "", html.W("p.lead", p.Lead)),
		html.If(p.Faults != nil, v.summary(p.Faults)),
		p.Body,
	)
}

// summary lists what stands in the way, with a way to each field.
func (v *visit) summary(faults []fault) html.Node {
	var list []html.Node
	for _, f := range faults {
		list = append(list, html.E("li", html.E("a", html.A("href", "#"+f.ID), html.Text(f.Text))))
	}
	return html.E("div.summary", html.A("role", "group"), html.A("tabindex", "-1"), html.On("autofocus"), html.A("aria-labelledby", "summary"),
		html.E("h2", html.A("id", "summary"), html.Text(v.T("One more look, please"))), html.E("ul", list...))
}

func (v *visit) foot() html.Node {
	languages := []html.Node{html.E("input", html.A("type", "hidden"), html.A("name", "back"), html.A("value", v.req.Path), off())}
	for _, l := range locale.Languages() {
		languages = append(languages, html.E("button.link", html.A("name", "language"), html.A("value", l.Code), html.A("lang", l.Code),
			html.If(l.Code == v.Lang(), html.A("aria-current", "true")), html.Text(l.Name)))
	}
	open := v.desk != nil
	return html.E("footer", v.footLine(),
		v.form("/language", languages...),
		html.E("nav", html.A("aria-label", v.T("About this program")), html.E("ul",
			html.If(v.work != nil && v.readers == nil, html.E("li", link(v.on("search"), "", v.T("Look for something")))),
			html.If(open, html.E("li", link("/notebooks", "", v.T("Notebooks")))),
			html.If(open, html.E("li", link("/settings", "", v.T("Settings")))),
			html.E("li", link("/about", "", v.T("About"))))),
		html.If(open, v.form("/lock", html.W("button.link", v.T("Lock")))),
	)
}

// link returns a link; class is "" or classes as after a tag's dot.
func link(path, class, text string) html.Node {
	return html.E(tag("a", class), html.A("href", path), html.Text(text))
}

func tag(name, class string) string {
	return strings.TrimSuffix(name+"."+class, ".")
}

// auto lets a text of people find its own direction.
func auto() html.Node { return html.A("dir", "auto") }

// written lets a text that someone wrote run in its own direction. A number has
// none, and stands where a number of the page would.
func written(text string) html.Node {
	if text != "" && strings.Trim(text, "0123456789") == "" {
		return html.Node{}
	}
	return auto()
}

// off keeps a browser from writing down what is typed into a field.
func off() html.Node { return html.A("autocomplete", "off") }
