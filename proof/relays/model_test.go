package relays_test

import (
	"slices"
	"testing"

	"amparo/internal/exchange"
	"amparo/internal/relay/wire"

	"github.com/anishathalye/porcupine"
)

// asked is what a device asked of a mailbox: to append a text, to read from the
// beginning, or to forget what is up to a number.
type asked struct {
	what    string
	text    string
	through uint64
}

// told is what it was answered. What is not known may have happened or not.
type told struct {
	known   bool
	number  uint64
	head    wire.Head
	entries []string
}

// contents is a mailbox as it should be. It is not changed once it is made.
type contents struct {
	base, head wire.Head
	entries    []string
}

func (c contents) append(text string) contents {
	c.head = c.head.Next(exchange.IDOf([]byte(text)))
	c.entries = append(c.entries[:len(c.entries):len(c.entries)], text)
	return c
}

func (c contents) forget(through uint64) contents {
	for c.base.Number < min(through, c.head.Number) {
		c.base = c.base.Next(exchange.IDOf([]byte(c.entries[0])))
		c.entries = c.entries[1:]
	}
	return c
}

// after returns what the mailbox may be after a question that was answered so:
// nothing when no mailbox would have answered so.
func (c contents) after(in asked, out told) []contents {
	switch in.what {
	case "append":
		next, number := c, c.base.Number+1+uint64(slices.Index(c.entries, in.text))
		if number == c.base.Number {
			next = c.append(in.text)
			number = next.head.Number
		}
		return possible(c, next, out, out.number == number && out.head == next.head)
	case "forget":
		return possible(c, c.forget(in.through), out, true)
	default:
		return possible(c, c, out, out.head == c.head && slices.Equal(out.entries, c.entries))
	}
}

func possible(before, after contents, out told, fits bool) []contents {
	switch {
	case !out.known:
		return []contents{before, after}
	case fits:
		return []contents{after}
	}
	return nil
}

// model is one mailbox. The chain hash of a head covers all entries there ever
// were, so that equal heads and bases are equal contents.
func model() porcupine.Model {
	m := porcupine.NondeterministicModel{
		Init: func() []any { return []any{contents{}} },
		Step: func(state, in, out any) (next []any) {
			for _, c := range state.(contents).after(in.(asked), out.(told)) {
				next = append(next, c)
			}
			return next
		},
		Equal: func(a, b any) bool {
			return a.(contents).base == b.(contents).base && a.(contents).head == b.(contents).head
		},
	}
	return m.ToModel()
}

// The model itself refuses histories that no mailbox has.
func TestTheModelSeesFaults(t *testing.T) {
	one, two := contents{}.append("one"), contents{}.append("one").append("two")
	ack := func(text string, c contents, n uint64, call, end int64) porcupine.Operation {
		return porcupine.Operation{Input: asked{what: "append", text: text}, Output: told{known: true, number: n, head: c.head}, Call: call, Return: end}
	}
	read := func(c contents, call, end int64) porcupine.Operation {
		return porcupine.Operation{Input: asked{what: "read"}, Output: told{known: true, head: c.head, entries: c.entries}, Call: call, Return: end}
	}
	unknown := porcupine.Operation{Input: asked{what: "append", text: "one"}, Output: told{}, Call: 0, Return: 9}
	forget := porcupine.Operation{Input: asked{what: "forget", through: 1}, Output: told{known: true}, Call: 5, Return: 6}
	for _, c := range []struct {
		name string
		want bool
		ops  []porcupine.Operation
	}{
		{"in a row", true, []porcupine.Operation{ack("one", one, 1, 0, 1), ack("two", two, 2, 2, 3), read(two, 4, 5)}},
		{"asked again", true, []porcupine.Operation{unknown, ack("one", one, 1, 10, 11)}},
		{"it had not happened", true, []porcupine.Operation{unknown, read(contents{}, 10, 11)}},
		{"forgotten", true, []porcupine.Operation{ack("one", one, 1, 0, 1), ack("two", two, 2, 2, 3), forget, read(two.forget(1), 7, 8)}},
		{"lost", false, []porcupine.Operation{ack("one", one, 1, 0, 1), read(contents{}, 2, 3)}},
		{"a number twice", false, []porcupine.Operation{ack("one", one, 1, 0, 1), ack("other", contents{}.append("other"), 1, 2, 3)}},
		{"seen and gone", false, []porcupine.Operation{unknown, read(one, 1, 2), read(contents{}, 3, 4)}},
		{"not forgotten", false, []porcupine.Operation{ack("one", one, 1, 0, 1), forget, read(one, 7, 8)}},
	} {
		for i := range c.ops {
			c.ops[i].ClientId = i
		}
		if got := porcupine.CheckOperations(model(), c.ops); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
