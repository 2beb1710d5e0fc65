package main

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"amparo/internal/export"
	"amparo/internal/key"
	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// The exit codes are part of the contract with scripts.
const (
	codeDone     = 0
	codeFailed   = 1
	codeUse      = 2 // wrong use
	codeLocked   = 3 // wrong passphrase, or locked
	codeNotFound = 4
	codeDamaged  = 5 // damaged or refused input
	codeBusy     = 6 // another program has the vault open
)

// errTaken says that another process holds the home.
var errTaken = errors.New("held by another process")

// problem is an error that brings its exit code and its sentence for people,
// with the next step. It holds nothing that someone wrote.
type problem struct {
	code     int
	sentence string
}

// Error returns the sentence.
func (e *problem) Error() string { return e.sentence }

// wrongUse returns a problem with the command line, which a sentence explains.
func (p *program) wrongUse(sentence string) error { return &problem{codeUse, sentence} }

// An answer is what people are told when something ends with an error.
type answer struct {
	cause    error
	code     int
	sentence string // a msgid, or asOnPages
}

// asOnPages is the sentence of what stands in the way of a meeting, where a
// terminal has nothing else to say of it than a page.
const asOnPages = ""

// answers is the one table from errors to sentences. The first that fits
// counts.
func answers() []answer {
	return []answer{
		{workspace.ErrTaken, codeUse, locale.Msg("This passphrase opens a vault here already that is shown in the same way, so none was made. With --label and another text, both can be told apart.")},
		{workspace.ErrLocked, codeLocked, locale.Msg("This does not open it. Please look at spaces and capital letters, and try once more.")},
		{workspace.ErrBusy, codeBusy, locale.Msg("Another program has this vault open. Please lock or close it there, then try again.")},
		{workspace.ErrNotFound, codeNotFound, locale.Msg("We did not find that. 'amparo show' and 'amparo notebook list' say what there is.")},
		{workspace.ErrRound, codeFailed, locale.Msg("The round of this proposal is at another place. 'amparo propose' begins it, 'amparo answers --open' opens it.")},
		{workspace.ErrNotOurs, codeFailed, locale.Msg("Those of the group do this, on their own devices.")},
		{workspace.ErrNotKeeper, codeFailed, locale.Msg("Nothing was changed. One of those who keep this notebook can do it, on her device.")},
		{workspace.ErrNewer, codeDamaged, locale.Msg("A newer Amparo wrote this. Please update Amparo here; nothing was changed.")},
		{workspace.ErrDamaged, codeDamaged, locale.Msg("This is not as it was written. Nothing was changed. A backup can help: 'amparo restore'.")},
		{workspace.ErrFull, codeFailed, locale.Msg("The disk is full. What was saved before is safe. Please make some room and try again.")},
		{syscall.ENOSPC, codeFailed, locale.Msg("The disk is full. What was saved before is safe. Please make some room and try again.")},
		{workspace.ErrReadOnly, codeFailed, locale.Msg("We may not write in this folder. Please choose another with --home, or allow writing there.")},
		{workspace.ErrOffline, codeFailed, locale.Msg("The relay was not reached. Everything is safe here and goes another time.")},
		{workspace.ErrNoCode, codeFailed, locale.Msg("The relay wants a code before it keeps more for you. Its host gives them: 'amparo sync --code CODE'. Everything is safe here.")},
		{workspace.ErrCode, codeFailed, asOnPages},
		{workspace.ErrClosedBox, codeFailed, locale.Msg("The relay knows no such place yet. Everything is safe here.")},
		{workspace.ErrBoxFull, codeFailed, asOnPages},
		{workspace.ErrBusyRelay, codeFailed, locale.Msg("The relay has much to do just now. Everything is safe here and goes another time.")},
		{workspace.ErrClock, codeFailed, asOnPages},
		{workspace.ErrAddress, codeUse, asOnPages},
		{workspace.ErrRelay, codeFailed, asOnPages},
		{workspace.ErrFile, codeDamaged, asOnPages},
		{workspace.ErrFileNewer, codeDamaged, asOnPages},
		{workspace.ErrInviteText, codeDamaged, locale.Msg("This is not a whole invite. Please take it over once more, from the first letter to the last.")},
		{workspace.ErrInviteNewer, codeDamaged, locale.Msg("A newer Amparo made this invite. Please update Amparo here.")},
		{workspace.ErrExpired, codeDamaged, locale.Msg("The time of this invite is over. Please ask for another one.")},
		{workspace.ErrSecondUse, codeDamaged, locale.Msg("This invite was used by someone else too. Please tell each other, and make a new one by a safer way.")},
		{workspace.ErrWrongWords, codeDamaged, locale.Msg("The words were not the same, so nobody came in. Please make a new invite, by a safer way.")},
		{workspace.ErrSubstituted, codeDamaged, locale.Msg("Someone sits between the two devices. Nobody came in. Please make a new invite, by a safer way.")},
		{workspace.ErrEarly, codeDamaged, locale.Msg("Something of this invite came before its turn. Please let both devices meet once more.")},
		{workspace.ErrInviteOver, codeDamaged, locale.Msg("This invite was used already. Please ask for another one.")},
		{workspace.ErrStillIn, codeFailed, locale.Msg("This device has that notebook already, and keeps it. If it is to come in anew, it is taken out first and then invited again.")},
		{workspace.ErrOneKeeper, codeFailed, locale.Msg("One keeper would be left. Please ask someone to be the second, or say --alone.")},
		{workspace.ErrSelf, codeFailed, locale.Msg("A device can't take itself out. Please do it from another one, or ask a keeper.")},
		{export.ErrTooLarge, codeDamaged, locale.Msg("This file is larger than we can take. Please bring it in parts.")},
		{export.ErrBomb, codeDamaged, locale.Msg("This file unpacks to far more than it shows. We left it closed.")},
		{export.ErrUnsafe, codeDamaged, locale.Msg("This file holds something that could do harm. We left it closed.")},
		{export.ErrDamaged, codeDamaged, locale.Msg("This file ends early or contradicts itself. Please save it once more and try again.")},
		{export.ErrNotTable, codeDamaged, locale.Msg("We found no table in this file. A plan or a list of risks as a table is what we can read.")},
		{export.ErrNewer, codeDamaged, locale.Msg("This file has a newer format than we know. Please save it as ODS, XLSX or CSV.")},
		{export.ErrOld, codeDamaged, locale.Msg("This file has an old office format. Please save it as ODS, XLSX or DOCX.")},
		{export.ErrLocked, codeDamaged, locale.Msg("This file has a password. Please save it without one, and import that.")},
		{export.ErrUnsupported, codeDamaged, locale.Msg("We can't read this kind of file. CSV, ODS, XLSX, DOCX and our own JSON work.")},
		{paper.ErrSheet, codeUse, locale.Msg("There is no sheet of that name.")},
		{syscall.EISDIR, codeUse, locale.Msg("This is a folder. Please name a file, such as one in that folder.")},
		{fs.ErrExist, codeUse, locale.Msg("There is a file of that name already. We left it as it is; please choose another name.")},
		{fs.ErrNotExist, codeNotFound, locale.Msg("We did not find that file or folder. Please look at its name.")},
		{fs.ErrPermission, codeFailed, locale.Msg("We are not allowed to use that file or folder. Please choose another.")},
		{context.Canceled, codeFailed, locale.Msg("Stopped, as you asked.")},
	}
}

// noticed says in one line what was noticed when devices met, by its name, and
// what to do.
func (p *program) noticed(name string) string {
	return p.advice(ui.Noticed(name))
}

func (p *program) advice(a ui.Advice) string { return p.loc.T(a.What) + " " + p.loc.T(a.Do) }

// explain returns the exit code and the sentence for an error.
func (p *program) explain(err error) (int, string) {
	var own *problem
	if errors.As(err, &own) {
		return own.code, own.sentence
	}
	var field *workspace.FieldError
	if errors.As(err, &field) {
		return codeUse, p.fieldSentence(field)
	}
	var slip *key.PaperError
	if errors.As(err, &slip) {
		return codeLocked, p.loc.T("There is a slip in the paper key. Please compare it group by group.")
	}
	for _, a := range answers() {
		switch {
		case !errors.Is(err, a.cause):
		case a.sentence == asOnPages:
			return a.code, p.advice(ui.StoodInTheWay(err))
		default:
			return a.code, p.loc.T(a.sentence)
		}
	}
	return codeFailed, p.loc.T("Something did not work here. What was saved before is safe. 'amparo doctor' may know more.")
}

// fieldSentence says which field does not take its value, and what it takes. A
// name that we do not know is not repeated.
func (p *program) fieldSentence(e *workspace.FieldError) string {
	k := notebook.KindOf(e.Kind)
	if k == nil {
		var names []string
		for _, k := range notebook.Kinds() {
			names = append(names, k.Name)
		}
		return p.loc.F("We do not know this kind of record. These are: %s.", strings.Join(names, ", "))
	}
	if e.Problem == workspace.Unknown {
		return p.loc.F("There is no field of that name in a record of the kind %s. 'amparo add --help' shows them.", k.Name)
	}
	return p.loc.F(map[workspace.Problem]string{
		workspace.Empty:      locale.Msg("This needs a few words first: %s."),
		workspace.NotOnScale: locale.Msg("This has another scale: %s. 'amparo add --help' shows its steps."),
		workspace.NotADate:   locale.Msg("This wants a day such as 2026-11-22: %s."),
		workspace.NotANumber: locale.Msg("This wants a number: %s."),
		workspace.OneLine:    locale.Msg("This has room for one line: %s."),
		workspace.TooMany:    locale.Msg("This takes fewer at once: %s."),
		workspace.NotHere:    locale.Msg("This belongs in a notebook that one woman keeps for herself: %s."),
		workspace.Apart:      locale.Msg("Only what was sent or asked stands in a notebook with someone from outside: %s."),
		workspace.OwnHere:    locale.Msg("This notebook holds what one woman keeps for herself, so it stays hers: %s. Delete that without a trace first, on its pages."),
		workspace.TooLong:    locale.Msg("This text is longer than we can keep: %s."),
	}[e.Problem], k.Name+" "+e.Field)
}

// openFirst names the check-in that is open, if that is why another can't be.
func (p *program) openFirst(w *workspace.Workspace, err error) error {
	var f *workspace.FieldError
	open := notebook.OpenCheckin(w.Notebook())
	if !errors.As(err, &f) || f.Problem != workspace.OneOpen || open == nil {
		return err
	}
	return p.wrongUse(p.loc.F("Another check-in is still open. Go on with it, or keep it first: %s", "amparo set "+open.ID.String()+" state=kept"))
}
