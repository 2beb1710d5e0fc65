package vault

// while says what was being done when an error came, as "opening vault: ...".
// It stands here in place of fmt.Errorf, because fmt alone makes the browser's
// build 4 % larger.
func while(doing string, err error) error { return &trouble{doing, err} }

type trouble struct {
	doing string
	err   error
}

func (t *trouble) Error() string { return t.doing + ": " + t.err.Error() }

func (t *trouble) Unwrap() error { return t.err }

// damaged says what a damaged vault was found by. errors.Is finds ErrDamaged
// and the cause in it.
func damaged(by error) error { return &damageError{by} }

type damageError struct{ by error }

func (d *damageError) Error() string { return ErrDamaged.Error() + ": " + d.by.Error() }

func (d *damageError) Unwrap() []error { return []error{ErrDamaged, d.by} }
