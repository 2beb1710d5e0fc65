package main

import (
	"context"
	"crypto/tls"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"amparo/internal/relay/sqlite"

	"github.com/spf13/cobra"
)

func (p *program) doctorCommand() *cobra.Command {
	var told told
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Look whether everything here is in order",
		Long: "Looks at the store (that it holds together, is written durably and is closed to others), at the clock, and at the certificate if it is told. " +
			"Of a PostgreSQL it looks at what an acknowledgement is worth there; where a Patroni looks after it, --patroni has its version looked at, too. " +
			"It changes nothing, and works while the relay serves. It can't see whether the disk keeps what it says that it has written.",
		Example: "  amparo-relay doctor --store sqlite:/var/lib/amparo-relay/relay.db --cert cert.pem --key key.pem\n" +
			"  amparo-relay doctor --store postgres://amparo@db1,db2/amparo --patroni http://db1:8008",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.doctor(c.Context(), told) },
	}
	c.Flags().StringVar(&told.cert, "cert", "", "the `FILE` with the certificate")
	c.Flags().StringVar(&told.key, "key", "", "the `FILE` with the certificate's key")
	c.Flags().StringVar(&told.patroni, "patroni", "", "the `URL` where a Patroni answers, for example http://db1:8008")
	return c
}

// told is what doctor is told to look at beside the store.
type told struct{ cert, key, patroni string }

// check is one thing that was looked at.
type check struct {
	good bool
	said string
}

// errLook ends doctor when something is not in order.
var errLook = errors.New("not everything is in order yet; the lines above say what to do")

func (p *program) doctor(ctx context.Context, told told) error {
	at, err := p.place()
	if err != nil {
		return err
	}
	var checks []check
	if at.address != "" {
		checks = checkPostgres(ctx, at.address, told.patroni)
	} else {
		checks = checkFile(ctx, at.file)
	}
	if told.patroni != "" {
		checks = append(checks, checkPatroni(ctx, told.patroni)...)
	}
	checks = append(checks, p.checkClock())
	if told.cert != "" || told.key != "" {
		checks = append(checks, p.checkCertificate(told.cert, told.key))
	}
	for _, c := range checks {
		mark := "good"
		if !c.good {
			mark, err = "look", errLook
		}
		p.say(mark + "  " + c.said)
	}
	return err
}

func checkFile(ctx context.Context, file string) []check {
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return []check{checkFolder(filepath.Dir(file))}
	}
	if err == nil && !info.Mode().IsRegular() {
		return []check{{false, "What --store names is no file. Please name a file in a folder of the relay's."}}
	}
	checks := []check{{true, "The store holds together and is written durably."}}
	if err := sqlite.Check(ctx, file); err != nil {
		checks[0] = check{false, sentence(err)}
	}
	if err == nil {
		checks = append(checks, checkMode(info))
	}
	return checks
}

// checkFolder looks at where a store is not yet.
func checkFolder(dir string) check {
	if _, err := os.Stat(dir); err != nil {
		return check{false, sentence(err)}
	}
	return check{true, "There is no store yet. The first command that needs one makes it."}
}

func checkMode(info fs.FileInfo) check {
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return check{false, "Others on this computer may open the store. Please take that right away (chmod 600)."}
	}
	return check{true, "The store can be opened by its owner alone."}
}

func (p *program) checkClock() check {
	if p.env.Now().Before(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)) {
		return check{false, "The clock is behind. Devices are refused when it differs from theirs by more than a minute."}
	}
	return check{true, "The clock looks right."}
}

// checkCertificate looks whether certificate and key fit, and for how long.
func (p *program) checkCertificate(cert, key string) check {
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil || pair.Leaf == nil {
		return check{false, "Certificate and key can't be read, or do not belong together."}
	}
	left := pair.Leaf.NotAfter.Sub(p.env.Now())
	if left < 7*24*time.Hour {
		return check{false, "The certificate ends within a week, or has ended. Please renew it."}
	}
	return check{true, "Certificate and key fit."}
}
