package main

import (
	"net"
	"os/exec"
	"time"
)

// door is the supervisor's hold on the port. A socket can't be served by one
// process after another here (its first completion port keeps it), so each
// worker listens by itself, and only the number is held.
type door struct{ port int }

// openDoor finds out whether 127.0.0.1 has that port free, or which one it has
// when port is 0.
func openDoor(port int) (*door, error) {
	l, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if err != nil {
		return nil, err
	}
	return &door{l.Addr().(*net.TCPAddr).Port}, l.Close()
}

// give has nothing to hand over: the worker is told the port.
func (*door) give(*exec.Cmd) {}

// close has nothing to free.
func (*door) close() error { return nil }

// enter listens on the port, which the worker before may have left a moment ago.
func enter(port int) (net.Listener, error) {
	var err error
	for range 200 {
		var l net.Listener
		if l, err = net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}); err == nil {
			return l, nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return nil, err
}
