//go:build !unix

package postgrestest

import "os/exec"

// unix says that servers can be started here.
const unix = false

func own(string) error { return nil }

func asOwner(*exec.Cmd) {}

// end kills a process.
func end(int) error { return nil }
