package main

import (
	"crypto/rand"
	"runtime"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/ui"
	"amparo/internal/workload"
	"amparo/internal/workspace"
)

// pageRounds is how often the page is asked for.
const pageRounds = 400

// benchPage measures one page of a plan with forty rows, from request to bytes.
func benchPage(r *report) error {
	app, path, err := planOf(40)
	if err != nil {
		return err
	}
	request := ui.Request{Method: "GET", Path: path, Languages: "en"}
	var size int
	took, err := median(pageRounds, func() error {
		size = len(app.Serve(ctx, request).Body)
		return nil
	})
	if err != nil {
		return err
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range pageRounds {
		app.Serve(ctx, request)
	}
	runtime.ReadMemStats(&after)
	r.value("a page of the plan, 40 rows, p50", float64(took.Microseconds())/1000, 1, "ms")
	r.value("what it allocates", float64(after.TotalAlloc-before.TotalAlloc)/pageRounds/1000, 500, "kB")
	r.value("its HTML", float64(size)/1000, 40, "kB")
	return nil
}

// planOf returns an opened notebook with so many rows, and the path of its plan.
func planOf(rows int) (*ui.App, string, error) {
	config := workspace.Config{Cost: cheap, Floor: cheap, Rand: rand.Reader, Now: time.Now}
	shelf := workspace.NewMemoryShelf()
	desk, err := workspace.Create(ctx, shelf, "bench", pass, config)
	if err != nil {
		return nil, "", err
	}
	w, err := desk.NewNotebook(ctx, "bench")
	if err != nil {
		return nil, "", err
	}
	if _, err := w.Import(ctx, planRows(rows)); err != nil {
		return nil, "", err
	}
	if err := desk.Close(ctx); err != nil {
		return nil, "", err
	}
	app := ui.New(ui.Host{Shelf: shelf, Config: config})
	app.Serve(ctx, ui.Request{Method: "POST", Path: "/unlock", Form: ui.Values{"vault": {"0"}, "place": {"0"}, "passphrase": {string(pass)}}})
	return app, "/n/" + w.ID() + "/plan", nil
}

// planRows returns rows with text in each column and three actions each.
func planRows(n int) []notebook.Draft {
	w := workload.New()
	text := func() []string { return []string{workload.Short(w.Sentence())} }
	var list []notebook.Draft
	for range n {
		list = append(list, notebook.Draft{Kind: "row", Values: notebook.Values{
			"threats": text(), "vulnerabilities": text(), "strengths": text(),
			"actions": {workload.Short(w.Sentence()), workload.Short(w.Sentence()), workload.Short(w.Sentence())}, "resources": text(), "involved": text(),
		}})
	}
	return list
}
