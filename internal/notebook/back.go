package notebook

// Back is what people look back on: what came and went since a day. Each list
// is in the order of its kinds and sheets, and nothing is counted.
type Back struct {
	Since   string // a day as 2006-01-02
	Proud   string // what they say they are proud of
	Agreed  []*Record
	Done    []*Record // actions that are done or go well, and were touched since
	New     []*Record
	Changed []*Record
	LetGo   []*Record // removed, or decided against
}

// LookBack sorts the records that were touched since a day. An action that is
// done, goes well or was decided against stands there and nowhere else.
func LookBack(n *Notebook, since string, touched map[Ref]How) Back {
	b := Back{Since: since}
	if p := n.Get(Ref{"plan", Single("plan")}); p != nil {
		b.Proud = p.Get("proud")
	}
	for _, a := range n.Records("agreement") {
		if a.Get("on") >= since {
			b.Agreed = append(b.Agreed, a)
		}
	}
	for _, k := range Kinds() {
		if k.remembered() {
			for _, r := range n.Records(k.Name) {
				b.sort(r, touched[r.Ref])
			}
		}
	}
	for _, r := range n.Removed() {
		if k := KindOf(r.Kind); k != nil && k.remembered() && touched[r.Ref] == Gone {
			b.LetGo = append(b.LetGo, r)
		}
	}
	return b
}

// remembered says whether a look back names records of a kind: what people wrote
// themselves, and for all of them.
func (k *Kind) remembered() bool {
	return !k.Only && !k.Closed && !k.Stays && !k.Quiet && !k.Unordered && k.Name != "person"
}

// Brief returns the same with at most so many records in each list, and whether
// something was left out.
func (b Back) Brief(most int) (Back, bool) {
	more := false
	for _, list := range []*[]*Record{&b.Agreed, &b.Done, &b.New, &b.Changed, &b.LetGo} {
		more = more || len(*list) > most
		*list = (*list)[:min(len(*list), most)]
	}
	return b, more
}

func (b *Back) sort(r *Record, how How) {
	state := ""
	if r.Kind == "action" && how != "" {
		state = r.Get("state")
	}
	switch {
	case state == "done" || state == "well":
		b.Done = append(b.Done, r)
	case state == "changed" || state == "notforus":
		b.LetGo = append(b.LetGo, r)
	case how == Added:
		b.New = append(b.New, r)
	case how == Changed:
		b.Changed = append(b.Changed, r)
	}
}
