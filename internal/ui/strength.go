package ui

// enough is how hard a passphrase of one's own should be to guess, in bits:
// what six words of our lists have.
const enough = 60

// strength says in words how soon a passphrase could be guessed, or "" when it
// is good.
func (v *visit) strength(passphrase string) string {
	switch bits := v.app.host.Strength(passphrase); {
	case bits < enough/2:
		return v.T("A stranger could guess this soon. Take five or six words that do not belong together.")
	case bits < enough*3/4:
		return v.T("A patient stranger could guess this. Two or three more words make it good.")
	case bits < enough:
		return v.T("Nearly there. One more word makes it good.")
	}
	return ""
}
