package ui

import (
	"errors"

	"amparo/internal/locale"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// message is what people read when something stands in the way: what it is,
// what they can do, and where they can go.
type message struct {
	err     error
	status  int
	heading string
	text    string
	link    string
	next    string // the text of the link
}

// messages is the one table from errors to sentences. What is not in it is
// said by the last line.
func messages() []message {
	return append(togetherMessages(), []message{
		{workspace.ErrNotFound, 404, locale.Msg("This page is not here"),
			locale.Msg("It may have been removed, or the address has changed. What was removed can be brought back for 30 days."), "/", locale.Msg("Go to the beginning")},
		{workspace.ErrLocked, 422, locale.Msg("This did not open it"),
			locale.Msg("One letter can be enough to make a difference. Take your time and try again. The paper key opens it, too."), "/unlock", locale.Msg("Try again")},
		{workspace.ErrBusy, 409, locale.Msg("Another program has it open"),
			locale.Msg("It is open in another window of this program, or on the command line. Close it there and try again."), "/unlock", locale.Msg("Try again")},
		{workspace.ErrFull, 507, locale.Msg("There is no room left"),
			locale.Msg("The disk of this computer is full. What was saved before is safe. Make some room, go back, and save again."), "/", locale.Msg("Go to the beginning")},
		{workspace.ErrReadOnly, 500, locale.Msg("We can't write here"),
			locale.Msg("The folder of the notebook can only be read. Ask the owner of this computer to allow writing, then save again."), "/", locale.Msg("Go to the beginning")},
		{workspace.ErrRound, 409, locale.Msg("This round has moved on"),
			locale.Msg("Someone opened it, or began it anew. Nothing is lost. Look where it is now."), "/", locale.Msg("Go to the beginning")},
		{workspace.ErrNewer, 500, locale.Msg("This was written by a newer version"),
			locale.Msg("Nothing is lost. Bring this program up to date, and it will open."), "/unlock", locale.Msg("Back")},
		{workspace.ErrDamaged, 500, locale.Msg("Something in this file was changed"),
			locale.Msg("We leave it as it is, so that nothing more is lost. A backup can be restored beside it."), "/unlock", locale.Msg("Back")},
		{nil, 500, locale.Msg("This did not work"),
			locale.Msg("What was saved before is safe. Go back and try once more."), "/", locale.Msg("Go to the beginning")},
	}...)
}

func messageOf(err error) message {
	list := messages()
	for _, m := range list[:len(list)-1] {
		if errors.Is(err, m.err) {
			return m
		}
	}
	return list[len(list)-1]
}

// trouble returns the page for an error.
func (v *visit) trouble(err error) Response {
	m := messageOf(err)
	response := v.page(page{Heading: v.F("Error: %s", v.T(m.heading)), Body: html.All(
		html.W("p.lead", v.T(m.text)),
		html.E("p", link(m.link, "button", v.T(m.next))),
	)})
	response.Status = m.status
	return response
}

// locked sends to the door. A page that stays on the screen is told so, and
// keeps what was typed.
func (v *visit) locked() Response {
	if v.req.Partial {
		return Response{Status: 401, Type: "text/plain; charset=utf-8", Body: []byte("locked")}
	}
	return v.see("/")
}

// problem says what to do about a value that does not fit.
func (v *visit) problem(p workspace.Problem) string {
	switch p {
	case workspace.Empty:
		return v.T("A few words are needed here.")
	case workspace.NotOnScale:
		return v.T("Choose one of these answers.")
	case workspace.NotADate:
		return v.T("Write the day as year, month and day, such as 2027-03-08.")
	case workspace.NotANumber:
		return v.T("Write a number here, such as 7.")
	case workspace.OneLine:
		return v.T("One line fits here.")
	case workspace.TooMany:
		return v.T("Only one fits here. Choose the one that is closest.")
	case workspace.TooLong:
		return v.T("This is longer than we can keep. Part it in two, please.")
	case workspace.NotHere:
		return v.T("This belongs in a notebook that one woman keeps for herself.")
	case workspace.OneOpen:
		return v.T("Another check-in is still open. Keep that one as it is, and this one is saved beside it.")
	case workspace.Apart:
		return v.T("Only what was sent or asked stands in a notebook with someone from outside.")
	case workspace.OwnHere:
		return v.T("Something in here is for one woman alone, such as “Who do I trust?”. Delete it without a trace first, also where it was removed.")
	}
	return v.T("This does not fit here yet.")
}
