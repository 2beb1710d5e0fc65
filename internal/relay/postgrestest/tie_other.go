//go:build !linux

package postgrestest

import "os/exec"

// tie does nothing: other systems tell no program that another one has ended.
func tie(*exec.Cmd) {}
