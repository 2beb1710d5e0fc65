package sqlite

import (
	"errors"
	"os"
)

// The engine writes each change into a log beside the file first, and begins
// again at the log's start once the file has all of it. An entry is durable
// sooner where the log has its length already: then the file system has nothing
// to note beside the bytes.
const (
	logBytes = 16 << 20
	unspilt  = 4 << 20 // at most, of a change that the engine keeps in memory
)

// fold brings what stands in the log into the file and empties the log, so that
// bytes which were forgotten do not linger there. While others read, it does as
// much as it can.
func (l *line) fold() error {
	_, err := l.exec("PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

// tidy empties the log, if anything was written, and gives it its length.
func (l *line) tidy(log string) error {
	var busy, frames, moved int
	if err := l.row("PRAGMA wal_checkpoint(PASSIVE)", nil, &busy, &frames, &moved); err != nil {
		return err
	}
	info, err := os.Stat(log)
	if err == nil && frames == 0 && info.Size() >= logBytes {
		return nil
	}
	return errors.Join(l.fold(), l.lengthen())
}

// lengthen gives the log its length, by a change that is undone. Without room for
// it the log grows as it is used.
func (l *line) lengthen() error {
	if _, err := l.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	_, full := l.exec("INSERT INTO entries(at, id, chain, body) VALUES(-1, '', '', zeroblob(?))", logBytes+unspilt)
	if err := l.back(); full == nil {
		return err
	}
	return nil // the engine has undone it itself, perhaps
}
