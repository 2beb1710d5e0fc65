package ui

import (
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// twoReadings shows how heavy a risk is, and how it would be taken, for our work
// and for one of us, side by side. Each number is said by itself; none of them
// is combined with another.
func (v *visit) twoReadings(r *notebook.Record) html.Node {
	if r.Kind != "risk" {
		return html.Node{}
	}
	path := v.on("risk", r.ID.String())
	ways := html.E("ul",
		html.E("li", link(path+"/moves", "", v.T("How our view moved"))),
		html.E("li", link(path+"/apart", "", v.T("Rate apart first"))))
	group, person := v.T("For us as a group"), v.T("For one of us, in her own life")
	row := func(name, personal string) html.Node {
		f := notebook.KindOf("risk").Field(name)
		return html.E("tr", html.A("role", "row"), html.E("th", html.A("scope", "row"), html.A("role", "rowheader"), html.Text(v.label(f))),
			cell(group, v.oneReading(r, name)), cell(person, v.oneReading(r, personal)))
	}
	return html.E("section", html.W("h2", v.T("How we see it")), html.E("table.sheet", html.A("role", "table"), html.E("caption.vh", html.Text(v.T("How we see it"))),
		html.E("thead", html.A("role", "rowgroup"), html.E("tr", html.A("role", "row"), html.E("td", html.A("role", "cell")), heading(group), heading(person))),
		html.E("tbody", html.A("role", "rowgroup"), row("impact", "impact_personal"), row("reaction", "reaction_personal"))),
		v.calmTogether(r, path), ways)
}

// oneReading is one answer, as a word and as dots, or its question.
func (v *visit) oneReading(r *notebook.Record, name string) html.Node {
	f := notebook.KindOf("risk").Field(name)
	if word := v.scaleWord(f, r.Get(name)); word != "" {
		return html.E("p", html.Text(word+" "), scaleDots(five(r.Get(name))))
	}
	return html.E("p", link(v.on("risk", r.ID.String(), "answer", name), "", v.T(f.Question)))
}

// scaleDots shows a step of five as a place in a row. They follow the direction
// of the text, and say nothing that the word beside them does not.
func scaleDots(n int) html.Node {
	if n == 0 {
		return html.Node{}
	}
	return html.E("span.quiet", html.A("aria-hidden", "true"), html.Text(strings.Repeat("○", n-1)+"●"+strings.Repeat("○", 5-n)))
}

// calmTogether asks what would make us calmer where one of the reactions is
// uneasy, and says what we found.
func (v *visit) calmTogether(r *notebook.Record, path string) html.Node {
	if text := r.Get("calmer"); text != "" {
		return html.E("p", html.W("strong", v.T("What would make us calmer")+":"), html.Text(" "), html.E("bdi", html.Text(clip(text, cellBytes))))
	}
	if max(five(r.Get("reaction")), five(r.Get("reaction_personal"))) < uneasy {
		return html.Node{}
	}
	return html.E("p", link(path+"/answer/calmer", "", v.T("What would make us calmer?")))
}
