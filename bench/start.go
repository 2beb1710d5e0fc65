package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"amparo/internal/workload"
)

// benchStart measures the program as a person starts it: until it listens, its
// size, and the memory of its two processes after a minute with a plan of 1,000
// rows open.
func benchStart(r *report) error {
	dir, err := os.MkdirTemp("", "amparo-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "amparo")
	if err := build(program, "./cmd/amparo"); err != nil {
		return err
	}
	info, err := os.Stat(program)
	if err != nil {
		return err
	}
	r.value("the program's file", float64(info.Size())/1e6, 25, "MB")
	took, err := least(7, func() error {
		run, err := startProgram(program, filepath.Join(dir, "empty"))
		if err != nil {
			return err
		}
		return run.stop()
	})
	if err != nil {
		return err
	}
	r.value("start to listening", float64(took.Microseconds())/1000, 300, "ms")
	resident, err := openMinute(program, dir)
	if err != nil {
		return err
	}
	r.value("memory of both processes, 1,000 rows open a minute", resident, 40, "MB")
	return nil
}

// build makes a program as it is given to people.
func build(program, of string) error {
	b := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, of)
	b.Env = append(os.Environ(), "CGO_ENABLED=0")
	b.Stderr = os.Stderr
	return b.Run()
}

// running is a started program.
type running struct {
	cmd     *exec.Cmd
	address string
}

func startProgram(program, home string) (*running, error) {
	cmd := exec.Command(program, "serve", "--no-browser", "--home", home)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	at := strings.Index(line, "http://")
	if err != nil || at < 0 {
		return nil, errors.Join(err, errors.New("no address was printed"), cmd.Process.Kill())
	}
	return &running{cmd, strings.TrimSpace(line[at:])}, nil
}

func (p *running) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	_ = p.cmd.Wait() // it ends by the signal, which counts as an error
	return nil
}

// openMinute opens a plan of 1,000 rows in the program and returns how many
// megabytes both processes hold after a minute.
func openMinute(program, dir string) (float64, error) {
	home, secret, table := filepath.Join(dir, "home"), filepath.Join(dir, "words"), filepath.Join(dir, "plan.csv")
	if err := os.WriteFile(secret, append(pass, '\n'), 0o600); err != nil {
		return 0, err
	}
	if err := os.WriteFile(table, []byte(csvRows(1000)), 0o600); err != nil {
		return 0, err
	}
	for _, args := range [][]string{{"init", "--label", "bench"}, {"import", table, "--yes"}} {
		out, err := exec.Command(program, append(args, "--home", home, "--passphrase-file", secret)...).CombinedOutput()
		if err != nil {
			return 0, fmt.Errorf("%s: %w: %s", args[0], err, out)
		}
	}
	run, err := startProgram(program, home)
	if err != nil {
		return 0, err
	}
	defer run.stop()
	if err := openPlan(run.address); err != nil {
		return 0, err
	}
	time.Sleep(time.Minute)
	return residentMB(run.cmd.Process.Pid)
}

func csvRows(n int) string {
	w := workload.New()
	var b strings.Builder
	b.WriteString("Threats and Risks,Identified Vulnerabilities,Strengths and Capacities,Mitigating Actions,Resources Needed,Who Needs to be Involved\n")
	for range n {
		for i := range 6 {
			b.WriteString(workload.Short(w.Sentence()) + map[bool]string{true: "\n", false: ","}[i == 5])
		}
	}
	return b.String()
}

var field = regexp.MustCompile(`name="place"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="place"`)

// openPlan goes through the door as a browser does, and looks at the plan.
func openPlan(address string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	client := &http.Client{Jar: jar, Timeout: time.Minute}
	if _, _, err := fetch(client.Get(address)); err != nil {
		return err
	}
	base := address[:strings.Index(address[7:], "/")+7]
	door, _, err := fetch(client.Get(base + "/unlock"))
	if err != nil {
		return err
	}
	form := url.Values{"passphrase": {string(pass)}}
	if m := field.FindStringSubmatch(door); m != nil {
		form.Set("place", m[1]+m[2])
	}
	_, at, err := fetch(client.PostForm(base+"/unlock", form))
	if err != nil {
		return err
	}
	if !strings.Contains(at, "/n/") {
		return errors.New("the door did not open")
	}
	_, _, err = fetch(client.Get(base + strings.Replace(at, "/home", "/plan", 1)))
	return err
}

func fetch(res *http.Response, err error) (body, path string, _ error) {
	if err != nil {
		return "", "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return string(b), res.Request.URL.Path, err
}

// residentMB returns the resident memory of a process and its children.
func residentMB(pid int) (float64, error) {
	total, err := residentKB(pid)
	if err != nil {
		return 0, err
	}
	children, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		return 0, err
	}
	workers := 0
	for _, file := range children {
		text, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		for child := range strings.FieldsSeq(string(text)) {
			n, err := strconv.Atoi(child)
			if err != nil {
				return 0, err
			}
			kb, err := residentKB(n)
			if err != nil {
				return 0, err
			}
			total, workers = total+kb, workers+1
		}
	}
	if workers != 1 {
		return 0, fmt.Errorf("%d workers were found", workers)
	}
	return float64(total) * 1024 / 1e6, nil
}

var resident = regexp.MustCompile(`VmRSS:\s+(\d+) kB`)

func residentKB(pid int) (int, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	m := resident.FindSubmatch(status)
	if m == nil {
		return 0, errors.New("no resident memory is told")
	}
	return strconv.Atoi(string(m[1]))
}
