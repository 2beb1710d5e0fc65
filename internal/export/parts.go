package export

import "strings"

// parts cuts a grid where one table stands below another: at each row of
// headings that differs from the last one.
func (m *mapper) parts(g Grid) []Grid {
	var parts []Grid
	start, last := 0, -1
	for r, row := range g.Rows {
		if !m.heads(row) {
			continue
		}
		if last >= 0 && !sameTexts(g.Rows[last], row) {
			cut := titlesAbove(g.Rows[:r])
			parts = append(parts, Grid{Name: g.Name, Rows: g.Rows[start:cut]})
			start = cut
		}
		last = r
	}
	return append(parts, Grid{Name: g.Name, Rows: g.Rows[start:]})
}

// heads says whether a row holds headings: two fields of one kind at least, and
// little else. It is asked of every row, so it looks only for whole headings.
func (m *mapper) heads(row []Cell) bool {
	full, missed := 0, 0
	named := map[string]int{}
	for _, c := range row {
		if c.Text != "" {
			full++
		}
	}
	for _, c := range row {
		if c.Text == "" {
			continue
		}
		if !m.countHeading(named, c.Text) {
			missed++
		}
		if missed*2 >= full {
			return false
		}
	}
	for _, n := range named {
		if n > 1 && n*2 > full {
			return true
		}
	}
	return false
}

// countHeading counts a heading for each kind that has it, and says whether
// one does.
func (m *mapper) countHeading(named map[string]int, text string) bool {
	if len(text) > maxHeading/2 {
		return false
	}
	name, found := strings.Join(fold(text), " "), false
	for kind, fields := range m.fields {
		if _, ok := fields[name]; ok {
			named[kind]++
			found = true
		}
	}
	return found
}

func sameTexts(a, b []Cell) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Text != b[i].Text {
			return false
		}
	}
	return true
}

// titlesAbove returns where the titles of the table below rows begin: lines of
// one cell each, with an empty row above them.
func titlesAbove(rows [][]Cell) int {
	for r := len(rows) - 1; r >= 0; r-- {
		full := 0
		for _, c := range rows[r] {
			if c.Text != "" {
				full++
			}
		}
		if full == 0 {
			return r + 1
		}
		if full > 1 {
			break
		}
	}
	return len(rows)
}
