package main

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

func (p *program) helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   p.loc.T("Say more about a command"),
		Long:    p.loc.T("Says what a command does, with an example."),
		Example: "  amparo help export",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return p.wrongUse(p.loc.T("There is no command of that name. 'amparo help' lists them."))
			}
			p.help(c)
			return nil
		},
	}
}

// manual is the help of one command, from which the help page and the manual
// page are both made.
type manual struct {
	name, short, long, usage, example string
	commands, options, everywhere     []entry
	codes                             []entry
}

// entry is a name with what it means.
type entry struct{ name, meaning string }

// manualOf returns the help of a command.
func (p *program) manualOf(c *cobra.Command) manual {
	m := manual{
		name: c.CommandPath(), short: c.Short, long: c.Long, usage: c.UseLine(), example: c.Example,
		options: flagEntries(c.LocalNonPersistentFlags().FlagUsages()), everywhere: flagEntries(c.Root().PersistentFlags().FlagUsages()),
	}
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			m.commands = append(m.commands, entry{sub.Name(), sub.Short})
		}
	}
	if !c.HasParent() {
		m.codes = p.exitCodes()
	}
	return m
}

func (p *program) exitCodes() []entry {
	return []entry{
		{"0", p.loc.T("done")}, {"1", p.loc.T("not done")}, {"2", p.loc.T("another way of writing the command is needed")},
		{"3", p.loc.T("another passphrase is needed, or it is locked")}, {"4", p.loc.T("not found")},
		{"5", p.loc.T("damaged or refused input")}, {"6", p.loc.T("another program has the vault open")},
	}
}

// flagEntries reads what cobra says of a command's options: a line each, its
// name and its meaning with three blanks at least between them.
func flagEntries(usages string) []entry {
	var list []entry
	for line := range strings.Lines(usages) {
		name, meaning, _ := strings.Cut(strings.TrimSpace(line), "   ")
		if name != "" && !strings.HasSuffix(name, "--help") {
			list = append(list, entry{name, strings.TrimSpace(meaning)})
		}
	}
	return list
}

// help writes the help of a command.
func (p *program) help(c *cobra.Command) { p.writeHelp(p.env.Stdout, p.manualOf(c)) }

func (p *program) writeHelp(w io.Writer, m manual) {
	var b strings.Builder
	b.WriteString(wrap(m.long, 78, "") + "\n")
	b.WriteString("\n" + p.loc.T("How to write it") + "\n  " + m.usage + "\n")
	if m.example != "" {
		b.WriteString("\n" + p.loc.T("For example") + "\n" + m.example + "\n")
	}
	writeEntries(&b, p.loc.T("Commands"), m.commands)
	writeEntries(&b, p.loc.T("Options"), m.options)
	writeEntries(&b, p.loc.T("For every command"), m.everywhere)
	writeEntries(&b, p.loc.T("What it ends with"), m.codes)
	io.WriteString(w, b.String())
}

// writeEntries writes a list with a heading, its meanings one under the other.
func writeEntries(b *strings.Builder, heading string, list []entry) {
	if len(list) == 0 {
		return
	}
	width := 0
	for _, e := range list {
		width = max(width, utf8.RuneCountInString(e.name))
	}
	b.WriteString("\n" + heading + "\n")
	for _, e := range list {
		space := strings.Repeat(" ", width+4)
		b.WriteString("  " + e.name + strings.Repeat(" ", width-utf8.RuneCountInString(e.name)+2) + wrap(e.meaning, 100-width, space) + "\n")
	}
}

// wrap breaks the paragraphs of a text into lines of at most width letters;
// lines after the first begin with space. Lines that are indented stay as they
// are.
func wrap(text string, width int, space string) string {
	var out []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(paragraph, " ") {
			out = append(out, paragraph)
			continue
		}
		line := ""
		for word := range strings.FieldsSeq(paragraph) {
			if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
				out, line = append(out, line), ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n"+space)
}
