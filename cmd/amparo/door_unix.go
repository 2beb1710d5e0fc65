//go:build unix

package main

import (
	"net"
	"os"
	"os/exec"
	"strconv"
)

// door is the supervisor's hold on the port. The listening socket stays open
// from start to end, so that the port is never free for another program between
// two workers: who knocks meanwhile waits. Each worker inherits it.
type door struct {
	port   int
	socket *os.File
}

// openDoor listens on 127.0.0.1, on a free port when port is 0.
func openDoor(port int) (*door, error) {
	l, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if err != nil {
		return nil, err
	}
	defer l.Close()
	socket, err := l.File()
	if err != nil {
		return nil, err
	}
	return &door{l.Addr().(*net.TCPAddr).Port, socket}, nil
}

// give lets the process that the command will start listen here.
func (d *door) give(c *exec.Cmd) { c.ExtraFiles = []*os.File{d.socket} }

// close frees the port.
func (d *door) close() error { return d.socket.Close() }

// enter returns the listener that this worker was given.
func enter(port int) (net.Listener, error) {
	const inherited = 3 // the first file after the three standard ones
	socket := os.NewFile(inherited, "door "+strconv.Itoa(port))
	defer socket.Close()
	return net.FileListener(socket)
}
