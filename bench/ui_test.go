package main

import (
	"testing"

	"amparo/internal/ui"
)

// BenchmarkPages measures pages of a plan from request to bytes; "B" is the size
// of the page.
func BenchmarkPages(b *testing.B) {
	for _, rows := range []int{40, 1000} {
		app, path, err := planOf(rows)
		if err != nil {
			b.Fatal(err)
		}
		for name, page := range map[string]string{"plan": path, "actions": path[:len(path)-len("plan")] + "actions"} {
			request := ui.Request{Method: "GET", Path: page, Languages: "en"}
			b.Run(name+" of "+map[int]string{40: "40", 1000: "1000"}[rows], func(b *testing.B) {
				b.ReportAllocs()
				size := 0
				for b.Loop() {
					r := app.Serve(b.Context(), request)
					if size = len(r.Body); r.Status != 200 {
						b.Fatalf("%d", r.Status)
					}
				}
				b.ReportMetric(float64(size), "B")
			})
		}
	}
}
