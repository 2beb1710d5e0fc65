package sqlite

import (
	"runtime"
	"testing"
	"weak"
)

// What was written is not kept by the queue, however much waited at once.
func TestTheQueueKeepsNothing(t *testing.T) {
	q := newQueue()
	var tasks []weak.Pointer[task]
	for range batch + 3 {
		one := &task{}
		tasks = append(tasks, weak.Make(one))
		q.add(one)
	}
	if n := len(q.take()) + len(q.take()); n != batch+3 {
		t.Error(n, "came out")
	}
	runtime.GC()
	for i, p := range tasks {
		if p.Value() != nil {
			t.Fatalf("the task %d is kept", i)
		}
	}
	runtime.KeepAlive(q)
}
