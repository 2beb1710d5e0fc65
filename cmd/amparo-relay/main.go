// Command amparo-relay is the relay: a place through which the devices of a
// notebook find each other's sealed entries. It can't read them; nothing that
// could is linked into it (internal/layers_test.go).
//
//	amparo-relay codes -n 5                  codes that open mailboxes
//	amparo-relay serve --host relay.example --listen :443 --cert ... --key ...
//	amparo-relay doctor                      whether everything is in order
//
// Run is the whole program with its surroundings as an argument. The commands
// stand one in a file, named after them.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// version is what this program calls itself.
const version = "0.1.0"

// Exit codes, as those of amparo.
const (
	codeDone   = 0
	codeFailed = 1
	codeUse    = 2
)

// Env is everything that the program takes from its surroundings.
type Env struct {
	Args   []string // without the program's name
	Stdout io.Writer
	Stderr io.Writer
	Rand   io.Reader
	Now    func() time.Time
}

func main() { os.Exit(start()) }

func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Run(ctx, Env{Args: os.Args[1:], Stdout: os.Stdout, Stderr: os.Stderr, Rand: rand.Reader, Now: time.Now})
}

// program is one run.
type program struct {
	env   Env
	store string // of --store
	begun bool   // the command line was understood
}

// useError is a command that has to be written in another way.
type useError string

// Error says how.
func (e useError) Error() string { return string(e) }

// Run runs the program until it is done or ctx ends, and returns its exit code:
// 0 done, 1 not done, 2 the command has to be written in another way.
func Run(ctx context.Context, env Env) int {
	p := &program{env: env}
	root := p.tree()
	root.SetArgs(env.Args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return codeDone
	}
	io.WriteString(env.Stderr, "amparo-relay: "+err.Error()+"\n")
	var use useError
	if errors.As(err, &use) || !p.begun {
		io.WriteString(env.Stderr, "'amparo-relay help' has examples.\n")
		return codeUse
	}
	return codeFailed
}

// tree returns all commands.
func (p *program) tree() *cobra.Command {
	root := &cobra.Command{
		Use:   "amparo-relay",
		Short: "A relay for sealed notebooks that it cannot read",
		Long: "The devices of a notebook find each other's sealed entries through a relay. It knows mailboxes, keys and bytes, " +
			"and nobody's name. Whoever runs one gives codes to the groups that may use it; each code opens one mailbox.",
		Example: "  amparo-relay codes -n 5\n  amparo-relay serve --host relay.example --listen :443 --cert cert.pem --key key.pem\n  amparo-relay doctor",
		Args:    cobra.NoArgs, SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		PersistentPreRun:  func(*cobra.Command, []string) { p.begun = true },
		RunE:              func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.PersistentFlags().StringVar(&p.store, "store", "sqlite:amparo-relay.db", "where mailboxes are kept: `PLACE` is sqlite:FILE or postgres://USER@HOST/DATABASE")
	root.AddCommand(p.serveCommand(), p.codesCommand(), p.doctorCommand(), p.manCommand(), p.versionCommand())
	root.SetOut(p.env.Stdout)
	root.SetErr(p.env.Stderr)
	return root
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Say which version this is", Long: "Prints the version of the program.",
		Example: "  amparo-relay version", Args: cobra.NoArgs,
		Run: func(*cobra.Command, []string) { p.say("amparo-relay " + version) },
	}
}

func (p *program) say(line string) { io.WriteString(p.env.Stdout, line+"\n") }
