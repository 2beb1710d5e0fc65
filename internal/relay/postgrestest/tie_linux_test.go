package postgrestest_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"amparo/internal/relay/postgrestest"

	"github.com/jackc/pgx/v5"
)

// A program of tests that is killed leaves no server behind.
func TestAServerEndsWithTheProgramThatIsKilled(t *testing.T) {
	const killed = "AMPARO_IS_KILLED"
	if os.Getenv(killed) == "1" {
		fmt.Println(postgrestest.New(t).Address())
		if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
			t.Fatal(err)
		}
		return
	}
	postgrestest.Folder(t) // where there is no PostgreSQL, this is skipped
	program := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	program.Env = append(os.Environ(), killed+"=1")
	_, err := program.StdinPipe() // it ends when this one does
	if err != nil {
		t.Fatal(err)
	}
	out, err := program.StdoutPipe()
	if err == nil {
		err = program.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	server, away := pgx.Connect(t.Context(), strings.TrimSpace(line))
	if err := errors.Join(err, away, program.Process.Kill()); err != nil {
		t.Fatalf("it says %q: %v; %v", line, err, program.Wait())
	}
	t.Cleanup(func() { _ = os.RemoveAll(server.Config().Host) })
	if err := program.Wait(); err == nil {
		t.Error("it ended well when it was killed")
	}
	if _, err := server.Exec(t.Context(), "SELECT pg_sleep(20)"); err == nil {
		t.Error("the server is still there")
	}
}
