package workspace

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
