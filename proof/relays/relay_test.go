package relays_test

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/relay/client"
	"amparo/internal/relay/wire"
)

// built is the relay's program, built once for all tests of a run.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "amparo-proof-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "amparo-relay")
	build := exec.Command("go", "build", "-trimpath", "-o", path, "./cmd/amparo-relay")
	build.Dir = "../.."
	build.Env = append(build.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the relay: %w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := built(); err == nil {
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}

// long is whether tests run at full count.
var long = os.Getenv("AMPARO_LONG") == "1"

// count returns how often something is done.
func count(short, full int) int {
	if long {
		return full
	}
	return short
}

// seeded returns dice, and says how they fall the same way again.
func seeded(t *testing.T) *mathrand.Rand {
	t.Helper()
	seed, err := strconv.ParseUint(os.Getenv("AMPARO_SEED"), 10, 64)
	if err != nil {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("AMPARO_SEED=%d throws the same dice", seed)
	return mathrand.New(mathrand.NewPCG(seed, 1))
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// relay is a relay that runs as a program of its own.
type relay struct {
	store string
	url   string
	cmd   *exec.Cmd
}

// launch starts a relay over a store.
func launch(t *testing.T, store string) *relay {
	t.Helper()
	path, err := built()
	ok(t, err)
	r := &relay{store: store, cmd: exec.Command(path, "serve", "--listen", "127.0.0.1:0", "--health", "", "--mailbox-mib", "1024", "--store", store)}
	var said bytes.Buffer
	r.cmd.Stderr = &said
	out, err := r.cmd.StdoutPipe()
	ok(t, err)
	ok(t, r.cmd.Start())
	t.Cleanup(func() {
		if r.cmd.ProcessState == nil {
			r.kill(t)
		}
	})
	lines := bufio.NewScanner(out)
	for r.url == "" {
		if !lines.Scan() {
			t.Fatal("the relay does not serve: ", r.cmd.Wait(), said.String())
		}
		_, r.url, _ = strings.Cut(lines.Text(), "serving on ")
	}
	return r
}

// kill ends the program at once.
func (r *relay) kill(t *testing.T) {
	t.Helper()
	if err := r.cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	var killed *exec.ExitError
	if err := r.cmd.Wait(); err != nil && !errors.As(err, &killed) {
		t.Error(err)
	}
}

// again starts the program anew after it was killed.
func (r *relay) again(t *testing.T) { *r = *launch(t, r.store) }

// mailbox is one device's way to a mailbox at a relay.
func mailbox(t *testing.T, r *relay, n byte) *client.Mailbox {
	t.Helper()
	k, err := key.MailboxFrom(bytes.Repeat([]byte{n}, key.MailboxSeedSize))
	ok(t, err)
	m, err := client.New(client.Config{URL: r.url, Box: wire.Box{n}, Key: k, Rand: io.Reader(rand.Reader), Now: time.Now})
	ok(t, err)
	t.Cleanup(m.Close)
	return m
}

// open opens the first count mailboxes.
func open(t *testing.T, r *relay, count int) {
	t.Helper()
	path, err := built()
	ok(t, err)
	out, err := exec.Command(path, "codes", "-n", strconv.Itoa(count), "--store", r.store).Output()
	ok(t, err)
	codes := strings.Fields(string(out))
	if len(codes) != count {
		t.Fatalf("%d codes", len(codes))
	}
	for n, text := range codes {
		code, err := wire.ParseCode(text)
		ok(t, err)
		ok(t, mailbox(t, r, byte(n+1)).Open(t.Context(), code))
	}
}

// broken is how many answers in a row may say that a relay has trouble, once
// its PostgreSQL serves again: each takes one connection of its pool away that
// an end of PostgreSQL has cut, and there are sixteen.
const broken = 16

// all reads a mailbox from its beginning. As every device does, it asks again
// when the relay says that it has trouble.
func all(t *testing.T, m *client.Mailbox) (list []string, head wire.Head) {
	t.Helper()
	err := client.ErrBusy
	for tries := 0; errors.Is(err, client.ErrBusy) && tries <= broken; tries++ {
		list = nil
		head, err = m.Pull(t.Context(), wire.Head{}, func(b []byte) error {
			list = append(list, string(b))
			return nil
		})
	}
	ok(t, err)
	return list, head
}
