package change

import "amparo/internal/notebook"

// Touched says what became of the records that were written since a moment, in
// Unix seconds: written for the first time, changed, or removed and not brought
// back. A place in a list is no change, nor are marks that the program keeps.
func Touched(changes []*Change, since int64) map[notebook.Ref]notebook.How {
	before, touched := map[notebook.Ref]bool{}, map[notebook.Ref]notebook.How{}
	for _, c := range changes {
		for i := range c.Writes {
			w := &c.Writes[i]
			switch f := notebook.KindOf(w.Ref.Kind).Field(w.Field); {
			case c.Time < since:
				before[w.Ref] = true
			case w.Op == Remove:
				touched[w.Ref] = notebook.Gone
			case w.Field != "" && (f == nil || f.Hidden):
			case before[w.Ref]:
				touched[w.Ref] = notebook.Changed
			default:
				touched[w.Ref] = notebook.Added
			}
		}
	}
	return touched
}
