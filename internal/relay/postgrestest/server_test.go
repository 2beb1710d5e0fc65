package postgrestest_test

import (
	"os"
	"path/filepath"
	"testing"

	"amparo/internal/relay/postgrestest"
)

// A server keeps its files in its own folder, and answers its own tools there.
func TestAServerStandsInItsFolder(t *testing.T) {
	s := postgrestest.New(t)
	postgrestest.Tool(t, "pg_isready", "-h", s.Dir())
	if _, err := os.Stat(filepath.Join(s.Dir(), "data", "PG_VERSION")); err != nil {
		t.Error(err)
	}
}
