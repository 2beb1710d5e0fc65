package notebook

// Over says that an action needs nothing more: it is done, or we decided
// against it. Every other answer, and none, is for the next plan.
func Over(action *Record) bool {
	switch action.Get("state") {
	case "done", "changed", "notforus":
		return action.Beside("state") == nil
	}
	return false
}

// Parted is what becomes of a plan's rows and actions when it is finished.
type Parted struct {
	Leave []*Record // stays in the past plan alone: rows first, then actions
	Stay  []*Record // the next plan begins with it: rows first, then actions
}

// Part says which rows and actions leave with a plan that is finished, and
// which the next plan begins with. A settled action leaves. A row leaves when
// all of its actions are settled and one of them was done: a worry against
// which nothing was done stays a worry.
func Part(n *Notebook) Parted {
	var p Parted
	put := func(r *Record, leaves bool) {
		if leaves {
			p.Leave = append(p.Leave, r)
		} else {
			p.Stay = append(p.Stay, r)
		}
	}
	for _, row := range n.Records("row") {
		put(row, rowDone(n, row))
	}
	for _, action := range n.Records("action") {
		put(action, Over(action))
	}
	return p
}

func rowDone(n *Notebook, row *Record) bool {
	done := false
	for _, action := range n.Linked(row, "actions") {
		if !Over(action) {
			return false
		}
		done = done || action.Get("state") == "done"
	}
	return done
}
