package ui

import (
	"context"
	"io"
	"sync"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/share"
	"amparo/internal/workspace"
)

// Formats writes documents for other programs, and reads what those wrote. The
// native host brings it; a browser has none, and its pages then offer what they
// can write themselves.
type Formats interface {
	// Names returns the formats in the order in which they are offered: "pdf".
	Names() []string
	// Write writes a document in one of them.
	Write(w io.Writer, format string, d paper.Document) error
	// Records writes a whole notebook as JSON, which Read gives back with the
	// same ids.
	Records(w io.Writer, n *notebook.Notebook) error
	// Share writes a share as JSON.
	Share(w io.Writer, s share.Share) error
	// Read gets records out of a file: tables of other programs, or what Records
	// wrote. Its errors are Refusals.
	Read(name string, data []byte) (Incoming, error)
}

// Incoming is what a file means as records. Nothing of it is in a notebook yet.
type Incoming struct {
	Drafts []notebook.Draft
	Notes  []Note
}

// Note says that something in a file was left out or changed, and where.
type Note struct {
	Where    string // such as "B4"; "" when it is about the whole file
	Sentence string // in English, to be looked up in the reader's language
	Text     string // what it is about, if anything: people's own words
}

// Refusal is the error for a file that was not read at all.
type Refusal string

// The reasons for refusing a file.
const (
	TooLarge  Refusal = "too large" // more than we take at once
	Unsafe    Refusal = "unsafe"    // made to do harm, or as if it was
	Broken    Refusal = "broken"    // ends early or contradicts itself
	NoTable   Refusal = "no table"  // holds none
	TooNew    Refusal = "too new"   // a later edition of its format
	TooOld    Refusal = "too old"   // an office format of before 2007
	Protected Refusal = "protected" // has a password
	Unknown   Refusal = "unknown"   // another kind of file
)

// Error returns the reason. It holds nothing of the file.
func (r Refusal) Error() string { return "reading file: " + string(r) }

// Host is what a host brings. Shelf, Config, Offer and Strength have to be there.
type Host struct {
	Shelf  workspace.Shelf
	Config workspace.Config // with Rand and Now set

	// Offer returns six words for a new passphrase, in a language.
	Offer func(lang string) (string, error)

	// Strength returns how many bits of guessing a passphrase withstands, about.
	Strength func(passphrase string) int

	// Measure returns Config with the cost for a new passphrase, measured on this
	// machine when one is made. Nil leaves the cost that Config has.
	Measure func() workspace.Config

	// Stay tells the host, after an unlocking and when it is changed, how long
	// nobody has to do anything before it locks, and until when it stays open in
	// any case (a zero time: no such promise). Nil means that the host does not
	// lock by itself.
	Stay func(idle time.Duration, until time.Time)

	// Formats may be nil.
	Formats Formats

	// Reach returns the way to a relay, over a proxy unless that is "". Nil means
	// that the host reaches none: then no page offers one.
	Reach func(address, proxy string) (workspace.Carrier, error)

	// Gather opens a meeting place on this computer's network. Nil means that the
	// host has none.
	Gather func() (Gathering, error)
}

// Gathering is a meeting place on one network that a host has opened. Reach leads
// there, too.
type Gathering interface {
	workspace.Carrier
	Address() string
	Close() error
}

// App answers requests. It may be used by many goroutines at once.
type App struct {
	mu       sync.Mutex
	host     Host
	desk     *workspace.Desk  // nil while nothing is open
	current  string           // id of the notebook that was last open
	language string           // chosen before anything was open
	until    time.Time        // kept open until then
	waiting  []*waiting       // what waits for a second look, the oldest first
	met      map[string]error // how the last meeting of a notebook ended
	here     Gathering        // the meeting place that is open, or nil
}

// New returns an App that has nothing open.
func New(h Host) *App { return &App{host: h} }

// Unlocked says whether keys are in memory, so that there is something to lock.
func (a *App) Unlocked() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.desk != nil
}

// Serve answers one request.
func (a *App) Serve(ctx context.Context, r Request) Response {
	route, args := find(r.Method, r.Path)
	if route != nil && route.who == always {
		return a.answer(ctx, route, newVisit(nil, r, args))
	}
	response := a.serve(ctx, r, route, args)
	if response.away != nil {
		return response.away(ctx)
	}
	return response
}

// serve answers a request while no other one is answered.
func (a *App) serve(ctx context.Context, r Request, route *Route, args map[string]string) Response {
	a.mu.Lock()
	defer a.mu.Unlock()
	v := newVisit(a, r, args)
	if route == nil {
		return v.trouble(workspace.ErrNotFound)
	}
	return a.answer(ctx, route, v)
}

// answer runs the handler and turns its error into a page.
func (a *App) answer(ctx context.Context, route *Route, v *visit) Response {
	if route.who == opened && a.desk == nil {
		return v.locked()
	}
	if nb := v.arg("nb"); nb != "" {
		if err := v.enter(ctx, nb); err != nil {
			return v.trouble(err)
		}
	}
	response, err := route.do(ctx, v)
	if err != nil {
		return v.trouble(err)
	}
	return response
}

// take makes the desk the open one and tells the host how long to stay open.
func (a *App) take(d *workspace.Desk) {
	a.desk, a.current, a.until, a.waiting, a.met = d, "", time.Time{}, nil, map[string]error{}
	a.stay()
}

// stay passes on how long to stay open.
func (a *App) stay() {
	if a.host.Stay != nil {
		a.host.Stay(idle(a.desk.Settings()), a.until)
	}
}

// idle is how long nobody has to do anything before a vault locks.
func idle(s workspace.Settings) time.Duration {
	if s.AutoLock == 0 {
		return 5 * time.Minute
	}
	return time.Duration(s.AutoLock) * time.Minute
}

// config returns what a new vault or a new passphrase needs.
func (a *App) config() workspace.Config {
	if a.host.Measure == nil {
		return a.host.Config
	}
	return a.host.Measure()
}
