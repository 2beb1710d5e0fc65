// Package relays holds nothing but tests: relays and PostgreSQL servers that
// are killed, lost and set back while devices write.
package relays
