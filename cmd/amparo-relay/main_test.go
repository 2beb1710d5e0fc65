package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/relay/client"
	"amparo/internal/relay/wire"
)

// The tests start this binary as the program itself.
func TestMain(m *testing.M) {
	if os.Getenv("AMPARO_RELAY_IS_PROGRAM") == "1" {
		os.Exit(start())
	}
	os.Exit(m.Run())
}

// run runs a command to its end inside this process.
func run(t *testing.T, args ...string) (code int, out, said string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = Run(t.Context(), Env{Args: args, Stdout: &stdout, Stderr: &stderr, Rand: rand.Reader, Now: time.Now})
	return code, stdout.String(), stderr.String()
}

// process is a relay that runs as a program of its own.
type process struct {
	cmd    *exec.Cmd
	url    string
	health string
	lines  *bufio.Scanner
	stderr bytes.Buffer
}

func launch(t *testing.T, args ...string) *process {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(program, append([]string{"serve", "--listen", "127.0.0.1:0", "--health", "127.0.0.1:0"}, args...)...)}
	p.cmd.Env = append(os.Environ(), "AMPARO_RELAY_IS_PROGRAM=1")
	p.cmd.Stderr = &p.stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	p.lines = bufio.NewScanner(out)
	for p.url == "" || p.health == "" {
		if !p.lines.Scan() {
			t.Fatal("it does not serve: ", p.cmd.Wait(), p.stderr.String())
		}
		if _, url, ok := strings.Cut(p.lines.Text(), "serving on "); ok {
			p.url = url
		}
		if _, url, ok := strings.Cut(p.lines.Text(), "health on "); ok {
			p.health = url
		}
	}
	return p
}

// ends asks the program to stop and waits for it.
func (p *process) ends(t *testing.T, sig os.Signal) error {
	t.Helper()
	if err := p.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	return p.cmd.Wait()
}

func mailbox(t *testing.T, url string, n byte) *client.Mailbox {
	t.Helper()
	k, err := key.MailboxFrom(bytes.Repeat([]byte{n}, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	m, err := client.New(client.Config{URL: url, Box: wire.Box{n}, Key: k, Rand: rand.Reader, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

// coded makes a code in the store.
func coded(t *testing.T, store string) wire.Code {
	t.Helper()
	status, out, said := run(t, "codes", "--store", store)
	code, err := wire.ParseCode(out)
	if status != 0 || err != nil {
		t.Fatal(status, said, err)
	}
	return code
}

func storeIn(t *testing.T) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "relay.db")
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, m *client.Mailbox) (list []string, head wire.Head) {
	t.Helper()
	head, err := m.Pull(context.Background(), wire.Head{}, func(b []byte) error {
		list = append(list, string(b))
		return nil
	})
	ok(t, err)
	return list, head
}

func TestCodesOpenMailboxesWhileItServes(t *testing.T) {
	store := storeIn(t)
	p := launch(t, "--store", store)
	m := mailbox(t, p.url, 1)
	if err := m.Open(t.Context(), wire.Code{1}); err != client.ErrCode {
		t.Error(err)
	}
	ok(t, m.Open(t.Context(), coded(t, store)))
	_, err := m.Append(t.Context(), [][]byte{[]byte("kept")})
	ok(t, err)
	if err := p.ends(t, os.Interrupt); err != nil {
		t.Error("stopping:", err)
	}
	p = launch(t, "--store", store)
	if list, _ := read(t, mailbox(t, p.url, 1)); strings.Join(list, " ") != "kept" {
		t.Error(list)
	}
	ok(t, p.ends(t, os.Interrupt))
}

// Stopping ends those who follow, answers the others, and says nothing.
func TestItStopsWithoutBreakingOff(t *testing.T) {
	store := storeIn(t)
	p := launch(t, "--store", store)
	m := mailbox(t, p.url, 1)
	ok(t, m.Open(t.Context(), coded(t, store)))
	following := make(chan error, 1)
	begun := make(chan struct{})
	go func() {
		following <- m.Follow(context.Background(), wire.Head{}, func([][]byte, wire.Head) error {
			close(begun)
			return nil
		})
	}()
	<-begun
	began := time.Now()
	if err := p.ends(t, os.Interrupt); err != nil || time.Since(began) > grace/2 {
		t.Error(err, time.Since(began))
	}
	if err := <-following; err != nil {
		t.Error("who followed was broken off:", err)
	}
}

// What was asked before it is stopped is answered, though the rest of it comes
// only then.
func TestWhatWasAskedIsAnsweredWhenItStops(t *testing.T) {
	store := storeIn(t)
	p := launch(t, "--store", store)
	addr := strings.TrimPrefix(p.url, "http://")
	k, err := key.MailboxFrom(make([]byte, key.MailboxSeedSize))
	ok(t, err)
	code := coded(t, store)
	body := append(k.Key().Bytes(), code[:]...)
	call := wire.Call{Host: addr, Method: "POST", Target: "/v1/" + strings.Repeat("00", 16), Body: wire.DigestOf(body)}
	ticket, err := wire.Sign(k, call, uint64(time.Now().Unix()/60), rand.Reader)
	ok(t, err)
	c, err := net.Dial("tcp", addr)
	ok(t, err)
	defer c.Close()
	_, err = fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nContent-Digest: %s\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n",
		call.Target, addr, ticket.Header(), call.Body.Header(), len(body))
	ok(t, err)
	answers := bufio.NewReader(c)
	for line := ""; line != "\r\n"; { // it goes on, and waits for what is to come
		line, err = answers.ReadString('\n')
		ok(t, err)
	}
	ok(t, p.cmd.Process.Signal(os.Interrupt))
	for _, at := range []string{addr, strings.TrimPrefix(p.health, "http://")} {
		for more, err := net.Dial("tcp", at); err == nil; more, err = net.Dial("tcp", at) { // until it lets nobody in
			ok(t, more.Close())
		}
	}
	_, err = c.Write(body)
	ok(t, err)
	res, err := http.ReadResponse(answers, nil)
	ok(t, err)
	if res.StatusCode != http.StatusNoContent {
		t.Error(res.Status)
	}
	ok(t, p.cmd.Wait())
}

// Whatever strangers send and members do, nothing is written about them.
func TestNothingIsWrittenAboutWhoAsks(t *testing.T) {
	cert, key := certificate(t, time.Hour)
	p := launch(t, "--store", storeIn(t), "--cert", cert, "--key", key)
	for _, sent := range []string{"\x16\x03\x01\x02\x00\x01\x00", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "nonsense\r\n\r\n"} {
		c, err := net.Dial("tcp", strings.TrimPrefix(p.url, "https://"))
		ok(t, err)
		_, err = c.Write([]byte(sent))
		ok(t, err)
		ok(t, c.(*net.TCPConn).CloseWrite())
		_, err = io.Copy(io.Discard, c) // until it is refused
		ok(t, err)
		ok(t, c.Close())
	}
	p.saysNothing(t)
	store := storeIn(t)
	p = launch(t, "--store", store)
	m := mailbox(t, p.url, 1)
	if err := m.Open(t.Context(), wire.Code{1}); err != client.ErrCode {
		t.Error(err)
	}
	ok(t, m.Open(t.Context(), coded(t, store)))
	_, err := m.Append(t.Context(), [][]byte{[]byte("one")})
	ok(t, err)
	if list, _ := read(t, m); len(list) != 1 {
		t.Error(list)
	}
	enough := errors.New("enough")
	if err := m.Follow(t.Context(), wire.Head{}, func([][]byte, wire.Head) error { return enough }); err != enough {
		t.Error(err)
	}
	ok(t, m.Drop(t.Context(), 1))
	ok(t, m.DropAll(t.Context()))
	p.saysNothing(t)
}

// saysNothing stops the program, which has written nothing since it serves.
func (p *process) saysNothing(t *testing.T) {
	t.Helper()
	ok(t, p.cmd.Process.Signal(os.Interrupt))
	for p.lines.Scan() {
		t.Error("it says", p.lines.Text())
	}
	ok(t, p.cmd.Wait())
	if p.stderr.Len() > 0 {
		t.Error("it says", p.stderr.String())
	}
}
