package sqlite

import (
	"context"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/relay/wire"
)

// patience is how long the writer waits at most for those who are likely to
// come again.
const patience = 5 * time.Millisecond

// task is one change. It looks before it writes: a refusal has written
// nothing, so that the other changes of its transaction are not harmed. It may
// be run again.
type task struct {
	ctx     context.Context
	box     wire.Box
	ids     []exchange.ID // of the entries that it brings
	what    func(*writer) (refusal, trouble error)
	refused error
	done    chan error
}

// writer is who alone changes the file for this process.
type writer struct {
	*line
	memory
}

// change has the writer run what, and returns when it is durable. The refusal
// of what is returned as it is; trouble undoes the whole transaction.
func (f *file) change(ctx context.Context, what func(*writer) (refusal, trouble error)) error {
	return f.do(&task{ctx: ctx, what: what})
}

func (f *file) do(t *task) error {
	leave, err := f.enter(t.ctx)
	if err != nil {
		return err
	}
	defer leave()
	t.done = make(chan error, 1)
	f.queue.add(t)
	return <-t.done
}

// writer runs changes, those that wait together in one transaction.
//
// Those who have just been answered are likely to come again at once, as those
// who have come meanwhile. The quickest of them should not have a transaction of
// its own, for which all others would wait: so the writer waits for as many, for
// half as long as the last transaction took. Who writes alone waits for nobody.
func (f *file) writer(w *writer) {
	var likely int
	var took time.Duration
	for {
		select {
		case <-f.stop:
			f.ended <- w.close()
			return
		case <-f.queue.some:
			f.queue.wait(likely, min(took/2, patience))
			tasks := f.queue.take()
			began := time.Now()
			w.run(tasks)
			likely, took = len(tasks)+f.queue.length(), time.Since(began)
		}
	}
}

// run runs tasks in one transaction. When one of them is in trouble, each is
// tried alone, so that it does not harm the others.
func (w *writer) run(tasks []*task) {
	err := w.transact(tasks)
	if err != nil && len(tasks) > 1 {
		for _, t := range tasks {
			w.run([]*task{t})
		}
		return
	}
	for _, t := range tasks {
		if err != nil {
			t.done <- err
			continue
		}
		t.done <- t.refused
	}
}

func (w *writer) transact(tasks []*task) error {
	err := w.with("BEGIN IMMEDIATE", func() error {
		if err := w.recall(); err != nil {
			return err
		}
		if err := w.look(tasks); err != nil {
			return err
		}
		for _, t := range tasks {
			if t.refused = t.ctx.Err(); t.refused != nil {
				continue
			}
			var err error
			if t.refused, err = t.what(w); err != nil {
				return err
			}
		}
		return w.settle()
	})
	if err != nil {
		w.memory = memory{}
	}
	return err
}
