package sqlite

import (
	"fmt"

	"amparo/internal/store"
)

// Synchronous says how the engine waits for the disk: 2 is FULL.
func Synchronous(s store.Store) (how int) {
	if err := s.(*file).db.QueryRow("PRAGMA synchronous").Scan(&how); err != nil {
		panic(err)
	}
	return how
}

// LimitPages makes the file refuse to grow beyond that many pages, as a full
// disk does.
func LimitPages(s store.Store, pages int) {
	if _, err := s.(*file).db.Exec(fmt.Sprintf("PRAGMA max_page_count=%d", pages)); err != nil {
		panic(err)
	}
}
