package ui

import (
	"context"
	"slices"
	"strconv"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui/html"
)

// mostBack is how many records of each part the page names.
const mostBack = 40

// spans are the months that one can look back on; the first is offered.
func spans() []int { return []int{3, 1, 6, 12} }

// showLookBack shows what came and went in the last months, with room for what
// we are proud of.
func showLookBack(ctx context.Context, v *visit) (Response, error) {
	b, months, err := v.lookedBack(ctx)
	if err != nil {
		return Response{}, err
	}
	b, more := b.Brief(mostBack)
	k := notebook.KindOf("plan")
	in := v.inputs(k, v.aboutPlan())
	return v.page(page{Heading: v.T("Looking back"), Place: "live", Wide: true,
		Lead: v.T("What came, what went, and what we are glad about. Good to read aloud together."),
		Body: html.All(v.aroundStation("live"), v.nearSpans(months),
			v.recordForm(v.on("about-plan"), v.aboutPlan(), in.question(k.Field("proud"))),
			v.document(paper.LookBack(b, v.Locale, v.paper())),
			html.If(more, html.W("p.quiet", v.T("There is more. The print has all of it."))),
			v.printWays(v.T("Print this look back"), v.on("print", "look-back"), "&months="+strconv.Itoa(months)))}), nil
}

// nearSpans leads to other spans of time.
func (v *visit) nearSpans(months int) html.Node {
	var list []html.Node
	for _, n := range []int{1, 3, 6, 12} {
		words := v.N("the last month", "the last %d months", n)
		if n == 12 {
			words = v.T("the last year")
		}
		list = append(list, html.E("li", html.E("a", html.A("href", v.on("look-back")+"?months="+strconv.Itoa(n)),
			html.If(n == months, html.A("aria-current", "true")), html.Text(words))))
	}
	return html.E("nav.sub", html.A("aria-label", v.T("How far back")), html.E("ul", list...))
}

// lookedBack returns what came and went in the span that is asked for.
func (v *visit) lookedBack(ctx context.Context) (notebook.Back, int, error) {
	months, err := strconv.Atoi(v.req.Query.Get("months"))
	if err != nil || !slices.Contains(spans(), months) {
		months = spans()[0]
	}
	b, err := v.work.LookBack(ctx, v.monthsOn(-months))
	return b, months, err
}

// printLookBack is the same, to print.
func printLookBack(ctx context.Context, v *visit) (Response, error) {
	b, _, err := v.lookedBack(ctx)
	if err != nil {
		return Response{}, err
	}
	return v.printedAs(paper.LookBack(b, v.Locale, v.paperAsked()))
}
