package notebook

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// shifted returns the risks that a protocol answers and that say something else
// now than when we looked last: when we linked them, agreed on the protocol, or
// said that it is still right. Of a risk that nobody has looked at with it yet,
// nothing can be said.
func (n *Notebook) shifted(protocol *Record) []*Record {
	var list []*Record
	var fixed *Notebook // what we agreed on; read when a risk first needs it
	for _, risk := range n.Linked(protocol, "risks") {
		if slices.Contains(protocol.Set(Looked), Seen(risk)) {
			continue
		}
		if fixed == nil {
			fixed = n.agreedOn(protocol)
		}
		then := fixed.Get(risk.Ref)
		if then == nil && sawOnce(protocol, risk) || then != nil && view(then) != view(risk) {
			list = append(list, risk)
		}
	}
	return list
}

// Seen is the mark of a protocol that says: the risk that it answers was looked
// at with it, as the risk is now.
func Seen(risk *Record) string { return SeenAs(risk.ID) + view(risk) }

// SeenAs is what every mark of how a risk was seen begins with.
func SeenAs(risk ID) string { return string(Shifted) + "." + risk.String() + "." }

// sawOnce says whether the risk was looked at with the protocol before.
func sawOnce(protocol, risk *Record) bool {
	return slices.ContainsFunc(protocol.Set(Looked), func(key string) bool { return strings.HasPrefix(key, SeenAs(risk.ID)) })
}

// Unseen returns the marks of the risks that a protocol answers and that nobody
// has looked at with it yet.
func (n *Notebook) Unseen(protocol *Record) []string {
	var list []string
	for _, risk := range n.Linked(protocol, "risks") {
		if !sawOnce(protocol, risk) {
			list = append(list, Seen(risk))
		}
	}
	return list
}

// view stands for what a risk says: the same on every device, and another one
// when its rating or a text of it is another. The note is for ourselves. It is
// so short that many texts have it: nobody can read or prove one by it, and one
// change in 65,536 goes by unasked.
func view(risk *Record) string {
	h := fnv.New32a()
	for _, f := range KindOf("risk").Fields {
		if f.Hidden || f.Type.IsSet() || f.Name == "note" {
			continue
		}
		texts := slices.Clone(risk.Set(f.Name)) // side by side in any order
		slices.Sort(texts)
		for _, text := range texts {
			h.Write([]byte(f.Name + "\x00" + text + "\x00"))
		}
	}
	sum := h.Sum32()
	return strconv.FormatUint(uint64(sum>>16^sum&0xffff), 36)
}

// agreedOn returns the version of a protocol that was agreed on last, with what
// it names; an empty notebook when there is none.
func (n *Notebook) agreedOn(protocol *Record) *Notebook {
	var last *Record
	for _, a := range n.Records("agreement") {
		if a.Get("subject") == protocol.ID.String() && (last == nil || a.Get("on") >= last.Get("on")) {
			last = a
		}
	}
	if last != nil {
		if then, err := Thaw(last.Get("version")); err == nil {
			return then
		}
	}
	return New()
}
