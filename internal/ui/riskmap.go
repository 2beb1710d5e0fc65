package ui

import (
	"cmp"
	"context"
	"strconv"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// besideOf is the reading that stands beside another one.
var besideOf = map[string]string{"impact": "impact_personal", "impact_personal": "impact"}

// A reaction from uneasy on asks what would make us calmer.
const uneasy = 3

// placed is a risk on the map, with the number that stands for it.
type placed struct {
	number              int
	risk                *notebook.Record
	probability, impact int // 1 to 5
}

// showMap places the risks by how likely and how heavy they are: a grid of words
// and numbers, and the same as a list of sentences. Reaction stands beside as a
// reading of its own; nothing is multiplied.
func showMap(_ context.Context, v *visit) (Response, error) {
	s, _ := sheetOf("risk")
	impact, reaction := "impact", "reaction"
	personal := v.req.Query.Get("for") == "person"
	if personal {
		impact, reaction = "impact_personal", "reaction_personal"
	}
	query := ""
	if personal {
		query = "for=person"
	}
	list, unplaced := place(notebook.Heaviest(v.book().RisksOf(v.of())), impact)
	list, more := fitting(list)
	if len(list)+len(unplaced) == 0 {
		return v.page(page{Heading: v.T("Risk map"), Lead: v.T(s.purpose), Place: s.place, Body: html.All(v.around(s), v.whoseRisks(v.on("map"), query), v.emptySheet(s))}), nil
	}
	return v.page(page{Heading: v.T("Risk map"), Place: s.place, Wide: true,
		Lead: cmp.Or(v.hersAlone(v.of()), v.T("How likely and how heavy, as we see it today. It helps us choose where to begin.")),
		Body: html.All(v.around(s), v.whoseRisks(v.on("map"), query), v.readings(v.on("map"), personal),
			html.E("div.two", v.grid(list, impact), v.mapList(list, more, impact, reaction)), v.unplaced(unplaced))}), nil
}

// place gives numbers to the risks that have both answers, and returns the
// others as well.
func place(risks []*notebook.Record, impact string) (list []placed, unplaced []*notebook.Record) {
	for _, r := range risks {
		p, i := five(r.Get("probability")), five(r.Get(impact))
		if p == 0 || i == 0 {
			unplaced = append(unplaced, r)
			continue
		}
		list = append(list, placed{len(list) + 1, r, p, i})
	}
	return list, unplaced
}

// fitting returns the heaviest risks that one page has room for, and whether
// there are more.
func fitting(list []placed) ([]placed, bool) {
	room := pageBytes
	for i, p := range list {
		if room -= 620 + textWeight(clip(p.risk.Title(), titleBytes)) + textWeight(clip(p.risk.Get("can_do"), 200)); room < 0 {
			return list[:i], true
		}
	}
	return list, false
}

// five reads an answer of a scale of five, 0 for none.
func five(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 5 {
		return 0
	}
	return n
}

// readings lead, on the page of that path, from the group's reading to a
// person's and back.
func (v *visit) readings(path string, personal bool) html.Node {
	item := func(path, text string, here bool) html.Node {
		return html.E("li", html.E("a", html.A("href", path), html.If(here, html.A("aria-current", "true")), html.Text(text)))
	}
	return html.E("nav", html.A("aria-label", v.T("For whom")), html.E("ul",
		item(path+ofHer(v.of(), "?"), v.T("For us as a group"), !personal),
		item(path+"?for=person"+ofHer(v.of(), "&"), v.T("For one of us, in her own life"), personal)))
}

// grid is the map itself: probability upwards, impact along the line.
func (v *visit) grid(list []placed, impact string) html.Node {
	k := notebook.KindOf("risk")
	fp, fi := k.Field("probability"), k.Field(impact)
	cells := map[[2]int][]placed{}
	for _, p := range list {
		at := [2]int{p.probability, p.impact}
		cells[at] = append(cells[at], p)
	}
	head := []html.Node{html.W("td", "")}
	for i := 1; i <= 5; i++ {
		head = append(head, html.E("th", html.A("scope", "col"), html.Text(v.scaleWord(fi, strconv.Itoa(i)))))
	}
	var rows []html.Node
	for p := 5; p >= 1; p-- {
		row := []html.Node{html.E("th", html.A("scope", "row"), html.Text(v.scaleWord(fp, strconv.Itoa(p))))}
		for i := 1; i <= 5; i++ {
			row = append(row, v.square(cells[[2]int{p, i}], p+i))
		}
		rows = append(rows, html.E("tr", row...))
	}
	return html.E("table.grid",
		html.E("caption", html.Text(v.F("%s upwards, %s along the line. The numbers stand in the list.", v.label(fp), v.label(fi)))),
		html.E("thead", html.E("tr", head...)), html.E("tbody", rows...))
}

// square is one field of the map. The tint above the diagonal says nothing that
// the headings do not say.
func (v *visit) square(list []placed, sum int) html.Node {
	class := ""
	if sum > 6 {
		class = "t"
	}
	var links []html.Node
	for _, p := range list {
		links = append(links, html.E("a.dot", html.A("href", "#risk-"+strconv.Itoa(p.number)), html.Text(v.Number(p.number)),
			html.E("span.vh", html.Text(" "+clip(p.risk.Title(), 60)))))
	}
	return html.E(tag("td", class), links...)
}

// mapList says the same in sentences, heaviest first, each with its reaction
// and with what we can do.
func (v *visit) mapList(list []placed, more bool, impact, reaction string) html.Node {
	k := notebook.KindOf("risk")
	var items []html.Node
	for _, p := range list {
		where := v.answered(k.Field("probability"), p.risk) + " " + v.answered(k.Field(impact), p.risk)
		if other := k.Field(besideOf[impact]); p.risk.Get(other.Name) != "" {
			where += " " + v.answered(other, p.risk)
		}
		items = append(items, html.E("li", html.A("id", "risk-"+strconv.Itoa(p.number)), html.W("span.dot", v.Number(p.number)),
			html.E("div", html.E("a", html.A("href", v.on("risk", p.risk.ID.String())), auto(), html.Text(clip(p.risk.Title(), titleBytes))),
				html.W("p.quiet", where), v.calmer(p.risk, k.Field(reaction)), v.canDo(p.risk))))
	}
	return html.All(html.E("ol.rows.flow", items...), html.If(more, html.E("p", link(v.on("risks")+"?by=weight"+ofHer(v.of(), "&"), "", v.T("All risks")))))
}

// answered says one answer of a risk: "Impact: heavy."
func (v *visit) answered(f *notebook.Field, r *notebook.Record) string {
	return v.label(f) + ": " + v.scaleWord(f, r.Get(f.Name)) + "."
}

// calmer is the reading of its own: how we would take it.
func (v *visit) calmer(r *notebook.Record, f *notebook.Field) html.Node {
	n := five(r.Get(f.Name))
	if n == 0 {
		return html.Node{}
	}
	return html.All(html.W("p", v.answered(f, r)),
		html.If(n >= uneasy, v.calmTogether(r, v.on("risk", r.ID.String()))))
}

// canDo stands with every risk: what we can do, or the question.
func (v *visit) canDo(r *notebook.Record) html.Node {
	if text := r.Get("can_do"); text != "" {
		return html.E("p", html.W("strong", v.T("What we can do:")), html.Text(" "), html.E("bdi", html.Text(clip(text, 200))))
	}
	return html.E("p", link(v.on("risk", r.ID.String())+"/answer/can_do", "", v.T("What can we do?")))
}

// unplaced lists, gently, what has no place yet.
func (v *visit) unplaced(list []*notebook.Record) html.Node {
	if len(list) == 0 {
		return html.Node{}
	}
	var items []html.Node
	for _, r := range list[:min(len(list), pageRows)] {
		items = append(items, html.E("li", html.E("a", html.A("href", v.on("risk", r.ID.String())+"/ask/probability"), auto(), html.Text(clip(r.Title(), titleBytes)))))
	}
	return html.E("section", html.W("h2", v.T("Without a place yet")),
		html.W("p.quiet", v.T("They can stay so. When we want, we say how likely and how heavy they are.")), html.E("ul", items...))
}
