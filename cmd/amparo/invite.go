package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"amparo/internal/catalog"
	"amparo/internal/key"
	"amparo/internal/locale"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// inviting is what the command line says of an invite, on either side.
type inviting struct {
	name, file, words string
	list              string // the language of the words; "" as the host has it
	relay, proxy      string // the guest's
	keeper, fresh     bool   // the host's
	code              string
	net               onNetwork
}

func (i *inviting) flags(p *program, c *cobra.Command) {
	c.Flags().StringVar(&i.file, "file", "", p.loc.T("meet by this `FILE`, which someone carries, and not by a relay"))
	c.Flags().StringVar(&i.words, "words", "", p.loc.T("the four `WORDS` that the other screen shows, where nobody can be asked here"))
	c.Flags().StringVar(&i.list, "words-in", "", p.loc.T("show the words in this `LANGUAGE`: the same one on both screens"))
	c.PreRunE = func(*cobra.Command, []string) error {
		if i.list != "" && !locale.Shipped(i.list) {
			return p.noWordsIn()
		}
		return nil
	}
	i.net.flags(p, c)
	c.Flags().StringVar(&i.code, "code", "", p.loc.T("open the invite's mailbox at the relay with this `CODE`"))
}

func (p *program) inviteCommand() *cobra.Command {
	var i inviting
	c := &cobra.Command{
		Use:   "invite",
		Short: p.loc.T("Invite someone into the notebook"),
		Long: p.loc.T("Prints an invite to pass on by a safe way: it works once, for 72 hours. Her device and this one then find each other, " +
			"by the relay or by a file. Both show the same four words. Please compare them, by voice if you can. Only then she is in. " +
			"Call this again to go on; --new begins another invite."),
		Example: "  amparo invite --name Luna\n  amparo invite --file /media/stick/invite.amparo",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.invite(c.Context(), i) },
	}
	c.Flags().StringVar(&i.name, "name", "", p.loc.T("what we call her here: `NAME`"))
	c.Flags().BoolVar(&i.keeper, "keeper", false, p.loc.T("she may let people in and out, as we do"))
	c.Flags().BoolVar(&i.fresh, "new", false, p.loc.T("begin another invite"))
	i.flags(p, c)
	return c
}

func (p *program) invite(ctx context.Context, i inviting) error {
	return p.inNotebook(ctx, func(desk *workspace.Desk, w *workspace.Workspace) error {
		inv := p.pending(desk, w.ID(), i.name)
		if inv == nil && i.words != "" {
			return p.wrongUse(p.loc.T("No invite is under way here, so there are no words to compare. 'amparo invite' begins one."))
		}
		if inv == nil || i.fresh {
			out, err := w.Out(ctx)
			if err == nil && out { // who came in here would be alone with her
				err = workspace.ErrNotKeeper
			}
			if err != nil {
				return err
			}
			if inv, err = w.Invite(ctx, workspace.Asking{Name: i.name, Keeper: i.keeper, Language: cmp.Or(i.list, p.loc.Lang())}); err != nil {
				return err
			}
		}
		return p.goOn(ctx, inv, w, i)
	})
}

// pending returns the host's invite of the notebook that is under way, or the
// guest's with "": of several, the one that was begun last, or last under that
// name.
func (p *program) pending(desk *workspace.Desk, notebook, name string) (found *workspace.Invitation) {
	for _, inv := range slices.Backward(desk.Invitations()) {
		under := inv.Step() != workspace.StepDone && inv.Step() != workspace.StepEnded && p.env.Now().Before(inv.Until)
		if !under || inv.Host != (notebook != "") || notebook != "" && inv.Notebook != notebook {
			continue
		}
		if name != "" && strings.EqualFold(inv.Name, name) {
			return inv
		}
		if found == nil {
			found = inv
		}
	}
	return found
}

// goOn brings an invite as far as it goes today. At a place on this network it
// waits for the other side.
func (p *program) goOn(ctx context.Context, inv *workspace.Invitation, w *workspace.Workspace, i inviting) error {
	place, end, err := p.place(i.net)
	if err != nil {
		return err
	}
	if place == nil {
		if err := p.goOnce(ctx, inv, w, i, nil); err != nil {
			return err
		}
		return p.sayInvite(inv, i.list)
	}
	p.sayOpen(place)
	if inv.Host && inv.Step() == workspace.StepWaiting {
		p.say(inv.Text)
	}
	for {
		err := p.goOnce(ctx, inv, w, i, place)
		over := inv.Step() == workspace.StepDone || inv.Step() == workspace.StepEnded
		if closed := errors.Is(err, workspace.ErrClosedBox) || errors.Is(err, workspace.ErrOffline); err != nil && !closed || over || !pause(ctx) {
			return errors.Join(err, end(), p.sayInvite(inv, i.list))
		}
	}
}

// goOnce meets, compares when it is time to, and meets again.
func (p *program) goOnce(ctx context.Context, inv *workspace.Invitation, w *workspace.Workspace, i inviting, place workspace.Carrier) error {
	if err := p.meetInvite(ctx, inv, w, i, place); err != nil || inv.Step() != workspace.StepComparing {
		return err
	}
	err := p.compare(ctx, inv, i)
	if errors.Is(err, workspace.ErrWrongWords) {
		_ = p.meetInvite(ctx, inv, w, i, place) // that the other side was not told yet says less than this
	}
	if err != nil {
		return err
	}
	return p.meetInvite(ctx, inv, w, i, place)
}

// meetInvite leaves messages and takes those of the other side. A host's device
// brings along what the notebook has for its newcomer.
func (p *program) meetInvite(ctx context.Context, inv *workspace.Invitation, w *workspace.Workspace, i inviting, place workspace.Carrier) error {
	switch {
	case i.file != "":
		file, err := readExchange(i.file)
		if err != nil {
			return err
		}
		if err := meetBoth(ctx, inv, w, workspace.FileCarrier{File: file}, ""); err != nil {
			return err
		}
		return writeExchange(i.file, file)
	case place != nil:
		return meetBoth(ctx, inv, w, place, "")
	case inv.Relay == "":
		return nil
	}
	carrier, err := p.reach(inv.Relay, inv.Proxy)
	if err != nil {
		return err
	}
	return meetBoth(ctx, inv, w, carrier, i.code)
}

// meetBoth meets for the invite, and on the host's device for the notebook.
func meetBoth(ctx context.Context, inv *workspace.Invitation, w *workspace.Workspace, c workspace.Carrier, code string) error {
	var lock sync.Mutex
	if err := inv.Meet(ctx, c, &lock, code); err != nil || w == nil {
		return err
	}
	_, err := w.Sync(ctx, c, &lock)
	return err
}

// compare shows the four words and asks whether they are the same over there.
func (p *program) compare(ctx context.Context, inv *workspace.Invitation, i inviting) error {
	words, ok := inv.Words(p.list(inv, i.list))
	if !ok {
		return nil
	}
	said := strings.Join(words, " ")
	if i.words != "" {
		if key.Typed(i.words) != key.Typed(said) {
			return errors.Join(inv.Refuse(ctx), workspace.ErrWrongWords)
		}
		return inv.Confirm(ctx)
	}
	p.tell(p.loc.T("Please read these four words to each other:"))
	p.say(said)
	if !p.env.Asks {
		return nil
	}
	same, err := p.yes(p.loc.T("Does the other screen show the same four words?"))
	if err != nil {
		return err
	}
	if !same {
		return errors.Join(inv.Refuse(ctx), workspace.ErrWrongWords)
	}
	return inv.Confirm(ctx)
}

// list returns the words of the language that was asked for, or else of that in
// which the host has them.
func (p *program) list(inv *workspace.Invitation, asked string) []string {
	for _, lang := range []string{asked, inv.Language()} {
		if locale.Shipped(lang) {
			return catalog.Words(lang)
		}
	}
	return catalog.Words(p.loc.Lang())
}

// sayInvite says how far an invite is.
func (p *program) sayInvite(inv *workspace.Invitation, list string) error {
	if p.flags.json {
		words, _ := inv.Words(p.list(inv, list))
		return p.sayJSON(struct {
			Text     string    `json:"text"`
			Until    time.Time `json:"until"`
			Step     string    `json:"step"`
			Words    []string  `json:"words"`
			Notebook string    `json:"notebook"`
		}{inv.Text, inv.Until, string(inv.Step()), words, inv.Notebook})
	}
	if why := inv.Why(); why != nil {
		return why
	}
	switch inv.Step() {
	case workspace.StepWaiting:
		if inv.Host {
			p.say(inv.Text)
			p.tell(p.loc.T("Please pass this on by a safe way. It works once, for 72 hours. 'amparo invite' goes on with it."))
			return nil
		}
		p.tell(p.loc.T("The other device has not answered yet. 'amparo join' goes on with it."))
	case workspace.StepConfirmed:
		p.tell(p.loc.T("The words are confirmed here. Now it is the other side's turn."))
	case workspace.StepDone:
		p.say(inv.Notebook)
		p.tell(p.loc.T("She is in. Welcome."))
	}
	return nil
}
