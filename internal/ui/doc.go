// Package ui is every page of Amparo: a function from a Request to a Response.
// It listens to nothing, opens no file and does not sleep, so that the same
// code runs behind a local web server and in a browser's worker.
//
//	app := ui.New(ui.Host{Shelf: shelf, Config: config, Offer: offer, Strength: strength})
//	response := app.Serve(ctx, ui.Request{Method: "GET", Path: "/"})
//
// An App may be used by many requests at once; it takes one lock itself. A
// Response with End set asks the host to end the process once it has been sent:
// that is what locking means.
//
// # How a page is added
//
// A page is one file with its test: sheet.go, sheet_test.go. It holds handlers,
//
//	func showSheet(ctx context.Context, v *visit) (Response, error)
//
// one for each line that it has in the table of route.go. A GET shows, a POST
// does something and then sends on with v.see(path): nothing changes on a GET.
// Paths hold kinds of pages and random ids, never a word of what people wrote.
//
// A kind of record has a line in sheets.go, and three in route.go: its sheet, its
// page and the form of it. Everything else comes from its declaration. Pages that
// stand beside a sheet are named in near.go, what names a record in linked.go, and
// what home suggests in home.go.
//
// A visit is one request being answered: v.req, v.arg("id") for a part of the
// path, v.desk for the opened vault, v.work for the opened notebook (there is
// one wherever the pattern has {nb}), v.book() for its records, v.on("risks")
// for a path in it. It embeds the reader's locale.Locale, so v.T, v.F, v.N and
// v.Date say things in her language. v.word, v.wordMany and v.scaleWord follow the
// group's choice of words.
//
// A handler builds nodes with package html and returns v.page(page{...}). The
// layout brings the skip link, "Leave quickly", the path and the foot. A page
// has one Heading, which has the focus when the page opens; the title of the
// window is the same on every page.
//
// Forms come from form.go. v.form(action, nodes...) is a form; with the mark
// data-autosave app.js posts it by itself. An inputs value draws the fields of a
// kind from its declaration:
//
//	in := v.inputs(kind, record)      // record is nil for something new
//	in.question(field)                // as a guided form asks it: question, why, example
//	in.field(field)                   // as a record's page shows it: label, and why
//	edits := v.edits(kind)            // what came back, for Workspace.Set
//	values := v.values(kind)          // what came back, for Workspace.Add
//
// What a person typed is never thrown away. When a handler gets an error of
// the kind *workspace.FieldError it shows the form again through
//
//	in := v.again(kind, record, err)  // fields as typed, and the fault beside its field
//	return v.page(page{Heading: ..., Faults: in.faults, Body: ...}), nil
//
// Any other error is returned, and becomes a calm page with a next step by the
// one table in message.go.
//
// app.js looks for these marks; without it everything works all the same:
// data-autosave on a form (posted by itself, answered with the same page, with
// v.savedLine inside to say when), data-swap on a form (posted, and what is new in <main> put
// in place), data-stamp on an element that shows one of several values side by
// side (see inputs), data-wait on a form (posted by itself after five seconds, with
// the words that say so put into its first paragraph).
package ui
