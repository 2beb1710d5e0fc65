package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"amparo/internal/catalog"
	"amparo/internal/key"
)

// standardInput is the name that stands for it where a file is asked for.
const standardInput = "-"

// enoughBits is how hard a passphrase of one's own has to be to guess.
const enoughBits = 60

// passphrase reads the passphrase that opens something: from the file of
// --passphrase-file, or asked on the terminal.
func (p *program) passphrase(question string) ([]byte, error) {
	if p.flags.passphraseFile != "" {
		return p.secretFrom(p.flags.passphraseFile)
	}
	if !p.env.Asks {
		return nil, p.wrongUse(p.loc.T("A passphrase is needed here. Please give --passphrase-file, or use a terminal."))
	}
	return p.askSecret(question)
}

// newPassphrase reads a passphrase to be used from now on. On a terminal six
// words are offered; one of her own is asked for twice.
func (p *program) newPassphrase(file string) ([]byte, error) {
	if file != "" {
		secret, err := p.secretFrom(file)
		if err == nil {
			err = p.hardEnough(secret)
		}
		return secret, err
	}
	if !p.env.Asks {
		return nil, p.wrongUse(p.loc.T("A passphrase is needed here. Please give --passphrase-file, or use a terminal."))
	}
	words, err := key.Words(p.env.Rand, catalog.Words(p.loc.Lang()), 6)
	if err != nil {
		return nil, fmt.Errorf("drawing words: %w", err)
	}
	p.tell(p.loc.T("Six words make a good passphrase. These are for you alone; please write them down somewhere safe:"))
	p.tell("\n    " + words + "\n")
	own, err := p.askSecret(p.loc.T("Press Enter to take them, or type a passphrase of your own: "))
	if err != nil || len(own) == 0 {
		return []byte(words), err
	}
	if err := p.hardEnough(own); err != nil {
		return nil, err
	}
	again, err := p.askSecret(p.loc.T("And once more, so that we know it is right: "))
	if err == nil && !bytes.Equal(own, again) {
		err = p.wrongUse(p.loc.T("The two were not the same. Nothing was changed; please try again."))
	}
	return own, err
}

func (p *program) hardEnough(secret []byte) error {
	if key.Strength(string(secret)) < enoughBits {
		return p.wrongUse(p.loc.T("This passphrase could be guessed. Six random words are easier to keep and harder to guess."))
	}
	return nil
}

func (p *program) askSecret(question string) ([]byte, error) {
	fmt.Fprint(p.env.Stderr, question)
	secret, err := p.env.Secret()
	p.tell("")
	if err != nil {
		return nil, fmt.Errorf("reading the passphrase: %w", err)
	}
	return secret, nil
}

// secretFrom returns the first line of a file. Each reading of the standard
// input takes its next line.
func (p *program) secretFrom(file string) ([]byte, error) {
	in := p.in
	if file != standardInput {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = bufio.NewReader(f)
	}
	line, err := in.ReadBytes('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading the passphrase: %w", err)
	}
	line = bytes.TrimRight(line, "\r\n")
	if len(line) == 0 {
		return nil, p.wrongUse(p.loc.T("There was no passphrase on the first line."))
	}
	return line, nil
}

// confirm asks a question that only yes goes on from. Without a terminal only
// --yes answers it.
func (p *program) confirm(question string) error {
	if p.flags.yes {
		return nil
	}
	if !p.env.Asks {
		return p.wrongUse(question + "\n" + p.loc.T("Nobody can be asked here. Please add --yes to say yes."))
	}
	yes, err := p.yes(question)
	if err == nil && !yes {
		err = &problem{codeFailed, p.loc.T("We left everything as it was.")}
	}
	return err
}

// yes asks a question and says whether the answer was yes.
func (p *program) yes(question string) (bool, error) {
	fmt.Fprint(p.env.Stderr, question+" "+p.loc.T("(yes or no) "))
	line, err := p.in.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("reading the answer: %w", err)
	}
	said := strings.ToLower(strings.TrimSpace(line))
	return said != "" && (strings.HasPrefix(strings.ToLower(p.loc.T("yes")), said) || said == "yes"), nil
}

// tell writes a line for the person at the terminal, beside what is put out.
func (p *program) tell(line string) { fmt.Fprintln(p.env.Stderr, line) }

// say writes a line of what the command was asked for.
func (p *program) say(line string) { fmt.Fprintln(p.env.Stdout, line) }
