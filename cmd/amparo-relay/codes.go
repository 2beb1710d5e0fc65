package main

import (
	"errors"
	"io"

	"amparo/internal/relay"
	"amparo/internal/relay/wire"

	"github.com/spf13/cobra"
)

// mostCodes is how many codes one command makes.
const mostCodes = 1000

func (p *program) codesCommand() *cobra.Command {
	count := 1
	c := &cobra.Command{
		Use:   "codes [-n COUNT]",
		Short: "Make codes that each open one mailbox",
		Long: "Prints new codes, one a line. Each opens one mailbox, once. The store keeps a hash of them alone, so they are shown only now. " +
			"It works while the relay serves.",
		Example: "  amparo-relay codes -n 5",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.codes(c, count) },
	}
	c.Flags().IntVarP(&count, "count", "n", 1, "how many")
	return c
}

func (p *program) codes(c *cobra.Command, count int) (err error) {
	if count < 1 || count > mostCodes {
		return useError("--count is a number from 1 to 1000")
	}
	store, err := p.openStore(c.Context())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	codes, hashes := make([]wire.Code, count), make([]relay.CodeHash, count)
	for i := range codes {
		if _, err := io.ReadFull(p.env.Rand, codes[i][:]); err != nil {
			return err
		}
		hashes[i] = relay.HashCode(codes[i])
	}
	if err := store.Allow(c.Context(), hashes); err != nil {
		return errors.New(sentence(err))
	}
	for _, code := range codes {
		p.say(code.Text())
	}
	return nil
}
