// Package primitives holds nothing but tests: each primitive that key is built
// from against the vectors of Wycheproof, natively and in js/wasm.
package primitives
