package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"
)

func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Write the manual page",
		Long:    "Writes a manual page of all commands to the standard output. It comes from the same source as the help.",
		Example: "  amparo-relay man | man -l -",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := io.WriteString(p.env.Stdout, manual(c.Root()))
			return err
		},
	}
}

// manual returns the manual page in the language of roff.
func manual(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString(".TH AMPARO\\-RELAY 8 \"\" \"amparo-relay " + version + "\"\n.SH NAME\namparo\\-relay \\- " + roff(root.Short) + "\n")
	b.WriteString(".SH SYNOPSIS\n.B amparo\\-relay COMMAND [OPTIONS]\n.SH DESCRIPTION\n" + roff(root.Long) + "\n.SH COMMANDS\n")
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		b.WriteString(".SS " + roff(c.Use) + "\n" + roff(c.Long) + "\n")
		options(&b, c.LocalNonPersistentFlags().FlagUsages())
	}
	b.WriteString(".SH OPTIONS FOR EVERY COMMAND\n")
	options(&b, root.PersistentFlags().FlagUsages())
	b.WriteString(".SH EXAMPLES\n.nf\n" + roff(root.Example) + "\n.fi\n")
	b.WriteString(".SH EXIT STATUS\n0 done, 1 not done, 2 the command has to be written in another way\n")
	return b.String()
}

// options writes what cobra says of a command's options: a line each, its name
// and its meaning with three blanks at least between them.
func options(b *strings.Builder, usages string) {
	for line := range strings.Lines(usages) {
		name, meaning, _ := strings.Cut(strings.TrimSpace(line), "   ")
		if name != "" && !strings.HasSuffix(name, "--help") {
			b.WriteString(".TP\n.B " + roff(name) + "\n" + roff(strings.TrimSpace(meaning)) + "\n")
		}
	}
}

// roff takes their meaning from the signs that roff reads.
func roff(text string) string { return strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text) }
