package notebook

// OpenCheckin returns the check-in that she still writes on, or nil. There is at
// most one, unless two devices that had not met opened one each: then it is the
// later one of the list.
func OpenCheckin(n *Notebook) *Record {
	var open *Record
	for _, r := range n.Records("checkin") {
		if r.Get("state") == "open" {
			open = r
		}
	}
	return open
}
