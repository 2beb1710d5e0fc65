package main

import (
	"crypto/rand"
	"io"
	"os"
	"time"

	"amparo/internal/key"

	"golang.org/x/term"
)

// Env is everything that the program takes from its surroundings.
type Env struct {
	Args   []string // without the program's name
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer

	Getenv  func(string) string
	Program string // the file to start as a worker

	Cost  key.Cost // for a new vault's passphrase; zero means measured when it is needed
	Floor key.Cost // least cost accepted; zero means the one for people
	Rand  io.Reader
	Now   func() time.Time

	Asks   bool                   // a person sits at the other end of Stdin
	Shows  bool                   // a person reads Stdout
	Secret func() ([]byte, error) // reads a line that is not shown; called only when Asks
}

// System returns the surroundings of a program that people start.
func System() Env {
	program, err := os.Executable()
	if err != nil {
		program = os.Args[0]
	}
	in := int(os.Stdin.Fd())
	return Env{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Program: program,
		Rand: rand.Reader, Now: time.Now,
		Asks: term.IsTerminal(in), Shows: term.IsTerminal(int(os.Stdout.Fd())),
		Secret: func() ([]byte, error) { return term.ReadPassword(in) },
	}
}
