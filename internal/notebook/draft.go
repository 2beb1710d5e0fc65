package notebook

// Values are texts by field name, as a form, a command or an import gives them.
// A field of type Refs takes ids or titles, any number; every other takes one
// text. The name "title" stands for a kind's first field, too.
type Values map[string][]string

// Draft is a record that is not in a notebook yet.
type Draft struct {
	Kind   string
	ID     ID // zero for a new one; an import of our own export brings ids
	Values Values
	Where  string // the place in the file that it was read from, such as "B4"
}
