package ui_test

import (
	"testing"

	"amparo/internal/catalog"
	"amparo/internal/notebook"
)

func TestIdeasAreTakenOneByOne(t *testing.T) {
	for _, language := range []string{"en", "es", "ar"} {
		for kind, want := range map[string][]catalog.Starter{"risk": catalog.Risks(language), "activity": catalog.Activities(language), "protocol": catalog.Protocols(language)} {
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
