package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"amparo/internal/locale"

	"github.com/spf13/cobra"
)

// program is one run: its surroundings and the options for every command.
type program struct {
	env   Env
	in    *bufio.Reader // over env.Stdin, shared by all who read from it
	loc   *locale.Locale
	flags globals
	shelf *shelf
	begun bool                      // the command line was understood and the command has begun
	here  atomic.Pointer[gathering] // the meeting place that is open, if one is
}

// globals are the options for every command.
type globals struct {
	home, passphraseFile, vault, notebook string
	json, yes                             bool
}

// Run runs the program and returns its exit code: 0 done, 1 failed, 2 wrong
// use, 3 wrong passphrase or locked, 4 not found, 5 damaged or refused input,
// 6 another program has the vault open. It returns early when ctx ends.
func Run(ctx context.Context, env Env) int {
	out := &sink{to: env.Stdout}
	env.Stdout = out
	p := &program{env: env, in: bufio.NewReader(env.Stdin), loc: locale.New(language(env.Getenv)), shelf: &shelf{}}
	root := p.tree()
	root.SetArgs(env.Args)
	command, err := root.ExecuteContextC(ctx)
	err = errors.Join(err, p.shelf.closeAll(), out.failed())
	if err == nil {
		return codeDone
	}
	return p.complain(command, err)
}

// sink is the standard output, which remembers the first error: a command that
// could not put out what it was asked for is not done. Several goroutines of a
// worker write to it.
type sink struct {
	mu  sync.Mutex
	to  io.Writer
	err error
}

// Write writes to the standard output.
func (s *sink) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.to.Write(b)
	if s.err == nil {
		s.err = err
	}
	return n, err
}

func (s *sink) failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// language returns what the surroundings say about the language.
func language(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			return locale.Pick(v)
		}
	}
	return "en"
}

// complain says what happened and what to do next, and returns the exit code.
func (p *program) complain(command *cobra.Command, err error) int {
	if !p.begun {
		fmt.Fprintln(p.env.Stderr, p.loc.T("We could not read this command as it is written."))
		fmt.Fprintln(p.env.Stderr, "  "+command.UseLine())
		fmt.Fprintln(p.env.Stderr, p.loc.F("An example stands in: %s", command.CommandPath()+" --help"))
		return codeUse
	}
	code, sentence := p.explain(err)
	fmt.Fprintln(p.env.Stderr, sentence)
	return code
}

// tree returns all commands.
func (p *program) tree() *cobra.Command {
	root := &cobra.Command{
		Use:   "amparo",
		Short: p.loc.T("Security plans and protocols, made together and kept sealed"),
		Long: p.loc.T("Amparo helps a group to make, agree on and live by its security plan and protocols. " +
			"Everything stays on this computer, sealed. Alone, it starts the program and opens the browser."),
		Example:       "  amparo\n  amparo init --label \"our laptop\"\n  amparo show plan",
		Args:          cobra.NoArgs,
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		PersistentPreRunE: func(*cobra.Command, []string) error { return p.begin() },
		RunE:              func(c *cobra.Command, _ []string) error { return p.serve(c.Context(), serving{browser: true}) },
	}
	p.globalFlags(root)
	root.AddCommand(p.commands()...)
	plainUse(root)
	root.SetHelpCommand(p.helpCommand(root))
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { p.help(c) })
	root.SetOut(p.env.Stdout)
	root.SetErr(p.env.Stderr)
	return root
}

// plainUse leaves cobra's English remark on options out of the usage lines.
func plainUse(c *cobra.Command) {
	c.DisableFlagsInUseLine = true
	for _, sub := range c.Commands() {
		plainUse(sub)
	}
}

func (p *program) commands() []*cobra.Command {
	return []*cobra.Command{
		p.serveCommand(), p.workerCommand(), p.initCommand(), p.notebookCommand(),
		p.importCommand(), p.exportCommand(), p.showCommand(), p.searchCommand(), p.nextCommand(), p.againCommand(), p.newsCommand(),
		p.addCommand(), p.setCommand(), p.removeCommand(), p.copyCommand(), p.accompanyCommand(), p.finishCommand(),
		p.printCommand(), p.calendarCommand(), p.backupCommand(), p.restoreCommand(), p.passphraseCommand(), p.forgetCommand(), p.travelCommand(), p.bringBackCommand(),
		p.inviteCommand(), p.joinCommand(), p.membersCommand(), p.removeMemberCommand(), p.exchangeCommand(), p.syncCommand(),
		p.proposeCommand(), p.answerCommand(), p.answersCommand(), p.agreeCommand(),
		p.compareCommand(), p.verifyCommand(), p.doctorCommand(), p.versionCommand(), p.completionCommand(), p.manCommand(),
	}
}

func (p *program) globalFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringVar(&p.flags.home, "home", "", p.loc.T("keep everything in `DIR`; otherwise AMPARO_HOME, or the usual data folder"))
	f.BoolVar(&p.flags.json, "json", false, p.loc.T("write what is read as JSON"))
	f.BoolVar(&p.flags.yes, "yes", false, p.loc.T("answer every question with yes"))
	f.StringVar(&p.flags.passphraseFile, "passphrase-file", "", p.loc.T("read the passphrase from the first line of `FILE`; - is standard input"))
	f.StringVar(&p.flags.vault, "vault", "", p.loc.T("open the vault called `LABEL`; otherwise the one that the passphrase opens"))
	f.StringVar(&p.flags.notebook, "notebook", "", p.loc.T("use the notebook with this `NAME` or id"))
}

// begin looks up where everything is kept.
func (p *program) begin() error {
	p.begun = true
	home, err := p.home()
	if err != nil {
		return err
	}
	p.shelf.home = home
	return nil
}
