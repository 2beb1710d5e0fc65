package main

import (
	"net"
	"net/http"
	"sync/atomic"
)

// crowd returns a hook for a server that lets so many connections be open at
// once. One more is closed before anything is read from it: whoever it was asks
// again later. So a flood of connections can't take the files and the memory of
// the whole computer.
func crowd(most int64) func(net.Conn, http.ConnState) {
	var open atomic.Int64
	return func(c net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			if open.Add(1) > most {
				_ = c.Close() // the server notices, and tells the hook
			}
		case http.StateClosed, http.StateHijacked:
			open.Add(-1)
		}
	}
}
