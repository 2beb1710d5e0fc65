package sqlite

import (
	"slices"
	"sync"
	"time"
)

// batch is how many changes are written in one transaction at most.
const batch = 256

// queue gathers changes for the writer. It wakes the writer when there is one
// and, if the writer waits for more, when they are there: not for each of them.
type queue struct {
	mu     sync.Mutex
	tasks  []*task
	likely int           // how many make enough
	some   chan struct{} // filled when there is a task
	enough chan struct{}
}

func newQueue() *queue {
	return &queue{some: make(chan struct{}, 1), enough: make(chan struct{}, 1)}
}

func (q *queue) add(t *task) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.tasks = append(q.tasks, t)
	fill(q.some)
	if len(q.tasks) == q.likely {
		fill(q.enough)
	}
}

// wait returns when so many tasks are there as are likely, but soon in any case.
func (q *queue) wait(likely int, soon time.Duration) {
	if q.expect(min(likely, batch)) {
		return
	}
	late := time.NewTimer(soon)
	defer late.Stop()
	select {
	case <-q.enough:
	case <-late.C:
	}
}

// expect says whether so many tasks are there, and otherwise has add say so.
func (q *queue) expect(likely int) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	empty(q.enough) // of an earlier time
	q.likely = likely
	return len(q.tasks) >= likely
}

// take takes the tasks of one transaction out.
func (q *queue) take() (tasks []*task) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := min(len(q.tasks), batch)
	tasks = slices.Clone(q.tasks[:n])
	q.tasks = slices.Delete(q.tasks, 0, n) // and what they bring is not kept
	if empty(q.some); len(q.tasks) > 0 {
		fill(q.some)
	}
	return tasks
}

func (q *queue) length() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.tasks)
}

// fill and empty are for a channel that has room for one.
func fill(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func empty(c chan struct{}) {
	select {
	case <-c:
	default:
	}
}
