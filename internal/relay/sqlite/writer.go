package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// batch is how many changes are written in one transaction at most.
const batch = 256

// task is one change. It looks before it writes: a refusal has written
// nothing, so that the other changes of its transaction are not harmed.
type task struct {
	ctx     context.Context
	what    func(context.Context, *sql.Tx) (refusal, trouble error)
	refused error
	done    chan error
}

// change has the writer run what, and returns when it is durable. The refusal
// of what is returned as it is; trouble undoes the whole transaction.
func (f *file) change(ctx context.Context, what func(context.Context, *sql.Tx) (refusal, trouble error)) error {
	leave, err := f.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	t := &task{ctx: ctx, what: what, done: make(chan error, 1)}
	f.tasks <- t
	return <-t.done
}

// writer runs changes, those that wait together in one transaction.
func (f *file) writer(life context.Context) {
	defer close(f.ended)
	for {
		select {
		case <-life.Done():
			return
		case first := <-f.tasks:
			f.together(life, f.waiting(first))
		}
	}
}

func (f *file) waiting(first *task) []*task {
	tasks := []*task{first}
	for len(tasks) < batch {
		select {
		case t := <-f.tasks:
			tasks = append(tasks, t)
		default:
			return tasks
		}
	}
	return tasks
}

// together runs tasks in one transaction. When one of them is in trouble, each
// is tried alone, so that it does not harm the others.
func (f *file) together(ctx context.Context, tasks []*task) {
	err := f.transact(ctx, tasks)
	if err != nil && len(tasks) > 1 {
		for _, t := range tasks {
			f.together(ctx, []*task{t})
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

func (f *file) transact(ctx context.Context, tasks []*task) error {
	tx, err := f.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if t.refused = t.ctx.Err(); t.refused != nil {
			continue
		}
		t.refused, err = t.what(ctx, tx)
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}
