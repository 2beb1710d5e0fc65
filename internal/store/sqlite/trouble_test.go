package sqlite_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"amparo/internal/store"
	"amparo/internal/store/sqlite"
)

var box = store.Box{7}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestMain is also the program that TestKilled kills: it appends, and says so
// once each append is durable.
func TestMain(m *testing.M) {
	if path := os.Getenv("AMPARO_TEST_APPENDER"); path != "" {
		if err := appender(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func appender(path string) error {
	ctx := context.Background()
	s, err := opener(path)()
	if err != nil {
		return err
	}
	head, _, err := s.Read(ctx, box, store.All-1, 1)
	if err != nil {
		return err
	}
	for n := head; n < head+100_000; n++ {
		var err error
		switch n % 10 {
		case 3:
			err = s.Append(ctx, box, n-1, [][]byte{entry(n), entry(n + 1), entry(n + 2)})
			n += 2
		case puts:
			err = errors.Join(s.Append(ctx, box, n-1, [][]byte{entry(n)}), s.Put(ctx, box, "state", entry(n)))
		case 9:
			err = s.Append(ctx, box, n-1, [][]byte{entry(n)})
			if err == nil && n%50 == 49 {
				err = s.Drop(ctx, box, n-20)
			}
		default:
			err = s.Append(ctx, box, n-1, [][]byte{entry(n)})
		}
		if err != nil {
			return err
		}
		fmt.Println(n)
	}
	return errors.New("nobody has killed this program")
}

// puts is the last digit of the numbers with which the appender puts a blob.
const puts = 7

// entry is what stands under a number: its content can be checked.
func entry(n uint64) []byte {
	return bytes.Repeat([]byte(strconv.FormatUint(n, 10)+" "), 200)
}

// TestKilled (S23): a program that appends is killed at random moments;
// everything that it said was durable is there, in order and whole.
func TestKilled(t *testing.T) {
	rounds := 12
	if os.Getenv("AMPARO_LONG") == "1" {
		rounds = 500
	}
	const seed = 23
	rnd := rand.New(rand.NewPCG(seed, 0))
	path := filepath.Join(t.TempDir(), "vault")
	total, put := uint64(0), uint64(0)
	for round := range rounds {
		said, saidPut := killed(t, path, 1+rnd.IntN(40))
		total = inspect(t, path, said, round)
		if total%10 == 3 || total%10 == 4 {
			t.Fatalf("round %d: part of three entries that count together", round)
		}
		put = max(put, saidPut)
		if n := lastPut(t, path); n < put || n > total {
			t.Fatalf("round %d: it said that blob %d is put, and there is that of %d", round, put, n)
		}
	}
	t.Logf("%d kills, %d entries, 0 lost", rounds, total)
}

// killed runs the appender until it has said lines things, and returns the last
// number that it said, and the last of those with which a blob was put.
func killed(t *testing.T, path string, lines int) (said, put uint64) {
	t.Helper()
	cmd := exec.Command(must[string](t)(os.Executable()))
	cmd.Env = append(os.Environ(), "AMPARO_TEST_APPENDER="+path)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out := must[interface{ Read([]byte) (int, error) }](t)(cmd.StdoutPipe())
	check(t, cmd.Start())
	scan := bufio.NewScanner(out)
	for scan.Scan() {
		if said = must[uint64](t)(strconv.ParseUint(scan.Text(), 10, 64)); said%10 == puts {
			put = said
		}
		if lines--; lines == 0 {
			check(t, cmd.Process.Kill())
		}
	}
	if err := cmd.Wait(); err == nil || complaint.Len() > 0 {
		t.Fatalf("it ended by itself: %v %s", err, complaint.String())
	}
	return said, put
}

func inspect(t *testing.T, path string, said uint64, round int) uint64 {
	t.Helper()
	ctx := context.Background()
	s := must[store.Store](t)(sqlite.Open(ctx, path))
	defer func() { check(t, s.Close()) }()
	first, entries, err := s.Read(ctx, box, 0, 1<<20)
	check(t, err)
	head := first + uint64(len(entries)) - 1
	if head < said {
		t.Fatalf("round %d: it said %d, there are %d", round, said, head)
	}
	for i, e := range entries {
		if n := first + uint64(i); !bytes.Equal(e, entry(n)) {
			t.Fatalf("round %d: entry %d is %.20q", round, n, e)
		}
	}
	return head
}

// lastPut returns the number whose blob stands there whole, or 0.
func lastPut(t *testing.T, path string) uint64 {
	t.Helper()
	s := must[store.Store](t)(sqlite.Open(t.Context(), path))
	defer func() { check(t, s.Close()) }()
	blob, err := s.Get(t.Context(), box, "state")
	if errors.Is(err, store.ErrNotFound) {
		return 0
	}
	check(t, err)
	number, _, _ := strings.Cut(string(blob), " ")
	n := must[uint64](t)(strconv.ParseUint(number, 10, 64))
	if !bytes.Equal(blob, entry(n)) {
		t.Fatalf("the blob of %d is not whole", n)
	}
	return n
}

// TestOnlyWhatIsRelaxedWaitsForNoDisk: whatever comes of a relaxed append, the
// engine waits for the disk again afterwards.
func TestOnlyWhatIsRelaxedWaitsForNoDisk(t *testing.T) {
	s := must[store.Store](t)(sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "vault")))
	defer func() { check(t, s.Close()) }()
	ended, end := context.WithCancel(t.Context())
	end()
	for _, c := range []struct {
		ctx   context.Context
		after uint64
		want  error
	}{{t.Context(), 0, nil}, {t.Context(), 0, store.ErrConflict}, {ended, 1, context.Canceled}} {
		const full = 2
		err := s.AppendRelaxed(c.ctx, box, c.after, [][]byte{entry(c.after + 1)})
		if how := sqlite.Synchronous(s); how != full || !errors.Is(err, c.want) {
			t.Errorf("%v instead of %v, synchronous=%d", err, c.want, how)
		}
	}
}

// TestATornLog: what a power cut leaves of the log is a beginning of it. At
// whichever byte it ends, the file opens, what stands there has no gap, and what
// was folded into the file before is all there.
func TestATornLog(t *testing.T) {
	const folded, relaxed = 3, 6
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "vault")
	s := must[store.Store](t)(sqlite.Create(ctx, path))
	for n := uint64(1); n <= folded+relaxed; n++ {
		check(t, s.AppendRelaxed(ctx, box, n-1, [][]byte{entry(n)}))
		if n == folded {
			check(t, s.Flush(ctx))
		}
	}
	file, log := must[[]byte](t)(os.ReadFile(path)), must[[]byte](t)(os.ReadFile(path+"-wal"))
	check(t, s.Close())
	heads := map[uint64]bool{}
	for end := 0; end < len(log)+509; end += 509 {
		torn := filepath.Join(t.TempDir(), "vault")
		check(t, errors.Join(os.WriteFile(torn, file, 0o600), os.WriteFile(torn+"-wal", log[:min(end, len(log))], 0o600)))
		heads[inspect(t, torn, folded, end)] = true
	}
	if len(heads) != relaxed+1 {
		t.Errorf("%d ends of the log are told apart, of %d", len(heads), relaxed+1)
	}
}

// TestFullDisk: at every size that the file may have, what was acknowledged
// stays, and the error says why.
func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	for pages := 8; pages < 40; pages++ {
		path := filepath.Join(t.TempDir(), "vault")
		s := must[store.Store](t)(sqlite.Create(ctx, path))
		sqlite.LimitPages(s, pages)
		done := uint64(0)
		var err error
		for err == nil && done < 200 {
			if err = s.Append(ctx, box, done, [][]byte{entry(done + 1), entry(done + 2)}); err == nil {
				done += 2
			}
		}
		if !errors.Is(err, store.ErrFull) {
			t.Fatalf("%d pages: %v", pages, err)
		}
		if err := s.Put(ctx, box, "state", bytes.Repeat([]byte("x"), 300_000)); !errors.Is(err, store.ErrFull) {
			t.Fatalf("%d pages: %v", pages, err)
		}
		check(t, s.Close())
		if head := inspect(t, path, done, pages); head != done {
			t.Fatalf("%d pages: %d of %d", pages, head, done)
		}
		s = must[store.Store](t)(sqlite.Open(ctx, path))
		check(t, s.Append(ctx, box, done, [][]byte{entry(done + 1)}))
		check(t, s.Close())
	}
}

func TestPlacesThatCannotBeOpened(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	s := must[store.Store](t)(sqlite.Create(ctx, path("good")))
	check(t, s.Append(ctx, box, 0, [][]byte{entry(1)}))
	check(t, s.Close())
	check(t, os.WriteFile(path("text"), bytes.Repeat([]byte("not a store "), 1000), 0o600))
	check(t, os.WriteFile(path("empty"), nil, 0o600))
	other := must[*sql.DB](t)(sql.Open("sqlite", path("other")))
	must[sql.Result](t)(other.Exec("CREATE TABLE x(y)"))
	check(t, other.Close())
	good := must[[]byte](t)(os.ReadFile(path("good")))
	newer := bytes.Clone(good)
	newer[60+3] = 2 // the last byte of user_version
	check(t, os.WriteFile(path("newer"), newer, 0o600))
	check(t, os.WriteFile(path("cut"), good[:len(good)-5000], 0o600))

	open := func(name string) error {
		s, err := sqlite.Open(ctx, path(name))
		if err == nil {
			_, _, err = s.Read(ctx, box, 0, 10)
			err = errors.Join(err, s.Close())
		}
		return err
	}
	for name, want := range map[string]error{
		"missing": fs.ErrNotExist, "text": store.ErrDamaged, "empty": store.ErrDamaged,
		"other": store.ErrDamaged, "newer": store.ErrNewer, "cut": store.ErrDamaged, "good": nil,
	} {
		if err := open(name); !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	if _, err := sqlite.Create(ctx, path("good")); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	if _, err := sqlite.Create(ctx, path("no/such/folder")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if again := must[[]byte](t)(os.ReadFile(path("newer"))); !bytes.Equal(again, newer) {
		t.Error("a newer file was changed by looking")
	}
}

// TestForgottenIsGone: no byte of what was dropped or replaced stands in the
// file or beside it, while the store is open.
func TestForgottenIsGone(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s := must[store.Store](t)(sqlite.Create(ctx, filepath.Join(dir, "vault")))
	defer func() { check(t, s.Close()) }()
	canary := func(n int) string { return fmt.Sprintf("canary-%04d", n) }
	find := func() (found []string) {
		for _, e := range must[[]os.DirEntry](t)(os.ReadDir(dir)) {
			b := must[[]byte](t)(os.ReadFile(filepath.Join(dir, e.Name())))
			for n := range 200 {
				if bytes.Contains(b, []byte(canary(n))) {
					found = append(found, e.Name()+" "+canary(n))
				}
			}
		}
		return found
	}
	for n := range 100 {
		check(t, s.Append(ctx, box, uint64(n), [][]byte{[]byte(strings.Repeat(canary(n), 100))}))
	}
	for n := 100; n < 110; n++ {
		check(t, s.Put(ctx, box, "state", []byte(strings.Repeat(canary(n), 10+n))))
	}
	if len(find()) < 101 {
		t.Error("the search finds nothing")
	}
	check(t, s.Drop(ctx, box, 100))
	check(t, s.Put(ctx, box, "state", []byte("short")))
	if left := find(); len(left) > 0 {
		t.Errorf("%d left, %s among them", len(left), left[0])
	}
}

// TestOnlyTheOwnerReadsTheFile, where the system has such rights.
func TestOnlyTheOwnerReadsTheFile(t *testing.T) {
	dir := t.TempDir()
	s := must[store.Store](t)(sqlite.Create(context.Background(), filepath.Join(dir, "vault")))
	check(t, s.Append(context.Background(), box, 0, [][]byte{entry(1)}))
	for _, e := range must[[]os.DirEntry](t)(os.ReadDir(dir)) {
		if info := must[fs.FileInfo](t)(e.Info()); os.PathSeparator == '/' && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v", e.Name(), info.Mode())
		}
	}
	check(t, s.Close())
	if left := must[[]os.DirEntry](t)(os.ReadDir(dir)); len(left) != 1 {
		t.Errorf("%d files after closing", len(left))
	}
}

// TestAnotherProgramIsBusy: the lock holds between processes too.
func TestAnotherProgramIsBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vault")
	s := must[store.Store](t)(sqlite.Create(context.Background(), path))
	defer func() { check(t, s.Close()) }()
	cmd := exec.Command(must[string](t)(os.Executable()))
	cmd.Env = append(os.Environ(), "AMPARO_TEST_APPENDER="+path)
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), store.ErrBusy.Error()) {
		t.Errorf("%v: %s", err, out)
	}
}

// BenchmarkAppend is a durable entry, and one that waits for no disk;
// BenchmarkRawInsert is its floor, one durable row into the same kind of file.
func BenchmarkAppend(b *testing.B) {
	type appends func(store.Store, context.Context, store.Box, uint64, [][]byte) error
	for name, how := range map[string]appends{"durable": store.Store.Append, "relaxed": store.Store.AppendRelaxed} {
		b.Run(name, func(b *testing.B) {
			ctx := context.Background()
			s := must[store.Store](b)(sqlite.Create(ctx, filepath.Join(b.TempDir(), "vault")))
			blob := make([]byte, 1113)
			n := uint64(0)
			for b.Loop() {
				check(b, how(s, ctx, box, n, [][]byte{blob}))
				n++
			}
			check(b, s.Close())
		})
	}
}

func BenchmarkRawInsert(b *testing.B) {
	db := must[*sql.DB](b)(sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "raw")+
		"?_pragma=locking_mode(EXCLUSIVE)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"))
	db.SetMaxOpenConns(1)
	must[sql.Result](b)(db.Exec("CREATE TABLE x(id INTEGER PRIMARY KEY, body BLOB)"))
	insert := must[*sql.Stmt](b)(db.Prepare("INSERT INTO x(body) VALUES(?)"))
	blob := make([]byte, 1113)
	for b.Loop() {
		must[sql.Result](b)(insert.Exec(blob))
	}
	check(b, db.Close())
}
