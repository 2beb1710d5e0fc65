//go:build !js

package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	"amparo/internal/catalog"
	"amparo/internal/locale"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// meeting returns the invite that the path names.
func (v *visit) meeting() (*workspace.Invitation, error) {
	if i := v.desk.Invitation(v.arg("id")); i != nil {
		return i, nil
	}
	return nil, workspace.ErrNotFound
}

// showMeeting shows how far an invite is, on either side, and what comes next.
func showMeeting(_ context.Context, v *visit) (Response, error) {
	i, err := v.meeting()
	if err != nil {
		return Response{}, err
	}
	return v.meetingPage(i, nil)
}

func (v *visit) meetingPage(i *workspace.Invitation, faults []fault) (Response, error) {
	p := page{Over: i.Name, Bare: true, Faults: faults}
	if errors.Is(v.app.met[i.ID()], workspace.ErrStillIn) {
		v.stillIn(i, &p)
		return v.page(p), nil
	}
	var err error
	switch i.Step() {
	case workspace.StepWaiting:
		err = v.waitingFor(i, &p)
	case workspace.StepComparing:
		v.compare(i, &p)
	case workspace.StepConfirmed:
		p.Heading, p.Lead = v.T("You said yes"), v.T("Now the other side. She is in when both have said that the words are the same.")
	case workspace.StepDone:
		v.met(i, &p)
	default:
		v.ended(i, &p)
	}
	step := i.Step()
	if step != workspace.StepDone && step != workspace.StepEnded {
		p.Body = html.All(p.Body, v.carriers(i, faults),
			html.If(i.Host, html.E("p.other", link("/n/"+i.Notebook+"/group", "", v.T("Back to who belongs here")))))
	}
	if step != workspace.StepEnded && i.Why() != nil {
		p.Body = html.All(v.alarm(i), p.Body)
	}
	return v.page(p), err
}

// meetingPath is the page of an invite, or a step on it.
func meetingPath(i *workspace.Invitation, parts ...string) string {
	return strings.Join(append([]string{"/meeting/" + i.ID()}, parts...), "/")
}

// waitingFor shows the invite, on the host's side, until the guest is there.
func (v *visit) waitingFor(i *workspace.Invitation, p *page) error {
	if !i.Host {
		p.Heading, p.Lead = v.T("You have an invite"), v.T("As soon as the other side has answered, four words stand here. You compare them together.")
		return nil
	}
	if i.Heard() && !v.reaches(i) {
		p.Heading, p.Lead = v.T("Her file is here"), v.T("Now save one for her and give it to her.")
		return nil
	}
	text := i.Letter()
	if i.Relay == "" {
		text = strings.ToUpper(text) // so the picture is smaller
	}
	code, err := v.code(text)
	if err != nil {
		return err
	}
	until := i.Until.In(v.now().Location())
	p.Heading, p.Lead = v.T("Give her this invite"), v.T("Best in person, or by a way that only she reads. Nobody is in before you have compared four words.")
	p.Body = html.E("section", html.W("h2", v.T("The invite")), html.E("p", code),
		html.E("div.ask", html.E("label", html.A("for", "f-invite"), html.Text(v.T("The same as a text, to copy"))),
			html.E("textarea", html.A("id", "f-invite"), off(), html.On("readonly"), auto(), html.A("rows", "3"), html.Text(i.Letter()))),
		html.W("p", v.F("It can be used once, until %s, %s.", v.Date(until.Format(time.DateOnly)), until.Format("15:04"))),
		html.W("p.hint", v.T("On her device she chooses “I was invited” and puts the text in.")))
	return nil
}

// compare shows the four words in the language of who invites, or in one that both
// choose alike.
func (v *visit) compare(i *workspace.Invitation, p *page) {
	lang := v.wordsIn(v.req.Query.Get("words"), i.Language())
	var others []html.Node
	name := ""
	for _, l := range locale.Languages() {
		if l.Code == lang {
			name = l.Name
			continue
		}
		others = append(others, html.E("li", html.E("a", html.A("href", meetingPath(i)+"?words="+l.Code), html.A("lang", l.Code), html.Text(l.Name))))
	}
	words, _ := i.Words(catalog.Words(lang))
	dir := "ltr"
	if lang == "ar" {
		dir = "rtl"
	}
	p.Heading, p.Lead = v.T("Are these four words the same?"), v.T("Read them to each other, side by side or on a call where you know her voice.")
	p.Body = html.All(
		html.E("div.card", html.E("p.six", html.A("lang", lang), html.A("dir", dir), html.A("translate", "no"), spaced(words)),
			html.E("p.quiet", html.Text(v.T("In this language:")+" "), html.E("bdi", html.A("lang", lang), html.Text(name)))),
		html.W("p", v.T("Rather in another language? Then on both screens:")), html.E("ul", others...),
		v.form(meetingPath(i, "same"), html.E("div.go", html.W("button", v.T("They are the same")))),
		html.E("details", html.W("summary", v.T("They are not the same")),
			html.W("p", v.T("Are both screens in the same language? If so, and they still differ, nobody comes in.")),
			v.form(meetingPath(i, "other"), html.W("button.second", v.T("They differ. End this invite")))))
}

// spaced are words with room between them.
func spaced(words []string) html.Node {
	var list []html.Node
	for _, word := range words {
		list = append(list, html.W("span", word), html.Text(" "))
	}
	return html.All(list...)
}

// carriers are the ways to hear from the other side: a relay where there is one,
// and a file in any case.
func (v *visit) carriers(i *workspace.Invitation, faults []fault) html.Node {
	if !v.reaches(i) {
		return html.E("section", html.W("h2", v.T("By files")), v.byFiles(i, nextFile(i), faults))
	}
	button := "button"
	if i.Step() == workspace.StepComparing {
		button = "button.second" // saying whether the words are the same stands first
	}
	return html.E("section.other", v.lookedSo(i), v.form(meetingPath(i, "look"), html.E("div.go", html.W(button, v.T("Look once more")))),
		html.E("details", html.If(faults != nil, html.On("open")), html.W("summary", v.T("By files, without the net")), v.byFiles(i, "", faults)))
}

// nextFile says which way a file goes next: "to" her, "from" her, or neither before
// the words are compared.
func nextFile(i *workspace.Invitation) string {
	step := i.Step()
	switch {
	case step == workspace.StepComparing:
		return ""
	case i.Host == (step == workspace.StepConfirmed || i.Heard()):
		return "to"
	}
	return "from"
}

// byFiles are both ways of a file. The one that is next stands out.
func (v *visit) byFiles(i *workspace.Invitation, next string, faults []fault) html.Node {
	button := func(way string) string {
		if way == next {
			return "button"
		}
		return "button.second"
	}
	words := v.T("Take this to the other side, on a stick or in a message.")
	switch {
	case !i.Host && i.Step() == workspace.StepWaiting:
		words = v.T("First save a file and give it to her. Then take in the one that she gives you.")
	case !i.Host && i.Step() == workspace.StepComparing:
		words = v.T("Save one more file for her and give it to her. Then her screen shows the words, too.")
	}
	return html.All(
		v.form(meetingPath(i, "file"), html.W("p", words), html.E("div.go", html.W(button("to"), v.T("Save a file for her")))),
		html.E("div.other", v.form(meetingPath(i, "bring"), html.A("enctype", "multipart/form-data"), v.fileBox(v.T("The file that she made"), faults),
			html.E("div.go", html.W(button("from"), v.T("Take it in"))))))
}

func (v *visit) reaches(i *workspace.Invitation) bool {
	return i.Relay != "" && v.app.host.Reach != nil
}

// lookedSo says how the last look ended.
func (v *visit) lookedSo(i *workspace.Invitation) html.Node {
	err, looked := v.app.met[i.ID()]
	if !looked || err == nil && i.Step() == workspace.StepComparing { // the words themselves are the news
		return html.Node{}
	}
	return html.E("p.note", html.A("role", "status"), html.Text(v.lookedWords(i, err)))
}

func (v *visit) lookedWords(i *workspace.Invitation, err error) string {
	switch {
	case err == nil:
		return v.T("We looked. There is nothing new from the other side yet.")
	case errors.Is(err, workspace.ErrOffline), errors.Is(err, workspace.ErrBusyRelay):
		return v.T("The relay was not reached just now. Nothing is lost. Look again in a while.")
	case errors.Is(err, workspace.ErrAddress):
		return v.T("This address leads to no relay. Please compare it with what you were told.")
	case !i.Host && (errors.Is(err, workspace.ErrCode) || errors.Is(err, workspace.ErrClosedBox)):
		return v.T("The other side has not been there yet. Look again in a while.")
	case errors.Is(err, workspace.ErrCode), errors.Is(err, workspace.ErrNoCode):
		return v.T("The relay asks for a new code. Whoever runs it can give one. A file works, too.")
	case errors.Is(err, workspace.ErrClock):
		return v.T("The clock of this device differs from the relay's. Please set it, and look again.")
	}
	return v.T("The relay answered in a way that we do not know. A file works, too.")
}

// stillIn is for whoever is a member and is invited all the same.
func (v *visit) stillIn(i *workspace.Invitation, p *page) {
	p.Heading, p.Lead = v.T("This device has that notebook already"), v.T("It keeps what it has. If it is to come in anew, it is taken out first and then invited again.")
	p.Body = v.putAway(i)
}

func (v *visit) putAway(i *workspace.Invitation) html.Node {
	return v.form(meetingPath(i, "end"), html.E("div.go", html.W("button", v.T("Put it away"))))
}

// met says that the guest is in.
func (v *visit) met(i *workspace.Invitation, p *page) {
	p.Heading, p.Lead = v.T("She is in"), v.T("From now on she reads and writes here.")
	button := v.T("Back to who belongs here")
	if !i.Host {
		p.Heading, p.Lead, button = v.T("You are in"), v.T("From now on you read and write here. The others see it at their next meeting."), v.T("Open the notebook")
		if !v.reaches(i) {
			p.Body = html.E("div.other", v.form(meetingPath(i, "file"), html.W("p", v.T("Give her one more file, so that her device knows it, too.")), html.W("button.second", v.T("Save a file for her"))))
		}
	}
	p.Body = html.All(v.form(meetingPath(i, "end"), html.E("div.go", html.W("button", button))), p.Body)
}

// ended says in one sentence why nobody comes in by this invite, and what to do.
func (v *visit) ended(i *workspace.Invitation, p *page) {
	var next string
	p.Heading, next = v.inviteFault(i)
	p.Body = html.All(html.W("p.lead", next), v.putAway(i))
}

// alarm stands on top where something was noticed after the words.
func (v *visit) alarm(i *workspace.Invitation) html.Node {
	what, next := v.inviteFault(i)
	return html.E("section.card", html.A("role", "alert"), html.W("h2", what), html.W("p", next))
}

// inviteFault returns what happened to an invite, and what to do.
func (v *visit) inviteFault(i *workspace.Invitation) (what, next string) {
	why := i.Why()
	host := func(hers, guests string) string {
		if i.Host {
			return hers
		}
		return guests
	}
	again := host(v.T("Make a new invite and give it by another way."), v.T("Ask for a new invite, by another way."))
	switch {
	case errors.Is(why, workspace.ErrExpired):
		return v.T("The time of this invite is over"), host(v.T("Nothing has happened. Make a new one whenever it suits you both."), v.T("Nothing has happened. Ask for a new one whenever it suits you both."))
	case errors.Is(why, workspace.ErrSecondUse) && i.Step() == workspace.StepDone:
		return v.T("Someone else has this invite, too"), host(v.T("Ask her whether she is really in. If she is not, take out who came in by it."), v.T("Ask the others whether it is you whom they see in their list."))
	case errors.Is(why, workspace.ErrSecondUse):
		return v.T("Someone else has this invite, too"), v.T("So nobody comes in by it.") + " " + again
	case errors.Is(why, workspace.ErrWrongWords):
		return v.T("The words were not the same"), v.T("So nobody comes in. Someone may stand between you.") + " " + host(v.T("Make a new invite, and hand it over in person."), v.T("Ask for a new invite, in person."))
	case errors.Is(why, workspace.ErrSubstituted):
		return v.T("Something was exchanged on its way"), v.T("So nobody comes in by it.") + " " + again
	}
	return v.T("This invite is over"), again
}

// lookAway has an invite meet the other side at its relay, if it has one, and
// comes back to its page.
func (v *visit) lookAway(i *workspace.Invitation) (Response, error) {
	if !v.reaches(i) {
		return v.see(meetingPath(i)), nil
	}
	a, desk := v.app, v.desk
	carrier, err := a.host.Reach(i.Relay, i.Proxy)
	if err != nil {
		a.met[i.ID()] = err
		return v.see(meetingPath(i)), nil
	}
	return Response{away: func(ctx context.Context) Response {
		err := i.Meet(ctx, carrier, &a.mu, "")
		a.mu.Lock()
		defer a.mu.Unlock()
		if a.desk != desk {
			return v.locked()
		}
		a.met[i.ID()] = err
		return v.see(meetingPath(i))
	}}, nil
}

// lookForOther looks whether the other side has been there.
func lookForOther(_ context.Context, v *visit) (Response, error) {
	i, err := v.meeting()
	if err != nil {
		return Response{}, err
	}
	return v.lookAway(i)
}

// sayTheSame takes in that a person here has seen the same words.
func sayTheSame(ctx context.Context, v *visit) (Response, error) {
	i, err := v.meeting()
	if err != nil {
		return Response{}, err
	}
	err = i.Confirm(ctx)
	switch {
	case errors.Is(err, workspace.ErrStillIn):
		v.app.met[i.ID()] = err
		return v.see(meetingPath(i)), nil
	case err != nil && i.Why() == nil && !errors.Is(err, workspace.ErrEarly):
		return Response{}, err
	}
	return v.lookAway(i)
}

// sayOther takes in that a person here has seen other words.
func sayOther(ctx context.Context, v *visit) (Response, error) {
	i, err := v.meeting()
	if err != nil {
		return Response{}, err
	}
	if step := i.Step(); step == workspace.StepDone || step == workspace.StepEnded {
		return v.see(meetingPath(i)), nil
	}
	if err := i.Refuse(ctx); err != nil {
		return Response{}, err
	}
	return v.lookAway(i)
}

// saveMeetingFile is what this side has said, as a file.
func saveMeetingFile(ctx context.Context, v *visit) (Response, error) {
	i, err := v.meeting()
	if err != nil {
		return Response{}, err
	}
	b, err := i.ToFile(ctx)
	return exchangeFile(b), err
}

func exchangeFile(b []byte) Response {
	return Response{Status: 200, Type: "application/octet-stream", Body: b, Download: "notes.exchange"}
}

// bringMeetingFile takes in what the other side has said.
func bringMeetingFile(ctx context.Context, v *visit) (Response, error) {
	i, err := v.meeting()
	if err != nil {
		return Response{}, err
	}
	faults := v.noFile()
	if faults == nil {
		err = i.FromFile(ctx, v.req.Files["file"].Data)
		if errors.Is(err, workspace.ErrStillIn) {
			v.app.met[i.ID()] = err
			return v.see(meetingPath(i)), nil
		}
		faults, err = v.fileFaults(err)
	}
	if faults != nil {
		return v.meetingPage(i, faults)
	}
	return v.see(meetingPath(i)), err
}

// endMeeting puts an invite away and goes to the notebook, if there is one.
func endMeeting(ctx context.Context, v *visit) (Response, error) {
	i, err := v.meeting()
	if err != nil {
		return v.see(v.inside()), nil // it was put away already
	}
	to := "/notebooks"
	switch {
	case i.Host:
		to = "/n/" + i.Notebook + "/group"
	case i.Step() == workspace.StepDone:
		to = "/n/" + i.Notebook + "/home"
	}
	delete(v.app.met, i.ID())
	return v.see(to), i.Drop(ctx)
}
