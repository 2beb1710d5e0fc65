package sqlite_test

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"testing"

	"amparo/internal/store"
	"amparo/internal/store/sqlite"
	"amparo/internal/store/storetest"
)

func opener(path string) storetest.Open {
	return func() (store.Store, error) {
		s, err := sqlite.Create(context.Background(), path)
		if errors.Is(err, fs.ErrExist) {
			return sqlite.Open(context.Background(), path)
		}
		return s, err
	}
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Open {
		return opener(filepath.Join(t.TempDir(), "a vault?#%20.amparo"))
	})
}
