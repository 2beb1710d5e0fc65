package ui

import (
	"context"
	"slices"
	"strconv"
	"time"

	"amparo/internal/calendar"
	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// showSettings shows what can be set: for this device, and for the notebook
// that was last open.
func showSettings(ctx context.Context, v *visit) (Response, error) {
	if err := v.openCurrent(ctx); err != nil {
		return Response{}, err
	}
	return v.settingsPage(v.inputs(notebook.KindOf("settings"), v.kept())), nil
}

// openCurrent opens the notebook that was last open, if there is one, for a
// page that stands outside of it.
func (v *visit) openCurrent(ctx context.Context) error {
	if v.app.current == "" {
		return nil
	}
	return v.enter(ctx, v.app.current)
}

// kept returns the record with the notebook's own settings, or nil.
func (v *visit) kept() *notebook.Record {
	if v.work == nil {
		return nil
	}
	return v.book().Get(notebook.Ref{Kind: "settings", ID: notebook.Single("settings")})
}

func (v *visit) settingsPage(in *inputs) Response {
	return v.page(page{Heading: v.T("Settings"), Faults: in.faults, Body: html.All(
		html.If(v.req.Query.Get("saved") != "", html.E("p.note", html.A("role", "status"), html.Text(v.T("Saved.")))),
		v.reading(), v.choices(in), v.locking(),
		v.amongUs(),
		html.E("section", html.W("h2", v.T("Keys and backups")), html.E("ul",
			html.E("li", link("/passphrase", "", v.T("Another passphrase"))),
			html.E("li", link("/paper-key", "", v.T("The paper key"))),
			html.E("li", link("/backup", "", v.T("A sealed backup"))),
			html.E("li", link("/verify", "", v.T("Is everything as we wrote it?"))),
			html.E("li", link("/door", "", v.T("What others see on this computer"))),
			html.E("li", link("/notebooks", "", v.T("Notebooks"))), v.toTravel())),
		v.suggestionsAgain(),
	)})
}

// reading is how pages read on this device.
func (v *visit) reading() html.Node {
	languages := []html.Node{radio("language", "", v.T("as the browser says"), v.settings.Language == "")}
	for _, l := range locale.Languages() {
		languages = append(languages, radio("language", l.Code, l.Name, v.settings.Language == l.Code))
	}
	set := func(legend string, answers ...html.Node) html.Node {
		return html.E("fieldset.ask", html.W("legend", legend), html.E("div.steps", answers...))
	}
	size, sheet := v.settings.TextSize, v.settings.Paper
	return html.E("section", html.W("h2", v.T("Reading, on this device")), v.form("/settings/reading",
		set(v.T("Language"), languages...),
		set(v.T("Size of the letters"), radio("size", "", v.T("usual"), size == ""), radio("size", "large", v.T("large"), size == "large"),
			radio("size", "larger", v.T("larger"), size == "larger")),
		set(v.T("Paper of the printer"), radio("paper", "", "A4", sheet == ""), radio("paper", "letter", "Letter", sheet == "letter")),
		html.E("div.go", html.W("button", v.T("Save")))))
}

func saveReading(ctx context.Context, v *visit) (Response, error) {
	one := func(name string, of ...string) string {
		if value := v.req.Form.Get(name); slices.Contains(of, value) {
			return value
		}
		return ""
	}
	v.settings.Language = one("language", "en", "es", "ar")
	v.settings.TextSize = one("size", "large", "larger")
	v.settings.Paper = one("paper", "letter")
	v.app.language = ""
	return v.see("/settings?saved=1"), v.desk.Save(ctx, v.settings)
}

// choices are the notebook's own settings, for everyone who has it.
func (v *visit) choices(in *inputs) html.Node {
	if v.work == nil {
		return html.Node{}
	}
	k := notebook.KindOf("settings")
	return html.E("section", html.W("h2", v.T("In this notebook")), v.form(v.on("settings"),
		in.block(k.Field("who"), v.T("Who uses this notebook?"), "", ""),
		in.question(k.Field("scales")), in.question(k.Field("protocol_word")),
		html.E("div.go", html.W("button", v.T("Save")))))
}

func saveChoices(ctx context.Context, v *visit) (Response, error) {
	k := notebook.KindOf("settings")
	err := v.work.Set(ctx, notebook.Ref{Kind: "settings", ID: notebook.Single("settings")}, v.edits(k)...)
	if in := v.again(k, v.kept(), err); in.faults != nil {
		return v.settingsPage(in), nil
	}
	return v.see("/settings?saved=1"), err
}

// locking is when the notebook locks by itself.
func (v *visit) locking() html.Node {
	var pauses []html.Node
	current := int(idle(v.settings) / time.Minute)
	for _, n := range pauseMinutes() {
		pauses = append(pauses, radio("pause", strconv.Itoa(n), v.N("after %d minute", "after %d minutes", n), n == current))
	}
	until := html.Node{}
	if v.app.until.After(v.now()) {
		until = html.W("p", v.F("It stays open until %s.", v.app.until.Format("15:04")))
	}
	return html.E("section", html.W("h2", v.T("Locking, on this device")), v.form("/settings/locking",
		html.E("fieldset.ask", html.W("legend", v.T("When nobody does anything, it locks")), html.E("div.steps", pauses...)),
		html.E("div.ask", html.E("label", html.A("for", "f-until"), html.Text(v.T("Keep it open until"))),
			html.E("p.hint", html.A("id", "f-until-hint"), html.Text(v.T("For a meeting. At that time it locks again by itself. Empty means no."))),
			until,
			html.E("input.short", html.A("type", "time"), html.A("id", "f-until"), html.A("name", "until"), off(), html.A("aria-describedby", "f-until-hint"))),
		html.E("div.go", html.W("button", v.T("Save")))))
}

// pauseMinutes are the pauses that can be chosen before a vault locks.
func pauseMinutes() []int { return []int{2, 5, 10, 20, 30} }

func saveLocking(ctx context.Context, v *visit) (Response, error) {
	if n, err := strconv.Atoi(v.req.Form.Get("pause")); err == nil && slices.Contains(pauseMinutes(), n) {
		v.settings.AutoLock = n
		if err := v.desk.Save(ctx, v.settings); err != nil {
			return Response{}, err
		}
	}
	v.app.until = nextAt(v.now(), v.req.Form.Get("until"))
	v.app.stay()
	return v.see("/settings?saved=1"), nil
}

// nextAt returns the next moment at which a clock shows the time, within half a
// day; the zero time when that is no time or a longer wait.
func nextAt(now time.Time, clock string) time.Time {
	hour, minute, ok := calendar.Clock(clock)
	if !ok {
		return time.Time{}
	}
	next := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, now.Location())
	if !next.After(now) {
		next = next.AddDate(0, 0, 1)
	}
	if next.Sub(now) > 12*time.Hour {
		return time.Time{}
	}
	return next
}

// suggestionsAgain brings back what was put away.
func (v *visit) suggestionsAgain() html.Node {
	if len(v.settings.Hidden) == 0 {
		return html.Node{}
	}
	return html.E("section", html.W("h2", v.T("Suggestions")), v.form("/settings/suggestions",
		html.W("p", v.N("%d suggestion was put away.", "%d suggestions were put away.", len(v.settings.Hidden))),
		html.E("div.go", html.W("button.second", v.T("Show them again")))))
}

func showSuggestionsAgain(ctx context.Context, v *visit) (Response, error) {
	v.settings.Hidden = nil
	return v.see("/settings?saved=1"), v.desk.Save(ctx, v.settings)
}

// showDoor asks which name is shown before the vault is opened.
func showDoor(_ context.Context, v *visit) (Response, error) {
	return v.page(page{Heading: v.T("What others see on this computer"), Body: v.form("/door",
		html.E("div.ask", html.E("label", html.A("for", "f-label"), html.Text(v.T("A name to show before it is opened"))),
			html.E("p.hint", html.A("id", "f-label-hint"), html.Text(v.T("Leave it empty and no name is shown. A plain word such as Kitchen says little."))),
			html.E("input", html.A("id", "f-label"), html.A("name", "label"), html.A("aria-describedby", "f-label-hint"), off(), auto(), html.A("value", v.desk.Place().Label))),
		html.E("div.go", html.W("button", v.T("Save"))))}), nil
}

func saveDoor(ctx context.Context, v *visit) (Response, error) {
	return v.see("/settings?saved=1"), v.desk.SetLabel(ctx, oneSpace(v.req.Form.Get("label")))
}
