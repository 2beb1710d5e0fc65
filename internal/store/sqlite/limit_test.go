package sqlite

import (
	"fmt"

	"amparo/internal/store"
)

// LimitPages makes the file refuse to grow beyond that many pages, as a full
// disk does.
func LimitPages(s store.Store, pages int) {
	if _, err := s.(*file).db.Exec(fmt.Sprintf("PRAGMA max_page_count=%d", pages)); err != nil {
		panic(err)
	}
}
