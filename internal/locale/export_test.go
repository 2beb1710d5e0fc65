package locale

// PluralForm is the form that a language has for a count.
func PluralForm(lang string, n int) int { return New(lang).form(n) }
