package notebook

// Value is one value that stands in a field.
type Value struct {
	Text    string
	Version Version // the write that put it there
	Time    int64   // Unix seconds by that device's clock; for people to read only
}

// Record is one thing that people keep. Fields holds, by field name, the live
// values: none or one as a rule, several where devices wrote apart (or where
// the field is a set), in an order that is the same on every device.
type Record struct {
	Ref
	Fields    map[string][]Value
	Removed   bool
	RemovedAt int64 // Unix seconds; 0 when not removed
}

// Order is the field that keeps a record's place in its list: a key that
// sorts as text. Every kind has it, and no form shows it.
const Order = "order"

// Get returns the text of a field, "" when nothing stands there. Where several
// values stand side by side it is the first of them; see Beside.
func (r *Record) Get(field string) string {
	if v := r.Fields[field]; len(v) > 0 {
		return v[0].Text
	}
	return ""
}

// Set returns the distinct texts of a field, as a set has them.
func (r *Record) Set(field string) []string {
	values := r.Fields[field]
	if len(values) == 0 {
		return nil
	}
	list := make([]string, 0, len(values))
	seen := map[string]bool{}
	for _, v := range values {
		if v.Text != "" && !seen[v.Text] {
			seen[v.Text] = true
			list = append(list, v.Text)
		}
	}
	return list
}

// Beside returns the values of a field that stand side by side and differ, or
// nil when there is at most one. A set never has any.
func (r *Record) Beside(field string) []Value {
	values := r.Fields[field]
	if f := KindOf(r.Kind).Field(field); len(values) < 2 || f == nil || f.Type.IsSet() {
		return nil
	}
	var list []Value
	seen := map[string]bool{}
	for _, v := range values {
		if !seen[v.Text] {
			seen[v.Text] = true
			list = append(list, v)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// Versions returns the versions that stand in a field, for a form to carry.
func (r *Record) Versions(field string) []Version {
	var list []Version
	for _, v := range r.Fields[field] {
		list = append(list, v.Version)
	}
	return list
}

// Title returns the text of the kind's first field.
func (r *Record) Title() string {
	if k := KindOf(r.Kind); k != nil {
		return r.Get(k.Fields[0].Name)
	}
	return ""
}
