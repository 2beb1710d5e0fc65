//go:build unix

package postgrestest

import (
	"os"
	"os/exec"
	"syscall"
)

// unix says that servers can be started here.
const unix = true

// nobody is who runs servers when root runs the tests: they refuse root.
const nobody = 65534

// own gives a folder to who runs servers.
func own(dir string) error {
	if os.Getuid() != 0 {
		return nil
	}
	return os.Chown(dir, nobody, nobody)
}

// asOwner has a program run by who runs servers.
func asOwner(cmd *exec.Cmd) {
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
}

// end kills a process.
func end(pid int) error { return syscall.Kill(pid, syscall.SIGKILL) }
