package main

import (
	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// tellMeasures says kindly when a part of a protocol that was just written has
// become long.
func (p *program) tellMeasures(w *workspace.Workspace, ref notebook.Ref) {
	r := w.Notebook().Get(ref)
	if ref.Kind != "protocol" || r == nil {
		return
	}
	for _, name := range []string{"before", "during", "after"} {
		label := p.loc.T(notebook.KindOf("protocol").Field(name).Label)
		switch n := len(notebook.Items(r.Get(name))); {
		case n > notebook.Many:
			p.tell(label + ": " + p.loc.T("These are many. Fewer are easier to live by. What could go together?"))
		case n >= notebook.Pause:
			p.tell(label + ": " + p.loc.T("That is a good handful. On the card there is a breath after the fifth."))
		}
	}
}
