package notebook

// Next is something that could come next. What names it; Ref is the record that
// it is about, or the zero Ref.
type Next struct {
	What string
	Ref  Ref
}

// What could come next, in the order of the path.
const (
	NextWorries  = "worries"  // nothing is written down yet
	NextRow      = "row"      // the risk that weighs most has no row of the plan
	NextAction   = "action"   // a row has no action
	NextLead     = "lead"     // nobody leads an action yet
	NextList     = "list"     // no activity is listed
	NextProtocol = "protocol" // an activity wants a protocol and has none
	NextMeasures = "measures" // a protocol has no measure yet
	NextAgree    = "agree"    // nothing was agreed on
	NextTalk     = "talk"     // a protocol was neither talked through nor practised
)

// Nexts returns what could come next in a notebook, at most one thing of each
// sort. The order is a suggestion and nothing is missing while it is not done.
func Nexts(n *Notebook) []Next {
	if len(n.Records("risk")) == 0 && len(n.Records("row")) == 0 {
		return []Next{{What: NextWorries}}
	}
	var list []Next
	first := func(what string, records []*Record, wants func(*Record) bool) {
		for _, r := range records {
			if wants(r) {
				list = append(list, Next{what, r.Ref})
				return
			}
		}
	}
	inRow, written := n.namedIn("row", "risks"), n.namedIn("protocol", "activity")
	first(NextRow, Heaviest(n.Records("risk")), func(r *Record) bool { return !inRow[r.ID.String()] })
	first(NextAction, n.Records("row"), func(r *Record) bool { return len(n.Linked(r, "actions")) == 0 })
	first(NextLead, n.Records("action"), func(r *Record) bool { return r.moves() && len(n.Linked(r, "leads")) == 0 })
	if len(n.Records("activity")) == 0 {
		list = append(list, Next{What: NextList})
	}
	first(NextProtocol, n.Records("activity"), func(r *Record) bool { return r.Get("needs") == "yes" && !written[r.ID.String()] })
	first(NextMeasures, n.Records("protocol"), func(r *Record) bool { return r.Get("before")+r.Get("during")+r.Get("after") == "" })
	if len(n.Records("agreement")) == 0 {
		list = append(list, Next{What: NextAgree})
	}
	first(NextTalk, n.Records("protocol"), func(r *Record) bool { return r.Get("talked")+r.Get("sure") == "" })
	return list
}

// namedIn returns the ids that the records of a kind name in a field.
func (n *Notebook) namedIn(kind, field string) map[string]bool {
	ids := map[string]bool{}
	for _, r := range n.Records(kind) {
		for _, v := range r.Fields[field] {
			ids[v.Text] = true
		}
	}
	return ids
}

// moves says that an action is still to be done.
func (r *Record) moves() bool {
	switch r.Get("state") {
	case "done", "changed", "notforus":
		return false
	}
	return true
}
