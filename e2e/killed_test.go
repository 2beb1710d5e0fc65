package e2e_test

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// S23 for meeting: whoever is killed while a file is taken in or written, at a
// random moment, loses nothing that was said to be saved; the file is whole or as
// it was; and meeting again brings everything to both.
func TestKilledWhileMeeting(t *testing.T) {
	const rounds, seed = 6, 23
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 1))
	ana, bo := newPlace(t), newPlace(t)
	stick := filepath.Join(t.TempDir(), "stick")
	ana.run("init", "--notebook", "Ours")
	bo.run("init", "--notebook", "Mine")
	invite := ana.last("invite", "--name", "Bo", "--keeper")
	bo.run("join", "--file", stick, "--name", "Theirs", invite)
	ana.run("invite", "--file", stick)
	words := bo.last("join", "--file", stick)
	ana.run("invite", "--file", stick, "--words", words)
	bo.run("join", "--file", stick, "--words", words)

	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	ana.run("exchange", stick)
	whole := time.Since(begun)
	var saved []string
	killed := 0
	for i := 0; i < rounds || killed == 0 && i < 5*rounds; i++ {
		who, in := ana, "Ours"
		if i%2 == 1 {
			who, in = bo, "Theirs"
		}
		title := fmt.Sprintf("saved in round %02d", i)
		who.run("add", "risk", "title="+title, "--notebook", in)
		saved = append(saved, title)
		cmd := exec.Command(path, "exchange", stick, "--notebook", in, "--passphrase-file", who.file)
		cmd.Env = who.env()
		begun := time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Most of the time goes by before anything is read or written, for the key.
		time.AfterFunc(whole*7/10+time.Duration(rnd.Int64N(int64(whole)*35/100)), func() { _ = cmd.Process.Kill() })
		switch err := cmd.Wait(); {
		case cmd.ProcessState.Success():
			whole = time.Since(begun) // this machine may have been busier before, or be so now
		case cmd.ProcessState.Exited():
			t.Errorf("round %d: it ended by itself: %v", i, err)
		default:
			killed++
		}
	}
	if killed == 0 {
		t.Error("nobody was killed in time, so the test shows nothing")
	}
	ana.run("exchange", stick)
	bo.run("exchange", stick, "--notebook", "Theirs")
	ana.run("exchange", stick)
	for name, list := range map[string]string{"ana": ana.run("show", "risks"), "bo": bo.run("show", "risks", "--notebook", "Theirs")} {
		for _, title := range saved {
			if strings.Count(list, title) != 1 {
				t.Errorf("%s has %q %d times", name, title, strings.Count(list, title))
			}
		}
	}
	for _, p := range []*place{ana, bo} {
		p.run("verify")
	}
	t.Logf("%d of %d were killed", killed, len(saved))
}
