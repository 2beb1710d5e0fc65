package export_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"amparo/internal/export"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// gridOf makes a table; "^" is a cell that lies under the one above.
func gridOf(rows ...[]string) export.Grid {
	g := export.Grid{Name: "S"}
	for r, row := range rows {
		var cells []export.Cell
		for c, text := range row {
			cells = append(cells, export.Cell{Text: strings.TrimPrefix(text, "^"), Where: string(rune('A'+c)) + string(rune('1'+r)), Under: text == "^"})
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}

// spoken are headings as catalogues of other languages would give them.
func spoken() export.Headings {
	h := export.Headings{}
	for _, l := range [][3]string{
		{"row", "threats", "Amenazas y riesgos"}, {"row", "vulnerabilities", "Vulnerabilidades identificadas"}, {"row", "strengths", "Fortalezas y capacidades"},
		{"row", "actions", "Acciones de mitigación"}, {"row", "resources", "Recursos necesarios"}, {"row", "involved", "¿Quién participa?"},
		{"row", "threats", "التهديدات والمخاطر"}, {"row", "vulnerabilities", "نقاط الضعف المحددة"}, {"row", "actions", "إجراءات التخفيف"},
		{"risk", "title", "Riesgo"}, {"risk", "probability", "Probabilidad"}, {"risk", "impact", "Impacto"},
		{"activity", "title", "Activity"}, {"activity", "needs", "Does it need a protocol?"},
	} {
		h.Labels = append(h.Labels, export.Label{Kind: l[0], Field: l[1], Label: l[2], List: l[1] == "actions"})
	}
	for _, w := range [][3]string{{"probability", "4", "alta"}, {"probability", "5", "muy alta"}, {"impact", "5", "شديد جدا"}} {
		h.Words = append(h.Words, export.Word{Kind: "risk", Field: w[0], Value: w[1], Word: w[2]})
	}
	return h
}

// fieldsOf names the fields that a row of headings was read as.
func fieldsOf(head ...string) string {
	var row []string
	for i := range head {
		row = append(row, strconv.Itoa(i+1)) // fits scales, too
	}
	im := export.Map([]export.Grid{gridOf(head, row)}, spoken())
	if len(im.Drafts) == 0 {
		return ""
	}
	d := im.Drafts[0]
	names := make([]string, len(head))
	for i := range head {
		for field, text := range d.Fields {
			if text == row[i] {
				names[i] = field
			}
		}
		for field, list := range d.Lists {
			if list[0] == row[i] {
				names[i] = field
			}
		}
	}
	return d.Kind + " " + strings.Join(names, ",")
}

func TestHeadingsAreForgiven(t *testing.T) {
	for _, c := range []struct{ head, want string }{
		{"Threats and Risks|Identified Vulnerabilities|Strengths and Capacities|Mitigating Actions|Resources Needed|Who Needs to be Involved", "row threats,vulnerabilities,strengths,actions,resources,involved"},
		{"WHO NEEDS TO BE INVOLVED?|mitigating action:|threat & risk", "row involved,actions,threats"},
		{"Threats\nand Risks|1. Mitigating   Actions (what we do)|Resource Needed", "row threats,actions,resources"},
		{"Amenazas Y Riesgos|ACCIONES DE MITIGACION|¿Quien participa", "row threats,actions,involved"},
		{"amenaza & riesgo / Threats and Risks|Acción de mitigación", "row threats,actions"},
		{"التَّهديدات و المخاطر|اجراءات التخفيف|نقاط الضعف المحدده", "row threats,actions,vulnerabilities"},
		{"تهديدات ومخاطر|إجراءات تخفيف", "row threats,actions"},
		{"Possible Threats and Risks for us|Mitigating Actions agreed", "row threats,actions"},
		{"Digital Risk|Probability|Impact|Reaction|What Can I Do?", "risk title,probability,impact,reaction,can_do"},
		{"Riesgos|Probabilidad (1-5)", "risk title,probability"},
		{"Risk [in a sentence]|Impact (how heavy would it be)", "risk title,impact"},
		{"Activity|Does it need a protocol", "activity title,needs"},
		{"Mitigating Actions", "row actions"},
		{"Bread|Butter", ""},
		{"Title|Mitigating Actions", ""},
	} {
		got := fieldsOf(strings.Split(c.head, "|")...)
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.head, got, c.want)
		}
	}
}

func TestHeadingsMayStandBelowATitleInAnyOrder(t *testing.T) {
	im := export.Map([]export.Grid{gridOf(
		[]string{"Threats and Risks", ""}, []string{"written in May"}, nil,
		[]string{"Mitigating Actions", "Colour", "Threats and Risks"},
		[]string{"- one\n2) two\n\n☐ three", "blue", "fire"},
		[]string{"", "", "", "beside"},
		[]string{"Mitigating Actions", "Colour", "Threats and Risks"},
		[]string{"four", "", "flood"},
	)}, export.Headings{})
	want := export.Import{Form: "plan", Drafts: []export.Draft{
		{Kind: "row", Where: "A5", Fields: map[string]string{"threats": "fire", "note": "Colour: blue\nbeside"}, Lists: map[string][]string{"actions": {"one", "two", "three"}}},
		{Kind: "row", Where: "A8", Fields: map[string]string{"threats": "flood"}, Lists: map[string][]string{"actions": {"four"}}},
	}, Notes: []export.Note{
		{Where: "A1", Problem: export.AboveHeadings, Text: "Threats and Risks"}, {Where: "A2", Problem: export.AboveHeadings, Text: "written in May"},
		{Where: "B4", Problem: export.UnknownColumn, Text: "Colour"}, {Where: "D6", Problem: export.BesideColumns},
	}}
	if d := cmp.Diff(want, im); d != "" {
		t.Error(d)
	}
}

func TestRowsContinueAndCellsSpan(t *testing.T) {
	head := []string{"Threats and Risks", "Mitigating Actions", "Resources Needed"}
	for name, c := range map[string]struct {
		rows [][]string
		want string
	}{
		"empty first cell":        {[][]string{{"a", "1", "r"}, {"", "2", "s"}}, "a[1 2]r/s"},
		"first cell spans":        {[][]string{{"a", "1", "r"}, {"^", "2", "^"}}, "a[1 2]r"},
		"another cell spans":      {[][]string{{"a", "1", "r"}, {"b", "2", "^"}, {"c", "3", "^"}}, "a[1]r b[2]r c[3]r"},
		"an empty cell spans":     {[][]string{{"a", "1", "r"}, {"b", "2"}, {"c", "3", "^"}}, "a[1]r b[2] c[3]"},
		"an empty row between":    {[][]string{{"a", "1"}, nil, {"b", "2"}}, "a[1] b[2]"},
		"the first row continues": {[][]string{{"", "1"}, {"b", "2"}}, "[1] b[2]"},
	} {
		im := export.Map([]export.Grid{gridOf(append([][]string{head}, c.rows...)...)}, export.Headings{})
		var got []string
		for _, d := range im.Drafts {
			got = append(got, d.Fields["threats"]+"["+strings.Join(d.Lists["actions"], " ")+"]"+strings.ReplaceAll(d.Fields["resources"], "\n", "/"))
		}
		if all := strings.Join(got, " "); all != c.want {
			t.Errorf("%s: %s, want %s", name, all, c.want)
		}
	}
}

func TestTheNamingColumnBeginsARecordWhereverItStands(t *testing.T) {
	im := export.Map([]export.Grid{gridOf(
		[]string{"Resources Needed", "Threats and Risks", "Mitigating Actions"},
		[]string{"money", "fire", "1"}, []string{"", "flood", "2"}, []string{"time", "", "3"},
	)}, export.Headings{})
	var got []string
	for _, d := range im.Drafts {
		got = append(got, d.Fields["threats"]+":"+d.Fields["resources"]+":"+strings.Join(d.Lists["actions"], "+"))
	}
	if d := cmp.Diff([]string{"fire:money:1", "flood:time:2+3"}, got); d != "" {
		t.Error(d)
	}
}

func TestScalesTakeNumbersAndWords(t *testing.T) {
	for _, c := range []struct{ text, value, note string }{
		{"4", "4", ""}, {" 4 ", "4", ""}, {"4.0", "4", ""}, {"4/5", "4", ""}, {"4 / 5", "4", ""}, {"٤", "4", ""}, {"(4)", "4", ""}, {"۵", "5", ""},
		{"very HIGH", "5", ""}, {"Very-High", "5", ""}, {"4 - high", "4", ""}, {"high (4)", "4", ""}, {"5: muy alta", "5", ""}, {"Muy alta", "5", ""},
		{"high, because of the elections", "4", "Probability: high, because of the elections"},
		{"4 of us think so", "4", "Probability: 4 of us think so"},
		{"0", "", "Probability: 0"}, {"6", "", "Probability: 6"}, {"3.5", "", "Probability: 3.5"}, {"3-4", "", "Probability: 3-4"}, {"15", "", "Probability: 15"},
		{"low / high", "", "Probability: low / high"}, {"who knows?", "", "Probability: who knows?"}, {"4 (very high)", "", "Probability: 4 (very high)"},
		{"?", "", "Probability: ?"}, {"-", "", "Probability: -"}, {"", "", ""},
	} {
		im := export.Map([]export.Grid{gridOf([]string{"Risk", "Probability"}, []string{"fire", c.text})}, spoken())
		d := im.Drafts[0].Fields
		if d["probability"] != c.value || d["note"] != c.note || (c.note != "") != (len(im.Notes) == 1) {
			t.Errorf("%q: %q, %q, %v", c.text, d["probability"], d["note"], im.Notes)
		}
	}
}

func TestSeveralTablesNameTheirPlaces(t *testing.T) {
	plan, risks := gridOf([]string{"Threats and Risks", "Mitigating Actions"}, []string{"a"}), gridOf([]string{"Risk", "Impact"}, []string{"b", "9"})
	plan.Name, risks.Name = "One", "Two"
	other := gridOf([]string{"Shopping"})
	got := export.Map([]export.Grid{plan, risks, other}, export.Headings{})
	want := export.Import{Form: "mixed", Drafts: []export.Draft{
		{Kind: "row", Where: "One!A2", Fields: map[string]string{"threats": "a"}},
		{Kind: "risk", Where: "Two!A2", Fields: map[string]string{"title": "b", "note": "Impact: 9"}},
	}, Notes: []export.Note{{Where: "Two!B2", Problem: export.OffScale, Text: "9"}, {Where: "S", Problem: export.NoHeadings}}}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}

func TestAHeadingThatStandsTwiceKeepsBothTexts(t *testing.T) {
	im := export.Map([]export.Grid{gridOf([]string{"Risk", "What can we do", "What can I do?", "Impact", "Impact"}, []string{"a", "b", "c", "2", "3"})}, export.Headings{})
	want := map[string]string{"title": "a", "can_do": "b\nc", "impact": "2", "note": "Impact: 3"}
	if d := cmp.Diff(want, im.Drafts[0].Fields); d != "" {
		t.Error(d)
	}
}

func TestListsLoseOnlyTheirSigns(t *testing.T) {
	cell := "• dot\n- dash\n– long\n* star\n1. one\n(2) two\n3) three\na) letter\n-bare\n1.5 litres\n2026. year\n=sum\n\n   \n☐ box"
	im := export.Map([]export.Grid{gridOf([]string{"Mitigating Actions"}, []string{cell})}, export.Headings{})
	want := []string{"dot", "dash", "long", "star", "one", "two", "three", "letter", "-bare", "1.5 litres", "2026. year", "=sum", "box"}
	if d := cmp.Diff(want, im.Drafts[0].Lists["actions"]); d != "" {
		t.Error(d)
	}
}

func TestNothingTypedIsDropped(t *testing.T) {
	head := []string{"Digital Risk", "Probability", "Weather", "", "Impact", "Reaction", "What Can I Do?"}
	rows := [][]string{head}
	for i := range 9 {
		var row []string
		for j := range 8 {
			row = append(row, "w"+string(rune('a'+i))+string(rune('a'+j)))
		}
		if i%3 == 2 {
			row[0] = ""
		}
		rows = append(rows, row)
	}
	im := export.Map([]export.Grid{gridOf(rows...)}, export.Headings{})
	var all strings.Builder
	for _, d := range im.Drafts {
		for _, text := range d.Fields {
			all.WriteString(text + "\n")
		}
	}
	for _, row := range rows[1:] {
		for _, word := range row {
			if !strings.Contains(all.String(), word) {
				t.Errorf("%q is lost", word)
			}
		}
	}
}

func TestEachProblemIsASentence(t *testing.T) {
	seen := map[export.Problem]bool{}
	for _, p := range export.Problems() {
		if seen[p] || !strings.HasSuffix(string(p), ".") || len(strings.Fields(string(p))) > 20 {
			t.Errorf("%q", p)
		}
		seen[p] = true
	}
}

func TestTablesBelowEachOtherAreReadApart(t *testing.T) {
	im := export.Map([]export.Grid{gridOf(
		[]string{"Risks"},
		[]string{"Risk", "Probability", "Reaction"},
		[]string{"fire", "3", "calm"},
		[]string{"Risk", "Probability", "Reaction"},
		[]string{"flood", "2", ""},
		nil,
		[]string{"Plan"},
		[]string{"Threats and Risks", "Mitigating Actions"},
		[]string{"theft", "lock"},
	)}, export.Headings{})
	want := export.Import{Form: "mixed", Drafts: []export.Draft{
		{Kind: "risk", Where: "A3", Fields: map[string]string{"title": "fire", "probability": "3", "reaction": "1"}},
		{Kind: "risk", Where: "A5", Fields: map[string]string{"title": "flood", "probability": "2"}},
		{Kind: "row", Where: "A9", Fields: map[string]string{"threats": "theft"}, Lists: map[string][]string{"actions": {"lock"}}},
	}, Notes: []export.Note{
		{Where: "A1", Problem: export.AboveHeadings, Text: "Risks"}, {Where: "A7", Problem: export.AboveHeadings, Text: "Plan"},
	}}
	if d := cmp.Diff(want, im, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}

func TestALargeTableMapsSoon(t *testing.T) {
	rows := [][]string{{"Threats and Risks", "Identified Vulnerabilities", "Mitigating Actions"}}
	for range 20_000 {
		rows = append(rows, []string{"something happens to us here", "", "- what we do about it\n- and more"})
	}
	var im export.Import
	took := soonest(func() { im = export.Map([]export.Grid{gridOf(rows...)}, spoken()) })
	if len(im.Drafts) != 20_000 || took > slow*2*time.Second {
		t.Errorf("%d drafts after %v", len(im.Drafts), took)
	}
}
