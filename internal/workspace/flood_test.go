package workspace_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"amparo/internal/invite"
	"amparo/internal/store"
	"amparo/internal/vault"
	"amparo/internal/workspace"
)

// flooded is an invite of Ana's for Bo, and the mailbox where it is met.
func flooded(t *testing.T) (p *place, ana, bo *woman, host, guest *workspace.Invitation, inv *invite.Invite) {
	t.Helper()
	ctx, now := t.Context(), someDay().time
	p, ana, bo = newPlace(), founder(t, 1, now), newWoman(t, 1, 2, now)
	host, err := ana.w.Invite(ctx, workspace.Asking{Name: "Bo"})
	check(t, err)
	guest, err = bo.desk.Accept(ctx, host.Text, "Ours", workspace.Way{})
	check(t, err)
	inv, err = invite.Parse(host.Text)
	check(t, err)
	return p, ana, bo, host, guest, inv
}

// leave puts a message into the mailbox, as an invite has it there.
func (p *place) leave(inv *invite.Invite, message []byte) {
	sum := sha256.Sum256(message)
	b := append([]byte{1}, sum[:]...)
	b = append(b, 0, 0, 0, 1)
	p.boxes[inv.Mailbox()] = append(p.boxes[inv.Mailbox()], append(b, message...))
}

// kept is how much the vault keeps of invites.
func kept(t *testing.T, a *woman) int {
	t.Helper()
	b, err := a.desk.Vault().Invites(t.Context())
	check(t, err)
	return len(b)
}

// What a relay puts into the mailbox of an invite is not kept, and the invite goes
// on.
func TestWhatIsNoMessageIsNotKept(t *testing.T) {
	ctx := t.Context()
	p, ana, bo, host, guest, inv := flooded(t)
	before := kept(t, ana)
	for n := range uint32(3000) {
		p.leave(inv, binary.BigEndian.AppendUint32(nil, n))
	}
	check(t, host.Meet(ctx, p, &ana.lock, ""))
	if now := kept(t, ana); now != before {
		t.Errorf("%d bytes are kept of what is no message", now-before)
	}
	for range 3 {
		check(t, guest.Meet(ctx, p, &bo.lock, ""))
		check(t, host.Meet(ctx, p, &ana.lock, ""))
	}
	if host.Step() != workspace.StepComparing || guest.Step() != workspace.StepComparing {
		t.Errorf("it is at %s and %s", host.Step(), guest.Step())
	}
}

// Whoever has the text of an invite can end it, and no more: what is kept of it has
// a bound, and the vault opens.
func TestAnInviteThatIsFloodedEnds(t *testing.T) {
	const most = 300
	ctx := t.Context()
	p, ana, bo, host, _, inv := flooded(t)
	card, err := bo.desk.Vault().Card(ctx)
	check(t, err)
	for range most + 20 {
		_, first, err := invite.NewGuest(inv, card, ana.config.Rand)
		check(t, err)
		p.leave(inv, first[0])
	}
	check(t, host.Meet(ctx, p, &ana.lock, ""))
	said, all := len(p.boxes[inv.Mailbox()])-most-20, kept(t, ana)
	if host.Step() != workspace.StepEnded || !errors.Is(host.Why(), workspace.ErrSecondUse) {
		t.Errorf("it is at %s, for %v", host.Step(), host.Why())
	}
	if said > 2*most+10 {
		t.Errorf("%d things were said to those who began", said)
	}
	for range 10 {
		_, first, err := invite.NewGuest(inv, card, ana.config.Rand)
		check(t, err)
		p.leave(inv, first[0])
	}
	check(t, host.Meet(ctx, p, &ana.lock, ""))
	if more := kept(t, ana) - all; more != 0 {
		t.Errorf("%d bytes more are kept of an invite that is over", more)
	}
	ana.reopen(t)
	if list := ana.desk.Invitations(); len(list) != 1 || list[0].Step() != workspace.StepEnded {
		t.Errorf("after a lock, %d invites are there", len(list))
	}
}

// What is damaged of invites keeps nobody out of her notebooks. Those of a newer
// program are not passed over: saving would drop them.
func TestDamagedInvitesKeepNobodyOut(t *testing.T) {
	ctx := t.Context()
	for what, damage := range map[string]func(*woman) error{
		"not to be read": func(a *woman) error { return a.desk.Vault().SetInvites(ctx, []byte{1, 0, 1, 9}) },
		"altered":        func(a *woman) error { return a.shelf.power.Put(ctx, store.Box{}, "invites", []byte("altered")) },
	} {
		_, ana, _, _, _, _ := flooded(t)
		check(t, damage(ana))
		if _, err := ana.desk.Verify(ctx); errors.Is(err, vault.ErrDamaged) != (what == "altered") {
			t.Errorf("%s: verifying says %v", what, err)
		}
		ana.reopen(t)
		if n := len(ana.desk.Invitations()); n != 0 {
			t.Errorf("%s: %d invites", what, n)
		}
		again, err := ana.w.Invite(ctx, workspace.Asking{})
		check(t, err)
		ana.reopen(t)
		if !slices.ContainsFunc(ana.desk.Invitations(), func(i *workspace.Invitation) bool { return i.Text == again.Text }) {
			t.Errorf("%s: a new invite is not kept", what)
		}
	}
	_, ana, _, _, _, _ := flooded(t)
	check(t, ana.desk.Vault().SetInvites(ctx, []byte{2}))
	check(t, ana.desk.Close(ctx))
	if _, err := workspace.Unlock(context.Background(), ana.shelf, "0", []byte("correct horse"), ana.config); !errors.Is(err, workspace.ErrNewer) {
		t.Errorf("invites of a newer program: %v", err)
	}
}
