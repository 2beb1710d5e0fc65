//go:build !js

package vault_test

import (
	"bytes"
	"context"
	_ "embed"
	"os"
	"path/filepath"
	"testing"

	"amparo/internal/key"
	"amparo/internal/store"
	"amparo/internal/store/sqlite"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
)

//go:embed testdata/vault-1.amparo
var vaultFixture []byte

//go:embed testdata/backup-1.amparo-backup
var backupFixture []byte

const fixturePaper = "testdata/paper-1.txt"

// TestFixturesOpenForEver opens a file and a backup that the first released
// format wrote. They are never written anew: a newer format gets fixtures of
// its own. AMPARO_FIXTURES=1 makes those that are missing.
func TestFixturesOpenForEver(t *testing.T) {
	ctx := context.Background()
	text := must[[]byte](t)(os.ReadFile(fixturePaper))
	paper := must[key.Paper](t)(key.ParsePaper(string(bytes.TrimSpace(text))))
	path := filepath.Join(t.TempDir(), "vault")
	check(t, os.WriteFile(path, vaultFixture, 0o600))
	st := must[store.Store](t)(sqlite.Open(ctx, path))
	defer func() { check(t, st.Close()) }()

	opened := map[string]*vault.Vault{
		"file by passphrase": reopen(t, st),
		"file by paper key":  must[*vault.Vault](t)(vault.OpenPaper(ctx, st, paper, config())),
		"backup":             must[*vault.Vault](t)(restore(store.NewMemory(), backupFixture, "six plain words", key.Paper{})),
		"backup by paper":    must[*vault.Vault](t)(restore(store.NewMemory(), backupFixture, "x", paper)),
	}
	for name, v := range opened {
		books := v.Notebooks()
		if len(books) != 2 || books[0].Name != "a" || v.Label() != "kitchen" {
			t.Fatalf("%s: %d notebooks", name, len(books))
		}
		a := must[*vault.Log](t)(v.Log(ctx, books[0].ID))
		b := must[*vault.Log](t)(v.Log(ctx, books[1].ID))
		state, _, err := b.Snapshot(ctx)
		check(t, err)
		got := [][]string{payloads(t, a), payloads(t, b), {string(state), string(must[[]byte](t)(b.History(ctx)))}}
		if diff := cmp.Diff([][]string{{"1", "2", "3"}, {"new"}, {"state", "history"}}, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if rep := must[vault.Report](t)(v.Verify(ctx)); len(rep.Findings) > 0 {
			t.Errorf("%s: %v", name, rep.Findings)
		}
	}
}

// TestMakeFixtures makes the fixtures that are missing.
func TestMakeFixtures(t *testing.T) {
	if _, err := os.Stat(fixturePaper); err == nil || os.Getenv("AMPARO_FIXTURES") != "1" {
		if err != nil {
			t.Fatal("the fixtures are gone; bring them back from an earlier version, and make no new ones")
		}
		return
	}
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "vault")
	st := must[store.Store](t)(sqlite.Create(ctx, path))
	v := written(t, st)
	check(t, os.WriteFile("testdata/backup-1.amparo-backup", backup(t, v), 0o644))
	check(t, st.Close())
	check(t, os.WriteFile("testdata/vault-1.amparo", must[[]byte](t)(os.ReadFile(path)), 0o644))
	check(t, os.WriteFile(fixturePaper, []byte(v.Paper().Text()+"\n"), 0o644))
}

// TestMembershipsOpenForEver opens what the second layout of memberships wrote:
// two keepers, a role, a device that came again, and a record beside.
func TestMembershipsOpenForEver(t *testing.T) {
	ctx := context.Background()
	const backup, vaultFile = "testdata/backup-2.amparo-backup", "testdata/vault-2.amparo"
	if _, err := os.Stat(backup); err != nil && os.Getenv("AMPARO_FIXTURES") == "1" {
		makeMembership(t, vaultFile, backup)
	}
	path := filepath.Join(t.TempDir(), "vault")
	check(t, os.WriteFile(path, must[[]byte](t)(os.ReadFile(vaultFile)), 0o600))
	st := must[store.Store](t)(sqlite.Open(ctx, path))
	defer func() { check(t, st.Close()) }()
	for name, v := range map[string]*vault.Vault{
		"file":   reopen(t, st),
		"backup": must[*vault.Vault](t)(restore(store.NewMemory(), must[[]byte](t)(os.ReadFile(backup)), "six plain words", key.Paper{})),
	} {
		l := must[*vault.Log](t)(v.Log(ctx, v.Notebooks()[0].ID))
		if diff := cmp.Diff([]string{"before", "ana's", "bo's"}, payloads(t, l)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		c := circle(t, l)
		persons := make(map[key.DeviceID]bool)
		for _, m := range c.Members {
			persons[m.Person] = true
		}
		if len(persons) != 3 || c.Alone || !c.History {
			t.Errorf("%s: %d persons, alone %v, history %v", name, len(persons), c.Alone, c.History)
		}
		if rep := must[vault.Report](t)(v.Verify(ctx)); len(rep.Findings) > 0 {
			t.Errorf("%s: %v", name, rep.Findings)
		}
	}
}

func makeMembership(t *testing.T, vaultFile, backupFile string) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "made")
	st := must[store.Store](t)(sqlite.Create(ctx, path))
	v := create(t, st)
	ana := must[*vault.Log](t)(v.NewNotebook(ctx, "ours"))
	bo := enter(t, ana, vault.Admission{})
	eva := enter(t, ana, vault.Admission{})
	check(t, ana.Turn(ctx, vault.Change{Keepers: []key.DeviceID{bo.Device()}, Remove: []key.DeviceID{eva.Device()}, History: vault.WithHistory}))
	enter(t, ana, vault.Admission{Of: eva.Device()})
	follow(t, ana, bo)
	write(t, ana, "before")
	must[[]string](t)(receive(bo, sealed(t, ana)[0]))
	check(t, ana.Turn(ctx, vault.Change{}))
	check(t, bo.Turn(ctx, vault.Change{}))
	check(t, bo.Turn(ctx, vault.Change{}))
	write(t, ana, "ana's")
	write(t, bo, "bo's")
	if a, b := meet(t, ana, bo); a != nil || b != vault.ErrBeside {
		t.Fatal(a, b)
	}
	must[[]string](t)(receive(ana, sealed(t, bo)[1]))
	check(t, os.WriteFile(backupFile, backup(t, v), 0o644))
	check(t, st.Close())
	check(t, os.WriteFile(vaultFile, must[[]byte](t)(os.ReadFile(path)), 0o644))
}

// FuzzBackup starts from the fixture: the fuzzer's processes have to know the
// same whole backup.
func FuzzBackup(f *testing.F) {
	f.Add(backupFixture)
	f.Add(backupFixture[:len(backupFixture)-33])
	f.Add(backupFixture[:1000])
	f.Fuzz(func(t *testing.T, b []byte) {
		st := store.NewMemory()
		if _, err := restore(st, b, "six plain words", key.Paper{}); err != nil && !refused(err) {
			t.Fatal(err)
		} else if err == nil && !bytes.Equal(b, backupFixture) {
			t.Fatal("an altered backup was restored")
		}
	})
}
