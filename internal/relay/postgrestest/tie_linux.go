package postgrestest

import (
	"os/exec"
	"syscall"
)

// tie has a server end with this program, however that ends: so one that is
// killed leaves none behind. The kernel tells the server when the thread that
// started it is gone; Go's threads stay, but for those that a goroutine has
// locked and not let go.
func tie(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGQUIT // at which PostgreSQL ends at once, with all its processes
}
