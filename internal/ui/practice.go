package ui

import (
	"context"
	"slices"
	"sort"
	"strconv"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// drills returns what was practised of a protocol, the newest day first.
func (v *visit) drills(protocol *notebook.Record) []*notebook.Record {
	list := slices.Collect(v.book().Linking(protocol, "drill", "protocol"))
	slices.Reverse(list)
	sort.SliceStable(list, func(i, j int) bool { return list[i].Get("on") > list[j].Get("on") })
	return list
}

// practice says gently whether a protocol was talked through and practised, and
// how many feel sure of it: a count, and never who.
func (v *visit) practice(r *notebook.Record) html.Node {
	path, list := v.on("protocol", r.ID.String()), v.drills(r)
	said := []html.Node{html.W("h2", v.T("In practice")), html.W("p", v.dayOr(r.Get("talked"), locale.Msg("Talked through on %s."), locale.Msg("Not talked through yet.")))}
	sure := r.Get("sure")
	if list == nil {
		said = append(said, html.W("p", v.T("Not practised yet.")))
	} else {
		said = append(said, html.E("p", link(v.on("drill", list[0].ID.String()), "", v.dayOr(list[0].Get("on"), locale.Msg("Practised on %s."), locale.Msg("Practised.")))))
	}
	if i := slices.IndexFunc(list, func(d *notebook.Record) bool { return d.Get("sure") != "" }); i >= 0 {
		sure = list[i].Get("sure")
	}
	if n, err := strconv.Atoi(sure); err == nil {
		said = append(said, html.W("p", v.N("%d of us feels sure of it.", "%d of us feel sure of it.", n)))
	}
	if list != nil {
		said = append(said, v.cameUp(list[0]))
	}
	return html.E("section.card", append(said, html.E("div.go",
		v.form(path+"/talked", html.W("button.second", v.T("We talked it through today"))),
		v.form(path+"/practised", html.W("button.second", v.T("We practised it today"))),
		html.If(len(list) > 1, link(v.on("drills"), "", v.T("All that we practised")))))...)
}

// cameUp is what got in the way at a drill, and which questions came up.
func (v *visit) cameUp(d *notebook.Record) html.Node {
	var list []html.Node
	for _, name := range []string{"hard", "open"} {
		f := notebook.KindOf("drill").Field(name)
		if texts := v.whole(d, f, cellBytes); texts != nil {
			list = append(list, html.W("dt", v.label(f)), html.E("dd", texts...))
		}
	}
	if list == nil {
		return html.Node{}
	}
	return html.E("dl", list...)
}

// dayOr puts a day into a sentence, or says another one without it.
func (v *visit) dayOr(day, sentence, without string) string {
	if day == "" {
		return v.T(without)
	}
	return v.F(sentence, v.Date(day))
}

// talkedThrough notes that a protocol was talked through today.
func talkedThrough(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("protocol")
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("card", r.ID.String())), v.work.Set(ctx, r.Ref, workspace.Edit{Field: "talked", Texts: []string{v.today()}})
}

// practised notes that a protocol was practised today, and opens the note.
func practised(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("protocol")
	if err != nil {
		return Response{}, err
	}
	ref, err := v.work.Add(ctx, "drill", notebook.Values{"title": {r.Title()}, "protocol": {r.ID.String()}, "on": {v.today()}})
	return v.see(v.on("drill", ref.ID.String())), err
}

// practiseAgain names what we wanted to practise again around now, and have not
// practised since.
func (v *visit) practiseAgain() html.Node {
	var list []html.Node
	for _, p := range v.book().Records("protocol") {
		drills := v.drills(p)
		if drills == nil {
			continue
		}
		if next := drills[0].Get("next"); next != "" && next <= v.today() {
			list = append(list, v.offer("practise."+drills[0].ID.String(), v.T("Practise it again?"), v.F("%s: we wanted to practise again around now.", p.Title()),
				link(v.on("card", p.ID.String()), "button.second", v.T("Look at it"))))
		}
	}
	return few(list)
}
