//go:build !unix

package main

import "fmt"

// benchShared needs a PostgreSQL that it can start, and processes that it can
// let stand still.
func benchShared(*report) error {
	fmt.Println("  this can't be measured here, so it is left out")
	return nil
}
