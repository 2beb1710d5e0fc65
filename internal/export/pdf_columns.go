package export

// pdfColumn is where a column stands on the paper.
type pdfColumn struct{ from, to float64 }

// columns places the columns on the paper; the first stands at the reading
// side.
func (t *pdfTable) columns() []pdfColumn {
	l := t.l
	widths := pdfShare(l.measure(), t.shares(), t.needs())
	columns := make([]pdfColumn, len(widths))
	at := 0.0
	for i, width := range widths {
		columns[i] = pdfColumn{l.left + at, l.left + at + width}
		if l.doc.RTL {
			columns[i] = pdfColumn{l.right - at - width, l.right - at}
		}
		at += width
	}
	return columns
}

// shares are the relative widths that were asked for.
func (t *pdfTable) shares() []float64 {
	n := len(t.t.Head)
	for _, r := range t.t.Rows {
		n = max(n, len(r))
	}
	shares := make([]float64, n)
	for i := range shares {
		shares[i] = 1
		if len(t.t.Widths) == n && t.t.Widths[i] > 0 {
			shares[i] = float64(t.t.Widths[i])
		}
	}
	return shares
}

// needs are the widths at which no word has to be broken. A word that takes
// a quarter of the paper may be broken all the same.
func (t *pdfTable) needs() []float64 {
	needs := make([]float64, len(t.shares()))
	widen := func(cells []string, style pdfStyle) {
		for i, text := range cells {
			word := t.l.text.longest(text, style) + style.hang + 2*pdfPadX + 0.1
			if word < t.l.measure()/4 {
				needs[i] = max(needs[i], word)
			}
		}
	}
	widen(t.t.Head, pdfTop)
	for _, r := range t.t.Rows {
		widen(r, pdfCell)
	}
	return needs
}

// pdfShare divides a width by shares, but gives each column what it needs
// as long as there is enough for all.
func pdfShare(width float64, shares, needs []float64) []float64 {
	out, fixed := make([]float64, len(shares)), make([]bool, len(shares))
	if pdfSum(needs) > width {
		needs = make([]float64, len(shares))
	}
	for again := true; again; {
		left, sum := width, 0.0
		for i := range shares {
			if fixed[i] {
				left -= needs[i]
			} else {
				sum += shares[i]
			}
		}
		again = false
		for i := range shares {
			if fixed[i] {
				continue
			}
			if out[i] = left * shares[i] / sum; out[i] < needs[i] {
				out[i], fixed[i], again = needs[i], true, true
			}
		}
	}
	return out
}

func pdfSum(values []float64) float64 {
	var sum float64
	for _, v := range values {
		sum += v
	}
	return sum
}
