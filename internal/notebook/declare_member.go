package notebook

// memberKind is what a group says of one of its members. Who the members are
// does not stand here: that is sealed and signed by the keepers. A record's id
// follows from the member's first device.
var memberKind = Kind{Name: "member", Sheet: "members", One: "member", A: "a member", Many: "Members", Closed: true, Stays: true, Quiet: true, Fields: []Field{
	{Name: "alias", Type: Line, Label: "Name here",
		Question: "What shall we call her here?", Why: "Any name. It need not be her own.", Example: "Luna"},
	{Name: "was", Type: Line, Label: "A device she had here", Question: "A device she had here", Hidden: true},
	{Name: "left", Type: Date, Label: "When she left us", Question: "When she left us", Hidden: true},
	{Name: "out", Type: Line, Label: "Devices she takes out", Question: "Devices she takes out", Hidden: true},
}}
