package paper_test

import (
	"strings"
	"testing"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// A check-in on paper has what she wrote to the open questions. For whom it is,
// and what she noted for herself, stay in the notebook.
func TestACheckinOnPaper(t *testing.T) {
	n := notebook.New()
	r := &notebook.Record{Ref: notebook.Ref{Kind: "checkin", ID: notebook.ID{1}}, Fields: map[string][]notebook.Value{}}
	for name, text := range map[string]string{"title": "a slow week", "on": "2026-11-22", "how": "better\nsince Sunday", "ask": "who cooks?", "to": "chosen", "state": "open", "note": "canary"} {
		r.Fields[name] = []notebook.Value{{Text: text}}
	}
	n.Put(r)
	for _, lang := range []string{"en", "es", "ar"} {
		l := locale.New(lang)
		one := string(paper.Checkin(n, r, l, paper.Options{}).HTML())
		sheet, err := paper.Sheet(n, "checkins", l, paper.Options{})
		if err != nil {
			t.Fatal(err)
		}
		k := notebook.KindOf("checkin")
		for where, page := range map[string]string{"alone": one, "on the sheet": string(sheet.HTML())} {
			for _, want := range []string{"a slow week", "since Sunday", "who cooks?", l.Date("2026-11-22"), l.T(k.Field("how").Question), l.T(k.Field("ask").Question)} {
				if !strings.Contains(page, want) {
					t.Errorf("%s, %s: it does not say %q", lang, where, want)
				}
			}
			for _, kept := range []string{"canary", l.T(notebook.ForWhose.Word("chosen")), l.T(k.Field("hard").Question)} {
				if strings.Contains(page, kept) {
					t.Errorf("%s, %s: it says %q", lang, where, kept)
				}
			}
		}
	}
}

// A blank one asks all of it on one page, with room.
func TestABlankCheckin(t *testing.T) {
	d, err := paper.Blank("checkins", locale.New("en"), paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	lines, asked := 0, []string{d.Title}
	for _, b := range d.Blocks {
		lines += b.Lines
		if b.Heading != "" {
			asked = append(asked, b.Heading)
		}
	}
	if len(asked) != 4 || asked[0] != "How are you, how is it going?" || lines < 12 || lines > 20 {
		t.Errorf("%d lines for %q", lines, asked)
	}
}
