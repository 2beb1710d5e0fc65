//go:build !race

package export_test

// slow is 1: the limits of time hold as they are.
const slow = 1
