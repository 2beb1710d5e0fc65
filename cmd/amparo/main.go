// Command amparo helps a collective to make, agree on and live by its security
// plan and protocols: together, offline, sealed.
//
// Alone, it starts the program and opens the browser. Every page is served by
// this computer to this computer; what people write stands on the disk only
// sealed. The same use cases are commands: amparo help shows them, and amparo
// man writes the manual.
//
// # How it is put together
//
// Run is the whole program with its surroundings as an argument (Env). Two
// processes serve the pages. The supervisor (supervisor.go) holds the port and
// never reads a request. The worker (worker.go) serves everything, unlocking
// included. Locking ends the worker, because only the end of a process takes
// keys out of memory, and the supervisor starts a fresh one, locked, on the
// same port.
//
// The commands stand one in a file, named after them. They all unlock with
// open.go, talk with ask.go and end with the sentences of errors.go.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() { os.Exit(start()) }

func start() int {
	cobra.MousetrapHelpText = "" // a double click on Windows starts the program, as anywhere
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Run(ctx, System())
}
