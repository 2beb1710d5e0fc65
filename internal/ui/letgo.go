//go:build !js

package ui

import (
	"context"
	"errors"
	"time"

	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showLetGo asks before which day nothing of the past shall be kept, on any
// device.
func showLetGo(_ context.Context, v *visit) (Response, error) { return v.letGoPage("", nil), nil }

// letGoPage asks for the day, and once there is one whether it is meant.
func (v *visit) letGoPage(day string, faults []fault) Response {
	in := inputs{v: v, faults: faults}
	fields := html.All(html.E("div.ask", html.E("label", html.A("for", "f-day"), html.Text(v.T("Before which day?"))), in.fault("f-day"),
		html.E("input.short", html.A("type", "date"), html.A("id", "f-day"), html.A("name", "day"), off(), html.A("value", day), in.described("f-day", false))),
		html.E("div.go", html.W("button", v.T("Go on"))))
	heading, lead := v.T("Let go of what is past"), v.T("What was removed goes for good, and so does the history of what stands. What stands today stays.")
	first := html.If(v.req.Query.Get("done") != "", html.E("p.note", html.A("role", "status"), html.Text(v.T("It is let go of here. The other devices follow when they next meet."))))
	if day != "" && faults == nil {
		first = html.W("p", lead)
		heading, lead = v.T("Shall it go on every device?"), v.F("What was removed before %s, and the history before it.", v.Date(day))
		fields = html.All(hidden("day", day),
			html.E("div.go", html.E("button", html.A("name", "sure"), html.A("value", "yes"), html.Text(v.T("Let it go"))),
				link(v.on("let-go"), "button.second", v.T("Keep it"))))
	}
	return v.page(page{Heading: heading, Over: v.work.Name(), Lead: lead, Place: "home", Faults: faults, Body: html.All(first,
		html.E("ul",
			html.W("li", v.T("Each device lets go when it next meets the others at the relay. Where we meet by file only, the sealed entries stay.")),
			html.W("li", v.T("The relay lets go of the old mailboxes a month later. Whoever has not met by then is invited anew.")),
			html.W("li", v.T("Backups, prints, and devices that never meet again keep what they have. A disk may keep traces, too."))),
		v.form(v.on("let-go"), fields))})
}

// letGo takes a keeper's day, at the second asking.
func letGo(ctx context.Context, v *visit) (Response, error) {
	text := v.req.Form.Get("day")
	day, err := time.ParseInLocation(time.DateOnly, text, time.Local)
	if err != nil || text > v.today() {
		return v.letGoPage(text, []fault{{"f-day", v.T("A day that has been, such as 2026-11-01.")}}), nil
	}
	if v.req.Form.Get("sure") != "yes" {
		return v.letGoPage(text, nil), nil
	}
	err = v.work.ForgetForAll(ctx, day)
	if errors.Is(err, workspace.ErrNotKeeper) {
		return v.letGoPage(text, []fault{{"f-day", v.T("Only those who let people in can say this for all of us. Ask one of them.")}}), nil
	}
	return v.see(v.on("let-go") + "?done=1"), err
}
