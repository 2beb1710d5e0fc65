package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"amparo/internal/key"
	"amparo/internal/relay/client"
	"amparo/internal/relay/wire"
)

// hosted is a relay that runs as a process of its own, with its store in a file.
type hosted struct {
	program, store string
	cmd            *exec.Cmd
	url            string
	boxes          uint16
}

// host builds the relay's program and starts it over a file.
func host(dir string) (*hosted, error) {
	program := filepath.Join(dir, "amparo-relay")
	if err := build(program, "./cmd/amparo-relay"); err != nil {
		return nil, err
	}
	return hostOver(program, "sqlite:"+filepath.Join(dir, "relay.db"))
}

// hostOver starts a relay over a store, with more in its environment.
func hostOver(program, store string, more ...string) (*hosted, error) {
	h := &hosted{program: program, store: store}
	h.cmd = exec.Command(program, "serve", "--listen", "127.0.0.1:0", "--health", "", "--store", store)
	h.cmd.Env = append(os.Environ(), more...)
	out, err := h.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := h.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	_, url, ok := strings.Cut(line, "serving on ")
	if err != nil || !ok {
		return nil, errors.Join(err, errors.New("the relay does not serve"), h.cmd.Process.Kill())
	}
	h.url = strings.TrimSpace(url)
	return h, nil
}

func (h *hosted) stop() error {
	if err := h.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return h.cmd.Wait()
}

// mailboxes opens so many new ones.
func (h *hosted) mailboxes(n int) ([]client.Config, error) {
	codes, err := exec.Command(h.program, "codes", "-n", decimal(n), "--store", h.store).Output()
	if err != nil {
		return nil, err
	}
	var list []client.Config
	for text := range strings.FieldsSeq(string(codes)) {
		h.boxes++
		c, err := h.config(wire.Box{byte(h.boxes >> 8), byte(h.boxes)})
		if err != nil {
			return nil, err
		}
		code, err := wire.ParseCode(text)
		if err != nil {
			return nil, err
		}
		m, err := client.New(c)
		if err != nil {
			return nil, err
		}
		if err := m.Open(ctx, code); err != nil {
			return nil, err
		}
		m.Close()
		list = append(list, c)
	}
	return list, nil
}

// config is that of a client. Every mailbox has a key of its own.
func (h *hosted) config(box wire.Box) (client.Config, error) {
	k, err := key.MailboxFrom(bytes.Repeat(box[:2], key.MailboxSeedSize/2))
	return client.Config{URL: h.url, Box: box, Key: k, Rand: rand.Reader, Now: time.Now}, err
}

// sealed is how long a sealed entry of 1 KiB is.
const sealed = 1113

// entriesOf makes blobs of that length, none twice.
func entriesOf(n int) [][]byte {
	blobs := make([][]byte, n)
	for i := range blobs {
		blobs[i] = make([]byte, sealed)
		rand.Read(blobs[i][:64])
	}
	return blobs
}

// hostedIn runs what with a relay of its own in a fresh folder.
func hostedIn(what func(dir string, h *hosted) error) error {
	dir, err := os.MkdirTemp("", "amparo-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	h, err := host(dir)
	if err != nil {
		return err
	}
	return errors.Join(what(dir, h), h.stop())
}
