// Package workload makes notebooks of no meaning for measures and tests, the
// same ones each time:
//
//	w := workload.New()
//	c := w.Next(device) // one more change, as a group would make it
//
// Large is a notebook of a large group after years, as drafts; Start begins a
// workload with it.
package workload

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

// seed and the mix pin the workload: of a hundred changes, so many edit a text,
// make a record, link or unlink an action, and remove or bring back.
const (
	seed    = 20261122
	edits   = 62
	makes   = 22
	links   = 13
	removes = 3
)

// kinds are what is made, rows and actions more often than the rest.
var kinds = []string{"risk", "row", "row", "action", "action", "action", "activity", "protocol", "person"}

// Workload makes changes as a group would, against what stands.
type Workload struct {
	rand  *rand.Rand
	fold  *change.Fold
	refs  []notebook.Ref
	count int
	whole bool // no more records are made, and none is removed
}

// New returns a workload that begins with nothing.
func New() *Workload {
	return &Workload{rand: rand.New(rand.NewPCG(seed, 1)), fold: change.NewFold()}
}

// Next returns one more change, of the device that it is given.
func (w *Workload) Next(d notebook.Device) *change.Change {
	for {
		e := w.edit(d)
		n := w.rand.IntN(100)
		if w.whole {
			n = makes + w.rand.IntN(edits+links)
		}
		switch {
		case n < makes || len(w.refs) < 20:
			w.make(e)
		case n < makes+edits:
			ref := w.any("")
			e.Set(ref, w.textField(ref.Kind), w.Sentence(), nil)
		case n < makes+edits+links:
			e.Include(w.any("row"), "actions", w.any("action").ID.String())
		default:
			e.Remove(w.any(""))
		}
		if c := e.Change(); c != nil {
			w.fold.Apply(c)
			return c
		}
	}
}

func (w *Workload) edit(d notebook.Device) *change.Edit {
	w.count++
	return w.fold.Edit(d, int64(1_790_000_000+w.count*40))
}

func (w *Workload) id() (id notebook.ID) {
	for i := range id {
		id[i] = byte(w.rand.Uint32())
	}
	return id
}

func (w *Workload) make(e *change.Edit) {
	id := w.id()
	ref := notebook.Ref{Kind: kinds[w.rand.IntN(len(kinds))], ID: id}
	e.Set(ref, notebook.Order, fmt.Sprintf("%06d", len(w.refs)), nil)
	e.Set(ref, notebook.KindOf(ref.Kind).Fields[0].Name, w.Sentence(), nil)
	w.refs = append(w.refs, ref)
}

// any returns a record of a kind, or with "" of any.
func (w *Workload) any(kind string) notebook.Ref {
	for range 1000 {
		if ref := w.refs[w.rand.IntN(len(w.refs))]; kind == "" || ref.Kind == kind {
			return ref
		}
	}
	return w.refs[0]
}

func (w *Workload) textField(kind string) string {
	fields := notebook.KindOf(kind).Fields
	for {
		if f := fields[w.rand.IntN(len(fields))]; f.Type <= notebook.Lines && !f.Hidden {
			return f.Name
		}
	}
}

// Sentence returns six to thirty words of no meaning.
func (w *Workload) Sentence() string {
	syllables := []string{"la", "mi", "ro", "ta", "se", "nu", "pa", "ke", "do", "li"}
	var words []string
	for range 6 + w.rand.IntN(25) {
		var word strings.Builder
		for range 1 + w.rand.IntN(4) {
			word.WriteString(syllables[w.rand.IntN(len(syllables))])
		}
		words = append(words, word.String())
	}
	return strings.Join(words, " ")
}

// Short cuts a sentence to what people write into a cell.
func Short(s string) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(len(words), 8)], " ")
}
