package workspace_test

import (
	"bytes"
	"testing"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// A block of history that can be read is written as it stood, and a cut one is
// refused.
func FuzzHistory(f *testing.F) {
	c := &change.Change{Device: notebook.Device{1}, Time: 7, First: 1, Writes: []change.Write{
		{Op: change.Put, Ref: notebook.Ref{Kind: "risk", ID: notebook.ID{2}}, Field: "title", Value: "a search"}}}
	whole := workspace.EncodeHistory([]*change.Change{c, c})
	f.Add(whole)
	f.Add(whole[:len(whole)-1])
	f.Add([]byte{1})
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := workspace.DecodeHistory(b)
		if err != nil || len(b) == 0 {
			return
		}
		again, err := workspace.DecodeHistory(workspace.EncodeHistory(list))
		if err != nil || !bytes.Equal(workspace.EncodeHistory(again), workspace.EncodeHistory(list)) {
			t.Errorf("written and read again it is another history: %v", err)
		}
	})
}
