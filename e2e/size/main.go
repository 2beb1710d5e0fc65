// Command size says how large a file is once compressed as a server would send
// it (brotli, quality 11), and stops with 1 if it has outgrown its budget:
//
//	size -record cmd/amparo-wasm/size.txt bin/wasm/amparo.wasm
//
// The budget is 1.2 MB, and 5 % more than the bytes that the record names.
// With -write it writes the record instead.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
)

// budget is the most that a telephone is asked to load, in bytes.
const budget = 1_200_000

func main() {
	record := flag.String("record", "", "file that holds the size agreed on, in bytes")
	write := flag.Bool("write", false, "write the record")
	flag.Parse()
	if err := run(flag.Arg(0), *record, *write); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path, record string, write bool) error {
	size, err := compressed(path)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes compressed, of %d\n", path, size, budget)
	if size > budget {
		return errors.New("over the budget of the phone build")
	}
	if write {
		return os.WriteFile(record, fmt.Appendf(nil, "%d\n", size), 0o644)
	}
	return compare(size, record)
}

// compare holds a size against the one agreed on.
func compare(size int, record string) error {
	text, err := os.ReadFile(record)
	if err != nil {
		return fmt.Errorf("reading the recorded size: %w", err)
	}
	agreed, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return fmt.Errorf("reading the recorded size: %w", err)
	}
	if size > agreed+agreed/20 {
		return fmt.Errorf("%d bytes: more than 5 %% over the %d agreed on", size, agreed)
	}
	return nil
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func compressed(path string) (int, error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	var size counter
	w := brotli.NewWriterOptions(&size, brotli.WriterOptions{Quality: 11, LGWin: 24})
	if _, err := io.Copy(w, file); err != nil {
		return 0, err
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	return int(size), nil
}
