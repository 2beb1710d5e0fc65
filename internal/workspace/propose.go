package workspace

import (
	"context"
	"errors"
	"slices"
	"strings"

	"amparo/internal/notebook"
)

// ErrRound says that a proposal's round is not where this belongs: it has not
// begun, was begun anew, or is not open for all yet.
var ErrRound = errors.New("the round is at another place")

// Proposal is a proposal with the text that its round fixed.
type Proposal struct {
	Record  *notebook.Record
	Stage   notebook.Stage
	Subject string                // as an agreement has it
	Book    *notebook.Notebook    // what is answered to; before the round, what would be
	Since   []notebook.Difference // what changed since the round began
	Missing *FieldError           // before the round: what is still to be chosen
}

// Answer is what one woman says to a proposal.
type Answer struct {
	Round  string // the round that she read
	Answer string // a step of notebook.Answers
	Words  string
	Name   string // the id of a person, or ""
}

// Outcome is what a group makes of a proposal.
type Outcome struct {
	On, Again string // days as 2006-01-02; Again may be ""
	Words     string
	Rows      []string // ids of the rows that are agreed on now; nil for all
	Keep      []string // ids of answers whose words are written down with it
}

// Proposed returns a proposal.
func (w *Workspace) Proposed(id notebook.ID) (Proposal, error) {
	r, err := w.proposal(id)
	if err != nil {
		return Proposal{}, err
	}
	p := Proposal{Record: r, Stage: notebook.StageOf(r), Book: notebook.New()}
	if p.Stage == notebook.Written {
		subject, records, err := proposed(w.Notebook(), r)
		if err != nil && !errors.As(err, &p.Missing) {
			return Proposal{}, err
		}
		for _, one := range records {
			p.Book.Put(one)
		}
		p.Subject = subject
		return p, nil
	}
	if p.Book, err = notebook.Thaw(r.Get("version")); err != nil {
		return Proposal{}, while("reading the proposed version", err)
	}
	p.Subject = subjectOf(r, p.Book)
	p.Since = since(p.Subject, p.Book, w.Notebook())
	return p, nil
}

func (w *Workspace) proposal(id notebook.ID) (*notebook.Record, error) {
	if r := w.Notebook().Get(notebook.Ref{Kind: "proposal", ID: id}); r != nil {
		return r, nil
	}
	return nil, ErrNotFound
}

// Begin begins a round, or begins it anew: it fixes the text as it stands, so
// that everyone answers the same. What was answered to an earlier text is
// removed, and goes for good with what else was removed.
func (w *Workspace) Begin(ctx context.Context, id notebook.ID) error {
	p, err := w.proposal(id)
	if err != nil {
		return err
	}
	_, records, err := proposed(w.Notebook(), p)
	if err != nil {
		return err
	}
	f := w.form()
	k, round := notebook.KindOf("proposal"), w.desk.config.newID().String()
	for field, text := range map[string]string{"version": notebook.Freeze(records), "round": round} {
		if err := f.set(k, p.Ref, Edit{Field: field, Texts: []string{text}}); err != nil {
			return err
		}
	}
	f.edit.Include(p.Ref, "steps", notebook.Mark(notebook.Stage(notebook.SubjectOf(p)), round))
	for _, a := range w.Notebook().AnswersTo(p) {
		f.edit.Remove(a.Ref)
	}
	return w.flush(ctx, f.edit)
}

// Answer keeps what one woman says. It is kept without a place among the
// others, so that no list can tell when it came.
func (w *Workspace) Answer(ctx context.Context, id notebook.ID, a Answer) error {
	p, err := w.proposal(id)
	if err != nil {
		return err
	}
	if s := notebook.StageOf(p); a.Round != p.Get("round") || s != notebook.Answering && s != notebook.Together {
		return ErrRound
	}
	name, err := notebook.ParseID(a.Name)
	if a.Name != "" && (err != nil || w.Notebook().Get(notebook.Ref{Kind: "person", ID: name}) == nil) {
		return &FieldError{Kind: "answer", Field: "name", Problem: NotOnScale}
	}
	f := w.form()
	ref := notebook.Ref{Kind: "answer", ID: w.desk.config.newID()}
	for _, e := range []Edit{
		{Field: "answer", Texts: []string{a.Answer}}, {Field: "words", Texts: []string{a.Words}}, {Field: "name", Texts: []string{a.Name}},
		{Field: "proposal", Texts: []string{id.String()}}, {Field: "round", Texts: []string{a.Round}},
	} {
		if err := f.set(notebook.KindOf("answer"), ref, e); err != nil {
			return err
		}
	}
	return w.flush(ctx, f.edit)
}

// Open lays the answers open, for all at once.
func (w *Workspace) Open(ctx context.Context, id notebook.ID) error {
	return w.reach(ctx, id, notebook.Together, notebook.Answering)
}

// Leave leaves a proposal for another time.
func (w *Workspace) Leave(ctx context.Context, id notebook.ID) error {
	return w.reach(ctx, id, notebook.NotNow, notebook.Answering, notebook.Together)
}

// reach marks that a round came to a stage, from one of those before it.
func (w *Workspace) reach(ctx context.Context, id notebook.ID, to notebook.Stage, from ...notebook.Stage) error {
	p, err := w.proposal(id)
	if err != nil {
		return err
	}
	if !slices.Contains(from, notebook.StageOf(p)) {
		return ErrRound
	}
	f := w.form()
	f.mark(p, to)
	return w.flush(ctx, f.edit)
}

func (f *form) mark(p *notebook.Record, to notebook.Stage) {
	f.edit.Include(p.Ref, "steps", notebook.Mark(to, p.Get("round")))
}

// Conclude makes an agreement of a proposal whose answers lie open: all of its
// fixed text, or with Rows these rows of it, the others being left for later.
func (w *Workspace) Conclude(ctx context.Context, id notebook.ID, o Outcome) (notebook.Ref, error) {
	p, err := w.Proposed(id)
	if err != nil {
		return notebook.Ref{}, err
	}
	if p.Stage != notebook.Together {
		return notebook.Ref{}, ErrRound
	}
	subject, book, later := parts(p, o.Rows)
	if subject == RowSubject && len(book.Records("row")) == 0 {
		return notebook.Ref{}, &FieldError{Kind: "agreement", Field: "rows", Problem: Empty}
	}
	f := w.form()
	f.mark(p.Record, notebook.Settled)
	ref := notebook.Ref{Kind: "agreement", ID: w.desk.config.newID()}
	f.append(ref, p.Record.Title())
	err = f.draft(ref, notebook.Draft{Kind: "agreement", Values: notebook.Values{
		"title": {p.Record.Title()}, "on": {o.On}, "again": {o.Again}, "words": {w.kept(p.Record, o)}, "later": {strings.Join(later, "\n")},
		"proposal": {id.String()}, "subject": {subject}, "version": {notebook.Freeze(book.All())},
	}})
	if err != nil {
		return notebook.Ref{}, err
	}
	return ref, w.flush(ctx, f.edit)
}

// parts returns what is agreed on now, and the names of the rows that are left
// for later.
func parts(p Proposal, rows []string) (subject string, book *notebook.Notebook, later []string) {
	if rows == nil || p.Subject != PlanSubject && p.Subject != RowSubject {
		return p.Subject, p.Book, nil
	}
	var now []*notebook.Record
	for _, r := range p.Book.Records("row") {
		if slices.Contains(rows, r.ID.String()) {
			now = append(now, r)
			continue
		}
		title, _, _ := strings.Cut(strings.TrimSpace(r.Title()), "\n")
		later = append(later, title)
	}
	if later == nil {
		return p.Subject, p.Book, nil
	}
	return RowSubject, withLinked(p.Book, planKinds, now), later
}

// kept returns the words of an outcome, and those of the answers that are
// written down with it. No name goes with them.
func (w *Workspace) kept(p *notebook.Record, o Outcome) string {
	var texts []string
	if text := strings.TrimSpace(o.Words); text != "" {
		texts = append(texts, text)
	}
	for _, a := range w.Notebook().Heard(p) {
		if slices.Contains(o.Keep, a.ID.String()) && a.Get("words") != "" {
			texts = append(texts, strings.TrimSpace(a.Get("words")))
		}
	}
	return strings.Join(texts, "\n\n")
}
