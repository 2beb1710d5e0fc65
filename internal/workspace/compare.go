//go:build !js

package workspace

import (
	"context"
	"encoding/binary"
	"errors"
	"math/bits"
)

// stateWords is how many words stand for a state, of a list with at least so many.
const (
	stateWords = 4
	leastWords = 1 << 10
)

var errFewWords = errors.New("a list with too few words")

// StateWords returns four words that stand for what the notebook holds, for
// people to read out to each other: devices with the same words have taken in
// the same. The list is of at least 1,024 words, and the same for all who
// compare. What was let go of on one device alone is not seen in them.
func (w *Workspace) StateWords(ctx context.Context, list []string) ([]string, error) {
	if len(list) < leastWords {
		return nil, errFewWords
	}
	state, err := w.log.Fingerprint(ctx)
	if err != nil {
		return nil, while("reading the state", err)
	}
	n, width := binary.BigEndian.Uint64(state[:]), bits.Len(uint(len(list)))-1
	words := make([]string, stateWords)
	for i := range words {
		words[i] = list[n>>(64-width)]
		n <<= width
	}
	return words, nil
}
