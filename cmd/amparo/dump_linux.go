package main

import "syscall"

// noDumps keeps the system from writing this process's memory to the disk when
// it ends badly, and other programs of the same user from reading it.
func noDumps() error {
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		return err
	}
	const setDumpable = 4 // PR_SET_DUMPABLE
	if _, _, e := syscall.RawSyscall(syscall.SYS_PRCTL, setDumpable, 0, 0); e != 0 {
		return e
	}
	return nil
}
