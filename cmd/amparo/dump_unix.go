//go:build unix && !linux

package main

import "syscall"

// noDumps keeps the system from writing this process's memory to the disk when
// it ends badly.
func noDumps() error { return syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) }
