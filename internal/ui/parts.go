package ui

import (
	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui/html"
)

// piece is what a page of a long document is cut into: a row of a table, or a
// block of another form. Before the document stand the differences, of block -1.
type piece struct{ block, row int }

// partOf returns what of some differences and a document stands on the page
// that is asked for, and the way to the other pages.
func (v *visit) partOf(d paper.Document, since ...notebook.Difference) (paper.Document, []notebook.Difference, html.Node) {
	part, pager := paging(v, pieces(d, len(since)), func(p piece) int {
		if p.block < 0 {
			s := since[p.row]
			return 220 + textWeight(clip(s.Title, titleBytes)) + textWeight(clip(s.Before, cellBytes)) + textWeight(clip(s.After, cellBytes))
		}
		return blockWeight(d.Blocks[p.block], p.row)
	})
	var shown []paper.Block
	var left []notebook.Difference
	last := -1
	for _, p := range part {
		switch {
		case p.block < 0:
			left = append(left, since[p.row])
		case d.Blocks[p.block].Table == nil:
			shown = append(shown, d.Blocks[p.block])
		default:
			whole := d.Blocks[p.block].Table
			if p.block != last {
				t := *whole
				t.Rows = nil
				shown = append(shown, paper.Block{Table: &t})
			}
			t := shown[len(shown)-1].Table
			t.Rows = append(t.Rows, whole.Rows[p.row:min(p.row+1, len(whole.Rows))]...)
		}
		last = p.block
	}
	d.Blocks = shown
	return d, left, pager
}

func pieces(d paper.Document, since int) []piece {
	var list []piece
	for i := range since {
		list = append(list, piece{-1, i})
	}
	for i, b := range d.Blocks {
		rows := 1
		if b.Table != nil {
			rows = max(1, len(b.Table.Rows)) // an empty one keeps its head
		}
		for row := range rows {
			list = append(list, piece{i, row})
		}
	}
	return list
}

// blockWeight is about how many bytes a block takes, or one row of its table.
func blockWeight(b paper.Block, row int) int {
	texts := append([]string{b.Heading, b.Text}, b.Items...)
	if b.Table != nil && row < len(b.Table.Rows) {
		texts = b.Table.Rows[row]
	}
	sum := 60
	for _, text := range texts {
		sum += 80 + textWeight(text)
	}
	return sum
}
