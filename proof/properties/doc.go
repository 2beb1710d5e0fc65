// Package properties holds nothing but tests: properties of the pure packages,
// each with the smallest case that breaks it.
package properties
