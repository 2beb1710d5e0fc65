package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

func (p *program) manCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:     "man [COMMAND]",
		Short:   p.loc.T("Write the manual page of a command, or all of them"),
		Long:    p.loc.T("Writes a manual page to the standard output, or one file for each command into a folder. They come from the same source as this help."),
		Example: "  amparo man export | man -l -\n  amparo man --dir ~/.local/share/man/man1",
		RunE: func(c *cobra.Command, args []string) error {
			if dir != "" {
				return p.manAll(c.Root(), dir)
			}
			of, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return p.wrongUse(p.loc.T("There is no command of that name. 'amparo help' lists them."))
			}
			_, err = p.env.Stdout.Write(p.manPage(of))
			return err
		},
	}
	c.Flags().StringVar(&dir, "dir", "", p.loc.T("write a file for each command into `DIR`"))
	return c
}

// manAll writes a page for each command that people see.
func (p *program) manAll(c *cobra.Command, dir string) error {
	if c.Hidden {
		return nil
	}
	path := filepath.Join(dir, strings.ReplaceAll(c.CommandPath(), " ", "-")+".1")
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		err = newFile(path, func(w io.Writer) error {
			_, err := w.Write(p.manPage(c))
			return err
		})
	}
	for _, sub := range c.Commands() {
		err = errors.Join(err, p.manAll(sub, dir))
	}
	return err
}

// manPage returns the manual page of a command in the language of roff.
func (p *program) manPage(c *cobra.Command) []byte {
	m := p.manualOf(c)
	var b bytes.Buffer
	page := strings.ReplaceAll(m.name, " ", "-")
	b.WriteString(".TH " + strings.ToUpper(page) + " 1 \"\" \"amparo " + version + "\"\n")
	b.WriteString(".SH " + p.loc.T("NAME") + "\n" + roff(page) + " \\- " + roff(m.short) + "\n")
	b.WriteString(".SH " + p.loc.T("SYNOPSIS") + "\n.B " + roff(m.usage) + "\n")
	b.WriteString(".SH " + p.loc.T("DESCRIPTION") + "\n" + roffText(m.long))
	if m.example != "" {
		b.WriteString(".SH " + p.loc.T("EXAMPLES") + "\n.nf\n" + roff(m.example) + "\n.fi\n")
	}
	roffEntries(&b, p.loc.T("COMMANDS"), m.commands)
	roffEntries(&b, p.loc.T("OPTIONS"), m.options)
	roffEntries(&b, p.loc.T("OPTIONS FOR EVERY COMMAND"), m.everywhere)
	roffEntries(&b, p.loc.T("EXIT STATUS"), m.codes)
	return b.Bytes()
}

func roffEntries(b *bytes.Buffer, heading string, list []entry) {
	if len(list) == 0 {
		return
	}
	b.WriteString(".SH " + heading + "\n")
	for _, e := range list {
		b.WriteString(".TP\n.B " + roff(e.name) + "\n" + roff(e.meaning) + "\n")
	}
}

// roffText writes paragraphs; lines that are indented keep their shape.
func roffText(text string) string {
	var b strings.Builder
	shaped := false
	for line := range strings.SplitSeq(text, "\n") {
		if is := strings.HasPrefix(line, " "); is != shaped {
			shaped = is
			b.WriteString(map[bool]string{true: ".nf\n", false: ".fi\n"}[is])
		}
		if line == "" {
			b.WriteString(".PP\n")
			continue
		}
		b.WriteString(roff(line) + "\n")
	}
	if shaped {
		b.WriteString(".fi\n")
	}
	return b.String()
}

// roff takes their meaning from the signs that roff reads.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
