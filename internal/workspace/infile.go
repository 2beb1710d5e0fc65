//go:build !js

package workspace

import (
	"context"

	"amparo/internal/exchange"
)

// held is the lock of a caller that holds its own all the time: a file is there
// at once.
type held struct{}

func (held) Lock() {}

func (held) Unlock() {}

// ToFile returns a file with what the others of the notebook may not have. Unlike
// at Sync, the caller holds the lock.
func (w *Workspace) ToFile(ctx context.Context) ([]byte, error) {
	f := exchange.NewFile()
	if _, err := w.Sync(ctx, FileCarrier{f}, held{}); err != nil {
		return nil, err
	}
	return f.Bytes(), nil
}

// FromFile takes in what such a file has. The caller holds the lock.
func (w *Workspace) FromFile(ctx context.Context, b []byte) (Synced, error) {
	f, err := exchange.ReadFile(b)
	if err != nil {
		return Synced{}, err
	}
	return w.Sync(ctx, FileCarrier{f}, held{})
}

// ToFile returns a file with all that this side has said of the invite. The
// caller holds the lock.
func (i *Invitation) ToFile(ctx context.Context) ([]byte, error) {
	f := exchange.NewFile()
	if err := i.Meet(ctx, FileCarrier{f}, held{}, ""); err != nil {
		return nil, err
	}
	return f.Bytes(), nil
}

// FromFile hears what the other side has said in such a file. The caller holds
// the lock.
func (i *Invitation) FromFile(ctx context.Context, b []byte) error {
	f, err := exchange.ReadFile(b)
	if err != nil {
		return err
	}
	return i.Meet(ctx, FileCarrier{f}, held{}, "")
}
