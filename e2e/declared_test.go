package e2e_test

import (
	"slices"
	"strings"
)

// sort is a kind of record as `amparo add --help` tells of it, which reads the
// declaration: a kind or a field that is new there is new in these tests.
type sort struct {
	name string
	free []string // fields that take any words; often the first one names the record
}

// declared returns every kind, from the program itself.
func (p *place) declared() []sort {
	p.t.Helper()
	var list []sort
	_, guide, _ := strings.Cut(p.run("add", "--help"), "Kinds and fields:\n")
	for line := range strings.Lines(guide) {
		line = strings.TrimRight(line, "\n")
		switch name := strings.TrimLeft(line, " "); {
		case name == "":
		case !strings.HasPrefix(line, "  "):
			return p.enough(list)
		case !strings.HasPrefix(line, "    "):
			list = append(list, sort{name: name})
		case !strings.ContainsAny(name, "=>"):
			last := &list[len(list)-1]
			last.free = append(last.free, name)
		}
	}
	return p.enough(list)
}

// enough sees to it that a help that reads otherwise one day fails the tests.
func (p *place) enough(list []sort) []sort {
	p.t.Helper()
	fields := 0
	for _, k := range list {
		fields += len(k.free)
	}
	if len(list) < 25 || fields < 120 || !slices.Contains(list[0].free, "title") {
		p.t.Fatalf("%d kinds with %d fields are declared", len(list), fields)
	}
	return list
}

// writes adds a record with a word in each field that takes one, or in the
// field that is given, and returns its id.
func (p *place) writes(k sort, next func() string, more ...string) string {
	p.t.Helper()
	args := []string{"add", k.name}
	for _, field := range k.free {
		args = append(args, field+"="+next())
	}
	return strings.TrimSpace(p.run(append(args, more...)...))
}
