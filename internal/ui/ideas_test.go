package ui_test

import (
	"strconv"
	"strings"
	"testing"

	"amparo/internal/catalog"
	"amparo/internal/notebook"
	"amparo/internal/ui"
)

// offered returns what the pages of ideas show, by kind.
func offered(language string) map[string][]catalog.Starter {
	protocols := catalog.Protocols(language)
	for _, topic := range catalog.Topics(language) {
		protocols = append(protocols, topic.Starter())
	}
	return map[string][]catalog.Starter{"risk": catalog.Risks(language), "activity": catalog.Activities(language), "protocol": protocols}
}

func TestIdeasAreTakenOneByOne(t *testing.T) {
	for _, language := range []string{"en", "es", "ar"} {
		for kind, want := range offered(language) {
			v := start(t)
			v.language = language
			v.post("/create/us", "offered", passphrase)
			page := v.get(v.on("ideas", kind))
			if n := len(page.all("li.card")); n != len(want) || len(v.work().Notebook().Records(kind)) != 0 {
				t.Fatalf("%s %s: %d of %d are offered", language, kind, n, len(want))
			}
			if n := len(page.all("li.card p.lines")); kind == "risk" && n != len(want) {
				t.Errorf("%s: only %d risks say what we can do", language, n)
			}
			form := page.all("li.card form")[1]
			key := form.one(t, "button").attrs["value"]
			v.post(form.attrs["action"], append(fill(form), "key", key)...)
			list := v.work().Notebook().Records(kind)
			if len(list) != 1 || len(v.page.all("li.card form")) != len(want)-1 {
				t.Errorf("%s %s: after one tap there are %d", language, kind, len(list))
			}
			for name := range list[0].Fields {
				if f := notebook.KindOf(kind).Field(name); f == nil && name != notebook.Order {
					t.Errorf("%s has a field %s", kind, name)
				}
			}
		}
	}
}

// A heading is taken with one tap: its name, and the two questions as open
// ones. Nothing else is written for the group.
func TestAHeadingBecomesAProtocolThatAsks(t *testing.T) {
	for _, language := range []string{"en", "es", "ar"} {
		v := start(t)
		v.language = language
		v.post("/create/us", "offered", passphrase)
		topics := catalog.Topics(language)
		sections := v.get(v.on("ideas", "protocol")).all("main section")
		if len(sections) != 2 || len(sections[1].all("li.card")) != len(topics) {
			t.Fatalf("%s: %d sections; headings do not stand in one of their own", language, len(sections))
		}
		for i, card := range sections[1].all("li.card") {
			asked := card.all("p")
			if card.one(t, "h3").text() != topics[i].Title || len(asked) != 2 || asked[0].text() != topics[i].Questions[0] ||
				asked[1].text() != topics[i].Questions[1] || len(card.all("a")) != 0 {
				t.Errorf("%s: the card of %s reads %q", language, topics[i].Key, card.text())
			}
		}
		form := sections[1].all("form")[7]
		v.post(form.attrs["action"], append(fill(form), "key", form.one(t, "button").attrs["value"])...)
		list := v.work().Notebook().Records("protocol")
		if len(list) != 1 {
			t.Fatalf("%s: one tap made %d protocols", language, len(list))
		}
		for name := range list[0].Fields {
			if name != "title" && name != "open" && name != notebook.Order {
				t.Errorf("%s: the tap wrote %s as well", language, name)
			}
		}
		if want := strings.Join(topics[7].Questions[:], "\n"); list[0].Title() != topics[7].Title || list[0].Get("open") != want {
			t.Errorf("%s: it is called %q and asks %q", language, list[0].Title(), list[0].Get("open"))
		}
		if at := strconv.Itoa(len(catalog.Protocols(language)) + 8); len(v.page.all("li[id=idea-"+at+"] p[role=status]")) != 1 {
			t.Errorf("%s: the page does not say that it is in the list", language)
		}
	}
}

// A protocol that is written out is long: it has a page to read it before it
// is taken, with everything that would be taken.
func TestAProtocolIsReadWholeBeforeItIsTaken(t *testing.T) {
	v := begin(t)
	links := v.get(v.on("ideas", "protocol")).all("li.card p a")
	if len(links) != len(catalog.Protocols("en")) {
		t.Fatalf("%d of the protocols can be read", len(links))
	}
	for i, p := range catalog.Protocols("en") {
		page := v.follows(links[i])
		if v.heading() != p.Values["title"][0] || len(page.all("section.card")) != 3 {
			t.Errorf("%s: its page is called %q", p.Key, v.heading())
		}
		for name, texts := range p.Values {
			for line := range strings.Lines(texts[0]) {
				if !v.says(strings.TrimSpace(line)) {
					t.Errorf("%s: its page leaves out from %s: %s", p.Key, name, line)
				}
			}
		}
		if n := len(page.one(t, "main").all("input, textarea")); n != 0 {
			t.Errorf("%s: its page asks for %d things", p.Key, n)
		}
		form := page.one(t, "main").one(t, "form")
		v.post(form.attrs["action"], append(fill(form), "key", form.one(t, "button").attrs["value"])...)
		if n := len(v.work().Notebook().Records("protocol")); n != i+1 {
			t.Errorf("%s: after the tap there are %d", p.Key, n)
		}
		if again := v.follows(links[i]); len(again.one(t, "main").all("form")) != 0 {
			t.Errorf("%s: it is offered again", p.Key)
		}
	}
	for _, query := range []string{"read=0", "read=-1", "read=99", "read=10"} {
		if v.show(v.on("ideas", "protocol"), query); v.last.Status != 404 {
			t.Errorf("%s: %d", query, v.last.Status)
		}
	}
}

// follows goes where a link leads.
func (v *visitor) follows(a *element) *element {
	v.t.Helper()
	path, query, _ := strings.Cut(a.attrs["href"], "?")
	return v.show(path, query)
}

// What an address says is kept by the browser: it names no idea.
func TestNoAddressNamesAnIdea(t *testing.T) {
	v := begin(t)
	for kind, list := range offered("en") {
		page := v.get(v.on("ideas", kind))
		var addresses []string
		for _, name := range []string{"href", "action", "formaction"} {
			for _, e := range page.all("[" + name + "]") {
				addresses = append(addresses, e.attrs[name])
			}
		}
		for _, e := range page.all("main [id]") {
			addresses = append(addresses, "#"+e.attrs["id"])
		}
		taken := v.app.Serve(t.Context(), ui.Request{Method: "POST", Path: v.on("ideas", kind), Form: ui.Values{"key": {list[0].Key}}})
		addresses = append(addresses, taken.Location)
		for _, starter := range list {
			for _, address := range addresses {
				if strings.Contains(address, starter.Key) {
					t.Errorf("%s: an address names %s: %s", kind, starter.Key, address)
				}
			}
		}
	}
}
