//go:build !js

package ui

import (
	"context"
	"errors"
	"slices"

	"amparo/internal/locale"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// Advice is one calm sentence on what was noticed, and one on what to do. Both
// are msgids.
type Advice struct {
	What, Do string
}

// Noticed returns what people read about a fault, by its name in
// workspace.Faults. A name that a newer program wrote has an answer too.
func Noticed(name string) Advice {
	switch name {
	case workspace.FaultAltered:
		return Advice{locale.Msg("Something that came was changed on its way, or was never ours. We did not take it in."),
			locale.Msg("Nothing here was touched. If it comes again, use another relay, or carry a file by hand.")}
	case workspace.FaultNewer:
		return Advice{locale.Msg("One of us has a newer Amparo. What it wrote is kept here, and not shown yet."),
			locale.Msg("Bring Amparo up to date on this device. Then it is read.")}
	case workspace.FaultFork:
		return Advice{locale.Msg("One device seems to be there twice. A copy of it has written too."),
			locale.Msg("Ask each other who restored or copied a device. One who can let people in takes it out, and it joins anew. If the four words differ even then, agree whose notebook goes on; from there the others are invited again.")}
	case workspace.FaultOwnFork:
		return Advice{locale.Msg("The others have something else from this device than what is here. Its disk was put back to an earlier day, or there is a copy of it."),
			locale.Msg("What you wrote since may not reach them: copy it by hand or as a file. One who can let people in takes this device out, and it joins anew.")}
	case workspace.FaultReturned:
		return Advice{locale.Msg("Something came back that this device had written and did not have any more. It is here again."),
			locale.Msg("If you put its disk back, nothing is needed. If not, someone may have a copy: one who can let people in takes this device out, and it joins anew.")}
	case workspace.FaultAfterRemoval:
		return Advice{locale.Msg("A device that is no longer with us wrote something. We set it aside."),
			locale.Msg("Nothing is needed. If she belongs with us, she can be invited again.")}
	case workspace.FaultForeign:
		return Advice{locale.Msg("Something came that belongs to no device of ours. We left it out."),
			locale.Msg("Nothing is needed. If it comes often, ask the host of the relay, or use another one.")}
	case workspace.FaultSplit:
		return Advice{locale.Msg("Two of us changed who belongs here, each apart from the other. Now there are two ways on."),
			locale.Msg("Meet and compare. Agree whose way goes on, and let her invite the others again.")}
	case workspace.FaultBeyond:
		return Advice{locale.Msg("Here stands something that a device wrote after it was taken out. The others may not have it."),
			locale.Msg("Meet and compare. Agree whose notebook goes on, and from there invite the others again.")}
	case workspace.FaultLost:
		return Advice{locale.Msg("The relay had lost something. This device has brought again what it has."),
			locale.Msg("Nothing is needed. If it happens again, ask its host, or use another relay.")}
	case workspace.FaultGone:
		return Advice{locale.Msg("Our mailbox at the relay was not there any more. We opened it again and brought what is here."),
			locale.Msg("Ask the others whether they see what you write. If they have moved on meanwhile, they can take this device out and invite it again.")}
	case workspace.FaultOut:
		return Advice{locale.Msg("This device does not belong to the notebook any more. What is here stays, and nothing new comes."),
			locale.Msg("If that was not meant, ask one who can let people in. She can invite you again.")}
	}
	return Advice{locale.Msg("Something was noticed that this Amparo does not know. We kept what we have."),
		locale.Msg("Bring Amparo up to date on this device, and look again.")}
}

// StoodInTheWay returns what people read about an error of a meeting, one of
// workspace.MeetingErrors or any other.
func StoodInTheWay(err error) Advice {
	for _, e := range []struct {
		err error
		say Advice
	}{
		{workspace.ErrNoCode, Advice{locale.Msg("The relay wants a code before it opens our next mailbox. None is left here."),
			locale.Msg("Ask its host for some, and add them here. All is saved meanwhile.")}},
		{workspace.ErrCode, Advice{locale.Msg("This code opens nothing, or nothing any more."),
			locale.Msg("Compare it letter by letter, or ask the host for another one.")}},
		{workspace.ErrBoxFull, Advice{locale.Msg("Our mailbox at the relay is full."),
			locale.Msg("Ask its host for more room. Whoever lets people in can also begin a new one, with a code.")}},
		{workspace.ErrClock, Advice{locale.Msg("The clock of this device and that of the relay differ."),
			locale.Msg("Look at the time and the day of this device, and try again.")}},
		{workspace.ErrAddress, Advice{locale.Msg("This is no address of a relay."),
			locale.Msg("It begins with https://. On our own network it begins with http://. An .onion address needs a proxy, such as 127.0.0.1:9050.")}},
		{workspace.ErrRelay, Advice{locale.Msg("Something answered that is no relay, or not ours."),
			locale.Msg("Look at the address. If it is right, ask the host: someone may stand between.")}},
		{workspace.ErrBusyRelay, Advice{locale.Msg("The relay has much to do."),
			locale.Msg("All is saved here. We try again by ourselves, a little later.")}},
		{workspace.ErrOffline, Advice{locale.Msg("The relay was not reached."),
			locale.Msg("All is saved here. We try again by ourselves. If you go over Tor, see that it runs.")}},
		{workspace.ErrClosedBox, Advice{locale.Msg("The mailbox is not open yet."),
			locale.Msg("All is saved here. We try again by ourselves.")}},
		{workspace.ErrFileNewer, Advice{locale.Msg("A newer Amparo wrote this file. We took nothing from it."),
			locale.Msg("Bring Amparo up to date on this device. Then it can be read.")}},
		{workspace.ErrFile, Advice{locale.Msg("This file is not whole, or not one of ours. We took nothing from it."),
			locale.Msg("Write it once more on the other device, and carry it again.")}},
	} {
		if errors.Is(err, e.err) {
			return e.say
		}
	}
	return Advice{locale.Msg("This meeting did not come to its end."), locale.Msg("All is saved here. We try again by ourselves.")}
}

// noticed is a strip on every page of a notebook in which something was noticed,
// until someone has read it. It is not shown on the page where it is read.
func (v *visit) noticed() html.Node {
	if v.work == nil || v.req.Path == v.on("ways") || len(v.work.Way().Faults) == 0 {
		return html.Node{}
	}
	return html.E("aside.passing", html.A("aria-label", v.T("What was noticed")),
		html.W("p", v.T("When our devices met, something was noticed.")), link(v.on("ways"), "", v.T("Look at it")))
}

// faultList shows what was noticed, with what to do, until someone says that she
// has read it.
func (v *visit) faultList(faults []string) html.Node {
	if len(faults) == 0 {
		return html.Node{}
	}
	var list []html.Node
	for _, name := range faults {
		say := Noticed(name)
		list = append(list, html.E("li.card", html.W("p", v.T(say.What)), html.W("p", v.T(say.Do))))
	}
	apart := slices.ContainsFunc(faults, func(f string) bool {
		return f == workspace.FaultSplit || f == workspace.FaultBeyond || f == workspace.FaultFork
	})
	return html.E("section", html.W("h2", v.T("What was noticed")), html.E("ul.cards", list...), html.If(apart, v.waysTogether()),
		v.form(v.on("ways", "read"), html.E("div.go", html.W("button.second", v.T("We have read this")))))
}

// waysTogether says what people can do who have gone two ways.
func (v *visit) waysTogether() html.Node {
	return html.All(html.W("h3", v.T("How we come together again")), html.E("ol",
		html.E("li", html.Text(v.T("Read the four words to each other. Where they differ, the notebooks differ.")), html.Text(" "),
			link(v.on("compare"), "", v.T("Compare"))),
		html.W("li", v.T("Say whose way goes on. There is no right one.")),
		html.W("li", v.T("The others copy what they wrote since, by hand or as a file.")),
		html.W("li", v.T("She takes them out and invites them anew. Then all have the same."))))
}

// understand forgets what was noticed: someone has read it.
func understand(ctx context.Context, v *visit) (Response, error) {
	return v.see(v.on("ways")), v.work.Understood(ctx)
}
