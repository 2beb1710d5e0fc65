package export

import (
	"strings"
	"unicode"

	"amparo/internal/notebook"
)

// scale holds the words of one field and the value that each stands for, and
// the values by themselves.
type scale map[string]string

// scales finds the scale of a field by kind and name, with a blank between.
type scales map[string]scale

func scalesOf(words []Word) scales {
	all := scales{}
	for _, w := range words {
		key := w.Kind + " " + w.Field
		if all[key] == nil {
			all[key] = scale{}
		}
		for _, name := range []string{w.Word, w.Value} {
			if name = scaleWord(name); name != "" && all[key][name] == "" {
				all[key][name] = w.Value
			}
		}
	}
	return all
}

// read finds the value of what stands in a cell: a number of the scale or one
// of its words, by itself ("4", "4.0", "4/5", "Very High") or together ("4 -
// high", "high (4)"). It may be followed by other words after a sign; then
// whole is false. An empty value means that it fits nothing.
func (s scale) read(text string) (value string, whole bool) {
	text = strings.TrimSpace(digits(text))
	if v := s[scaleWord(text)]; v != "" {
		return v, true
	}
	head, tail := cutScale(text)
	v := s[scaleWord(head)]
	if v == "" {
		return "", false
	}
	tail = strings.TrimSpace(tail)
	same := tail == "" || tail == "0" || tail == "5" && strings.Contains(text, "/") || s[scaleWord(tail)] == v
	if !same && (tail[0] >= '0' && tail[0] <= '9' || s[scaleWord(tail)] != "") {
		return "", false // "3.5", "3-4", "low / high": two values are none
	}
	return v, same
}

// cutScale cuts a cell at its first sign, or between a digit and what follows.
func cutScale(text string) (head, tail string) {
	for i, r := range text {
		if i > 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ' ' && !unicode.Is(unicode.Mn, r) {
			return text[:i], strings.Trim(text[i:], " \n\t.,;:/()[]-–—=…")
		}
		if i > 0 && r == ' ' && unicode.IsDigit(rune(text[i-1])) {
			return text[:i], strings.Trim(text[i:], " \n\t.,;:/()[]-–—=…")
		}
	}
	return text, ""
}

// scaleWord folds a word of a scale so that ways to write it meet.
func scaleWord(text string) string {
	words := strings.FieldsFunc(notebook.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, " ")
}

// digits turns the digits of Arabic and Persian into those of the scale.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, text)
}

// entries makes a list of the lines of a text, without what people put before
// the entries of a list: dashes, dots, numbers, boxes.
func entries(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(bullet(strings.TrimSpace(line))); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// bullet cuts the sign of a list off a line: "- ", "•", "1.", "2)", "(3)", "a)".
func bullet(line string) string {
	if rest := strings.TrimLeft(line, "•‣◦▪●○■□☐☑✓–—·∙\uf0b7"); rest != line {
		return rest
	}
	if len(line) > 1 && strings.ContainsRune("-*+", rune(line[0])) && (line[1] == ' ' || line[1] == '\t') {
		return line[1:]
	}
	mark := strings.TrimPrefix(line, "(")
	n := 0
	for n < len(mark) && mark[n] >= '0' && mark[n] <= '9' {
		n++
	}
	if n == 0 && len(mark) > 1 && mark[0] >= 'a' && mark[0] <= 'z' && mark[1] == ')' {
		n = 1
	}
	if n == 0 || n > 2 || n >= len(mark) || !strings.ContainsRune(".)", rune(mark[n])) {
		return line
	}
	if rest := mark[n+1:]; rest == "" || rest[0] == ' ' || rest[0] == '\t' {
		return rest
	}
	return line
}
