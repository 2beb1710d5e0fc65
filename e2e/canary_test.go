package e2e_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// canaries are words that stand nowhere but where a test has put them. A file
// in which one is found in any encoding holds text of a person.
type canaries []string

func newCanaries(n int, seed uint64) canaries {
	rng := rand.New(rand.NewPCG(seed, 11))
	list := make(canaries, n)
	for i := range list {
		b := make([]byte, 14)
		for j := range b {
			b[j] = "bcdfghjklmnpqrstvwxz"[rng.IntN(20)]
		}
		list[i] = "Kanari" + string(b)
	}
	return list
}

// encodings returns the ways in which a word can stand in a file.
func encodings(word string) map[string][]byte {
	wide := utf16.Encode([]rune(word))
	little, big := make([]byte, 0, 2*len(wide)), make([]byte, 0, 2*len(wide))
	for _, u := range wide {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	all := map[string][]byte{
		"utf-8": []byte(word), "lower case": []byte(strings.ToLower(word)), "utf-16le": little, "utf-16be": big,
		"hex": []byte(hex.EncodeToString([]byte(word))), "HEX": []byte(strings.ToUpper(hex.EncodeToString([]byte(word)))),
	}
	// In base64 a word stands in three ways, by its place modulo three; its
	// first and last letters mix with what stands around it.
	for shift := range 3 {
		text := base64.StdEncoding.EncodeToString(append(make([]byte, shift), word...))
		all[fmt.Sprint("base64 ", shift)] = []byte(strings.TrimRight(text, "=")[4 : len(strings.TrimRight(text, "="))-2])
	}
	return all
}

// scan returns what is found in the files below some folders: "encoding: file".
func (c canaries) scan(t *testing.T, folders ...string) []string {
	t.Helper()
	var found []string
	files := 0
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			data, err := os.ReadFile(path)
			files++
			found = append(found, c.in(filepath.Base(path), data)...)
			found = append(found, c.in(filepath.Base(path)+" inflated", inflated(data))...)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files == 0 {
		t.Fatalf("no file stands below %q", folders)
	}
	return found
}

func (c canaries) in(name string, data []byte) []string {
	var found []string
	for enc, beginning := range encodings("Kanari") {
		if !bytes.Contains(data, beginning) {
			continue // every word begins like this, so none stands here this way
		}
		for _, word := range c {
			if bytes.Contains(data, encodings(word)[enc]) {
				found = append(found, enc+": "+name)
			}
		}
	}
	return found
}

// inflated returns what the gzip and zlib streams in a file hold.
func inflated(data []byte) []byte {
	var all bytes.Buffer
	for i := range data {
		rest := data[i:]
		var r io.Reader
		var err error
		switch {
		case bytes.HasPrefix(rest, []byte{0x1f, 0x8b, 8}):
			r, err = gzip.NewReader(bytes.NewReader(rest))
		case bytes.HasPrefix(rest, []byte{0x78, 0x9c}), bytes.HasPrefix(rest, []byte{0x78, 0xda}), bytes.HasPrefix(rest, []byte{0x78, 0x01}):
			r, err = zlib.NewReader(bytes.NewReader(rest))
		}
		if r != nil && err == nil {
			_, _ = io.Copy(&all, io.LimitReader(r, 1<<20)) // a stream that is none ends early
		}
	}
	return all.Bytes()
}

// The scanner itself finds every word in every encoding; otherwise it could
// not fail.
func TestTheScannerFindsWhatIsPlanted(t *testing.T) {
	t.Parallel()
	words := newCanaries(200, 1)
	ways := encodings(words[0])
	for enc := range ways {
		dir := t.TempDir()
		var b bytes.Buffer
		for _, word := range words {
			b.WriteString("....")
			b.Write(encodings(word)[enc])
			b.WriteString("....")
		}
		if err := os.WriteFile(filepath.Join(dir, "planted"), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if found := words.scan(t, dir); len(found) < len(words) {
			t.Errorf("%s: %d of %d found", enc, len(found), len(words))
		}
	}
	dir := t.TempDir()
	var b bytes.Buffer
	b.WriteString("before")
	z := gzip.NewWriter(&b)
	fmt.Fprint(z, strings.Join(words, " "))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "packed"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if found := words.scan(t, dir); len(found) < len(words) {
		t.Errorf("gzip: %d of %d found", len(found), len(words))
	}
}
