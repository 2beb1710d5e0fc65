package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// line is one connection to the file. It keeps what it was once asked prepared,
// because most of the time of a small question goes into reading the question.
// One goroutine uses it at a time. Questions are short: they are not broken off
// when a context ends, which would cost a goroutine for each.
type line struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func dial(ctx context.Context, db *sql.DB) (*line, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &line{conn: conn, stmts: make(map[string]*sql.Stmt)}, nil
}

// prepared returns the statement for a query, which is one of those in this
// package and so one of few.
func (l *line) prepared(query string) (*sql.Stmt, error) {
	if s := l.stmts[query]; s != nil {
		return s, nil
	}
	s, err := l.conn.PrepareContext(context.Background(), query)
	if err == nil {
		l.stmts[query] = s
	}
	return s, err
}

// exec changes something and returns how many rows.
func (l *line) exec(query string, args ...any) (int64, error) {
	s, err := l.prepared(query)
	if err != nil {
		return 0, err
	}
	res, err := s.ExecContext(context.Background(), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// row reads one row into what it is given. Without one, the error is
// sql.ErrNoRows.
func (l *line) row(query string, args []any, into ...any) error {
	s, err := l.prepared(query)
	if err != nil {
		return err
	}
	return s.QueryRowContext(context.Background(), args...).Scan(into...)
}

// rows reads each row into what it is given, until take says that it has
// enough.
func (l *line) rows(query string, args, into []any, take func() (more bool)) (err error) {
	s, err := l.prepared(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(context.Background(), args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if !take() {
			return nil
		}
	}
	return rows.Err()
}

// with runs what in a transaction that begins as told.
func (l *line) with(begin string, what func() error) error {
	if _, err := l.exec(begin); err != nil {
		return err
	}
	if err := what(); err != nil {
		return errors.Join(err, l.back())
	}
	if _, err := l.exec("COMMIT"); err != nil {
		return errors.Join(err, l.back())
	}
	return nil
}

// back undoes a transaction. After a commit that was refused there may be none.
func (l *line) back() error {
	_, err := l.exec("ROLLBACK")
	return err
}

func (l *line) close() error {
	var err error
	for _, s := range l.stmts {
		err = errors.Join(err, s.Close())
	}
	return errors.Join(err, l.conn.Close())
}
