//go:build race

package export_test

// slow is how much longer things may take where every access to memory is
// watched.
const slow = 10
