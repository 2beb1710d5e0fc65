//go:build js

package key

import "amparo/internal/key/hybrid"

// The browser has the same suite without the curves that it does not use.

type opener = hybrid.Secret

func newOpener(seed []byte) (*opener, error) { return hybrid.NewSecret(seed) }

func canonical(public []byte) bool { return hybrid.Valid(public) }

func seal(public, plain, info, bound []byte) ([]byte, error) {
	return hybrid.Seal(public, plain, info, bound)
}
