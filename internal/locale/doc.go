// Package locale says things to people in their language: texts, plurals,
// days, times and counts, in English, Spanish and Arabic.
//
// The English text is its own key. A page writes
//
//	loc := locale.New("ar")
//	loc.T("Save")
//	loc.F("Saved at %s", loc.Time(now))
//	loc.N("%d row", "%d rows", len(rows))
//
// and the catalogue of the language, po/ar.po, holds what is said instead. A
// text that the catalogue does not have is said in English. F puts its
// arguments where %s stands, in order; N puts the count where %d stands. There
// are no other verbs, so a translation cannot crash a page.
//
// Texts that are kept in a table first and are said later are marked where
// they are written, with [Msg]. The program in internal/locale/extract finds
// every T, F, N and Msg and brings the catalogues up to date.
//
// Digits are 0 to 9 in every language; a day in Arabic carries the month names
// that are read from Cairo to Sanaa and on most telephones.
//
// A Locale is never changed after New and may be used by many at once.
package locale
