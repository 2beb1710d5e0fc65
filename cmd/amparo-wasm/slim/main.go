// Command slim takes out of a browser's program what only a report of a crash
// would read: the names of functions and files, and which line stands where.
// It also writes the data in fewer and longer pieces. Together that is a fifth
// of what a telephone has to load.
//
//	slim built.wasm slimmed.wasm
//
// Everything that the program runs by stays as it is: the code, and what the
// collector and the stacks read. A program that it does not know in every
// detail, such as one of a newer Go, is refused with a reason and not touched.
package main

import (
	"errors"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "slim:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("two files are named: the one to read and the one to write")
	}
	built, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	slimmed, err := slim(built)
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	return os.WriteFile(args[1], slimmed, 0o755)
}

// slim returns the same program with less around it.
func slim(built []byte) ([]byte, error) {
	sections, err := parse(built)
	if err != nil {
		return nil, err
	}
	if err := known(sections); err != nil {
		return nil, err
	}
	data := find(sections, dataSection)
	if data == nil {
		return nil, errors.New("it has no data")
	}
	image, err := load(data.body)
	if err != nil {
		return nil, err
	}
	table, err := findTable(image)
	if err != nil {
		return nil, err
	}
	if err := table.strip(); err != nil {
		return nil, err
	}
	data.body = store(image)
	return join(sections), nil
}
