package vault

import (
	"context"

	"amparo/internal/oplog"
)

// All gives yield every entry that is kept, causes first: those that the
// snapshot covers, too. What was forgotten is not among them; see History.
func (l *Log) All(ctx context.Context, yield func(Entry) error) error {
	if err := l.enterLoaded(ctx); err != nil {
		return err
	}
	defer l.v.mu.Unlock()
	join := joiner{yield: yield}
	_, err := l.walk(ctx, 0, func(_ uint64, e *oplog.Entry) error { return join.add(e) })
	return err
}
