package main

import (
	"database/sql"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver that the floor uses, too

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/workload"
)

// benchSave measures one saved flush, durable when it returns. The floor is one
// durable insert of as many bytes into a plain table of the same engine.
func benchSave(r *report) error {
	dir, err := os.MkdirTemp("", "amparo-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	st, v, log, err := fresh(filepath.Join(dir, "vault.db"))
	if err != nil {
		return err
	}
	db, err := rawTable(filepath.Join(dir, "raw.db"))
	if err != nil {
		return err
	}
	w, blob := workload.New(), make([]byte, 1024+64)
	figure, err := median(1500, func() error {
		_, err := log.Append(ctx, change.Encode(w.Next(notebook.Device(log.Device()))))
		return err
	})
	if err != nil {
		return err
	}
	floor, err := median(1500, func() error {
		_, err := db.ExecContext(ctx, "INSERT INTO raw (blob) VALUES (?)", blob)
		return err
	})
	if err != nil {
		return err
	}
	r.ratio("a saved flush is durable, p50", figure, floor, 2.5)
	if err := closeAll(v, st); err != nil {
		return err
	}
	return db.Close()
}

func rawTable(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, "CREATE TABLE raw (id INTEGER PRIMARY KEY, blob BLOB)")
	return db, err
}
