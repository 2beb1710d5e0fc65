package paper

import (
	"strconv"
	"strings"
)

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\x00", "\uFFFD")

func escape(s string) string { return escaper.Replace(s) }

// quote writes a text as a string of CSS.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "<", `\3c `, "\n", `\a `).Replace(s) + `"`
}

// percent returns the width of a column in hundredths of the table's.
func (t *Table) percent(i int) string {
	if t.Widths == nil {
		return strconv.Itoa(100 / len(t.Head))
	}
	sum := 0
	for _, w := range t.Widths {
		sum += w
	}
	return strconv.Itoa(100 * t.Widths[i] / sum)
}
