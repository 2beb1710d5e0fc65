package notebook

// PersonaOf returns the id of the invented woman that a risk belongs to, the
// zero ID for one of ours. A risk stays hers when she was removed or deleted:
// it does not come among ours by that.
func PersonaOf(risk *Record) ID {
	for _, text := range risk.Set("persona") {
		if id, err := ParseID(text); err == nil {
			return id
		}
	}
	return ID{}
}

// RisksOf returns the risks of one invented woman, or with the zero ID our own,
// in their order. The two never stand in one list.
func (n *Notebook) RisksOf(persona ID) []*Record {
	var list []*Record
	for _, r := range n.Records("risk") {
		if PersonaOf(r) == persona {
			list = append(list, r)
		}
	}
	return list
}

// Personas returns the invented women, each once: those that have a record, and
// then those that only a risk still names.
func (n *Notebook) Personas() []ID {
	var list []ID
	seen := map[ID]bool{{}: true}
	add := func(id ID) {
		if !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	for _, r := range n.Records("persona") {
		add(r.ID)
	}
	for _, r := range n.Records("risk") {
		add(PersonaOf(r))
	}
	return list
}
