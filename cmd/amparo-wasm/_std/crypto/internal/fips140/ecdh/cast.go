// Package ecdh is the standard library's, with this file in the place of its
// cast.go: the trial of P-256 that a certified build makes before its first use
// of that curve. Nothing in the browser uses that curve or is such a build, and
// the trial alone would bring the whole curve along.
package ecdh

// fipsSelfTest has nothing to try.
func fipsSelfTest() {}
