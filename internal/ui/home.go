package ui

import (
	"context"
	"slices"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// showHome is the path through the notebook: where we are, and what could come
// next. Nothing is counted against anyone.
func showHome(ctx context.Context, v *visit) (Response, error) {
	if v.readers != nil {
		return v.see(v.on("together")), nil
	}
	return v.page(page{Heading: v.T("Our path"), Over: v.work.Name(), Place: "home", Wide: true, Body: html.E("div.home",
		html.E("div.begin", v.newsOffer(ctx), v.beginning(), v.week()),
		html.E("ol.way", v.milestones()...),
		html.E("div.ideas", v.ideas()...),
		html.E("nav", html.A("aria-label", v.T("Finding the way")), html.E("ul",
			html.E("li", link(v.on("begin"), "", v.T("Where do we start?"))),
			html.E("li", link(v.on("search"), "", v.T("Look for something"))),
			html.E("li", link(v.on("look-back"), "", v.T("Look back"))), v.toGroup())),
	)}), nil
}

// beginning offers the first half hour, or to go on where it was left.
func (v *visit) beginning() html.Node {
	first, meeting := v.marked("first"), v.marked("meeting")
	switch {
	case first != "" && first != "paper":
		return v.offer("resume.first", v.T("Where we stopped"), v.T("The first half hour waits where we left it."), link(v.on("first", first), "button", v.T("Go on")))
	case meeting != "" && meeting != "paper":
		return v.offer("resume.meeting", v.T("Where we stopped"), v.T("The meeting waits where we left it."), link(v.on("meeting", meeting), "button", v.T("Go on")))
	case first == "" && len(v.book().Records("row")) == 0:
		return html.E("section.card.offer", html.W("h2", v.T("The first half hour")),
			html.W("p", v.T("Three worries, what we have already, one thing we will do, and a page to print.")),
			html.E("div.go", link(v.on("first", "worries"), "button", v.T("Begin")), link(v.on("meeting", "worry"), "", v.T("We have a meeting of 45 minutes"))))
	}
	return html.Node{}
}

// offer is something that can be put away for good.
func (v *visit) offer(name, heading, words string, ways ...html.Node) html.Node {
	if v.hides(name) {
		return html.Node{}
	}
	return html.E("section.card.offer", html.A("id", "offer-"+name), html.E("h2", auto(), html.Text(heading)), html.E("p", auto(), html.Text(words)),
		html.E("div.go", html.All(ways...),
			html.E("form", html.A("method", "post"), html.A("action", v.on("hide")), html.On("data-swap"), off(), hidden("back", v.req.Path),
				html.E("button.link", html.A("name", "suggestion"), html.A("value", name), html.A("aria-label", v.F("Put this away: %s", heading)), html.Text(v.T("Put this away"))))))
}

// hideSuggestion puts a suggestion away for good, on this device.
func hideSuggestion(ctx context.Context, v *visit) (Response, error) {
	name := v.req.Form.Get("suggestion")
	if name != "" && len(name) < 64 && !v.hides(name) {
		v.settings.Hidden = append(v.settings.Hidden, name)
		if err := v.desk.Save(ctx, v.settings); err != nil {
			return Response{}, err
		}
	}
	return v.see(v.back()), nil
}

// week proposes one thing for this week: what is under way, else what has not
// begun.
func (v *visit) week() html.Node {
	for _, state := range []string{"underway", "notyet", ""} {
		for _, a := range v.book().Records("action") {
			if a.Get("state") == state {
				return v.offer("week."+a.ID.String(), v.T("One thing for this week"), a.Title(),
					link(v.on("action", a.ID.String()), "button.second", v.T("Look at it")))
			}
		}
	}
	return html.Node{}
}

// milestones are the six stations of the path, each with a gentle state.
func (v *visit) milestones() []html.Node {
	states := map[string]string{
		"risks": v.risksState(), "plan": v.planState(), "protocols": v.protocolsState(),
		"agree": v.agreeState(), "live": v.liveState(), "pass": v.passState(),
	}
	words := map[string]string{
		"risks":     v.T("What worries us, and what we can do."),
		"plan":      v.T("What we have, and what we will change."),
		"protocols": v.T("What we always do: before, during, after."),
		"agree":     v.T("A version that we all said yes to."),
		"live":      v.T("How our actions stand, and what helps."),
		"pass":      v.T("Share, print, and take along."),
	}
	begun := map[string]bool{
		"risks": v.has("risk"), "plan": v.has("row"), "protocols": v.has("protocol"), "agree": v.has("agreement"),
		"pass": v.has("wave") || v.has("area"),
		"live": slices.ContainsFunc(v.book().Records("action"), func(a *notebook.Record) bool { return a.Get("state") != "" && a.Get("state") != "notyet" }),
	}
	var list []html.Node
	for _, s := range v.stations()[1:] {
		class := ""
		if begun[s.name] {
			class = "begun"
		}
		list = append(list, html.E(tag("li", class), icon(s.name), html.E("a", html.A("href", v.on(s.path)), html.Text(s.text)),
			html.W("p", words[s.name]), html.W("p.state", states[s.name])))
	}
	return list
}

// icon is the small drawing of a station.
func icon(station string) html.Node {
	drawings := map[string]string{
		"risks":     "M12 3l9 16H3zM12 9v5M12 16.5v.5",
		"plan":      "M5 3h14v18H5zM8.5 8h7M8.5 12h7M8.5 16h4",
		"protocols": "M4 6h3M4 12h3M4 18h3M10 6h10M10 12h10M10 18h10",
		"agree":     "M4 12l5 5L20 6",
		"live":      "M12 21V10M12 14c-5 0-7-3-7-7 4 0 7 2 7 7zM12 11c0-4 2-7 7-7 0 5-3 7-7 7",
		"pass":      "M12 20V5M6 11l6-6 6 6",
	}
	return html.E("svg", html.A("viewBox", "0 0 24 24"), html.A("aria-hidden", "true"), html.E("path", html.A("d", drawings[station]),
		html.A("fill", "none"), html.A("stroke", "currentColor"), html.A("stroke-width", "2"), html.A("stroke-linecap", "round"), html.A("stroke-linejoin", "round")))
}

func (v *visit) has(kind string) bool { return len(v.book().Records(kind)) > 0 }

func (v *visit) risksState() string {
	if len(v.ours()) == 0 {
		return v.T("not yet")
	}
	return v.N("%d worry named", "%d worries named", len(v.ours()))
}

func (v *visit) planState() string {
	if !v.has("row") {
		return v.T("not yet")
	}
	return v.N("%d row", "%d rows", len(v.book().Records("row")))
}

func (v *visit) protocolsState() string {
	switch {
	case v.has("protocol"):
		return v.N("%d written", "%d written", len(v.book().Records("protocol")))
	case v.has("activity"):
		return v.N("%d activity listed", "%d activities listed", len(v.book().Records("activity")))
	}
	return v.T("not yet")
}

// agreeState names the newest day on which something was agreed.
func (v *visit) agreeState() string {
	day := ""
	for _, a := range v.book().Records("agreement") {
		day = max(day, a.Get("on"))
	}
	if day == "" {
		return v.T("not yet")
	}
	return v.F("agreed on %s", v.Date(day))
}

// liveState says what moves; what does not move is not counted.
func (v *visit) liveState() string {
	moving := 0
	for _, a := range v.book().Records("action") {
		if s := a.Get("state"); s == "underway" || s == "well" || s == "done" {
			moving++
		}
	}
	if moving == 0 {
		return v.T("not yet")
	}
	return v.N("%d action on its way", "%d actions on their way", moving)
}

// ideas are suggestions that fit where the notebook stands; each can be put
// away.
func (v *visit) ideas() []html.Node {
	var list []html.Node
	for _, idea := range []func(*visit) html.Node{
		(*visit).goOnWithModel,
		(*visit).lookAgain,
		(*visit).tryFinishing,
		(*visit).practiseAgain,
		(*visit).askAgain,
		(*visit).trySorting,
		(*visit).tryAgreeing,
		(*visit).printKey,
		(*visit).tryLeaving,
		(*visit).tryDeciding,
		(*visit).waiting,
		(*visit).tryTouch,
	} {
		list = append(list, idea(v))
	}
	return list
}

// few returns the first of several suggestions, so that home stays calm. Those
// that were put away are not among them.
func few(list []html.Node) html.Node {
	const most = 3
	list = slices.DeleteFunc(list, func(n html.Node) bool { return n == html.Node{} })
	return html.All(list[:min(len(list), most)]...)
}

// lookAgain names what we wanted to look at again around now.
func (v *visit) lookAgain() html.Node {
	var list []html.Node
	for _, a := range v.book().Records("agreement") {
		if again := a.Get("again"); again != "" && again <= v.today() {
			list = append(list, v.offer("again."+a.ID.String(), v.T("Look at it again?"), v.F("%s: we wanted to look again around now.", a.Title()),
				link(v.on("agreement", a.ID.String()), "button.second", v.T("Look at it"))))
		}
	}
	return few(list)
}

func (v *visit) trySorting() html.Node {
	if !v.has("row") || v.has("activity") {
		return html.Node{}
	}
	return v.offer("sort", v.T("Plan or protocol?"), v.T("Some ideas end, some go on for ever. One question sorts them."),
		link(v.on("sort"), "button.second", v.T("Sort an idea")))
}

func (v *visit) tryAgreeing() html.Node {
	if !v.has("row") || v.has("agreement") {
		return html.Node{}
	}
	return v.offer("agree", v.T("Do we agree on it?"), v.T("When it feels right, we can keep this version as agreed together."),
		link(v.on("agree"), "button.second", v.T("Agree together")))
}

func (v *visit) printKey() html.Node {
	if v.desk.Passing() {
		return html.Node{}
	}
	return v.offer("paper-key", v.T("A key on paper"), v.T("If the words get lost, a printed key still opens this notebook."),
		link("/paper-key", "button.second", v.T("See the paper key")))
}

func (v *visit) tryLeaving() html.Node {
	return v.offer("leaving", v.T("Leaving quickly"), v.T("The button at the top empties the page and locks. It can't undo what someone has seen."),
		link("/about#leaving", "", v.T("More about it")))
}
