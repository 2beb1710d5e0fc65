package vault

import (
	"math/rand/v2"
	"slices"
	"testing"

	"amparo/internal/key"
)

// The secret of an epoch is chance alone: the same keeper who does the same at the
// same moment comes to another one, and whoever knows all before it learns nothing.
func TestAnEpochsSecretIsChanceAlone(t *testing.T) {
	c := newCircleOfThree(t)
	known := c.secrets(c.ana)
	for n := range byte(8) {
		ro := *c.ana.roster
		secret, _, err := ro.step(turn{time: 1}, c.ana.device, rand.NewChaCha8([32]byte{20 + n}))
		c.ok(err)
		if slices.ContainsFunc(known, secret.secret.Equal) {
			t.Errorf("epoch %d has a secret that was there before", secret.number)
		}
		known = append(known, secret.secret)
	}
}

// Whoever was taken out may keep to no rule (S15): no secret that she knows, in the
// place of any epoch's, and no key of her device opens anything of the epochs since.
func TestTheKeysOfARemovedDeviceOpenNothingLater(t *testing.T) {
	c := newCircleOfThree(t)
	since := c.ana.epoch.number
	for _, text := range []string{"one", "two", "three"} {
		_, err := c.ana.Append(t.Context(), []byte(text))
		c.ok(err)
		c.ok(c.ana.Save(t.Context(), []byte("the state"), []byte("the history"), false))
		c.ok(c.ana.Turn(t.Context(), Change{}))
		c.ok(c.follow(c.bo))
	}
	c.ok(c.ana.enterLoaded(t.Context()))
	c.ana.v.mu.Unlock()
	blobs := c.since(since)
	if got := opened(c.ana, c.secrets(c.ana), blobs); got != len(blobs) {
		t.Fatalf("a member's secrets open %d of %d", got, len(blobs))
	}
	if got := opened(c.ana, c.secrets(c.eva), blobs); got > 0 {
		t.Errorf("what eva knows opens %d of %d", got, len(blobs))
	}
	for name, l := range map[string]*Log{"bo": c.bo, "eva": c.eva} {
		if got, want := given(c.ana.block, l.device), name == "bo"; got != want {
			t.Errorf("the epoch's secret is sealed to %s: %v", name, got)
		}
	}
}

// secrets are those that a device knows.
func (c *circleOfThree) secrets(l *Log) []*key.Secret {
	var out []*key.Secret
	for _, e := range l.v.index.find(l.id).epochs {
		out = append(out, e.secret)
	}
	return out
}

// since returns what lies in the mailboxes from an epoch on, and what stands in
// ana's store.
func (c *circleOfThree) since(number uint32) (blobs [][]byte) {
	c.t.Helper()
	for _, ep := range c.ana.epochs() {
		if ep.number >= number {
			c.ok(c.ana.Outgoing(c.t.Context(), ep.box, 0, func(_ uint64, blob []byte) error {
				blobs = append(blobs, blob)
				return nil
			}))
		}
	}
	for _, name := range []string{membersBlob, snapshotBlob, historyBlob(c.ana.snap.slot)} {
		blob, err := c.ana.v.st.Get(c.t.Context(), c.ana.epoch.box, name)
		c.ok(err)
		blobs = append(blobs, blob)
	}
	return blobs
}

// opened counts the blobs that one of the secrets opens, as that of any epoch.
func opened(l *Log, secrets []*key.Secret, blobs [][]byte) (n int) {
	return len(slices.DeleteFunc(slices.Clone(blobs), func(blob []byte) bool {
		box, _ := mailboxOf(blob)
		for number := range l.epoch.number + 1 {
			context := epochContext(l.id, number)
			for _, purpose := range []string{"entry", "snapshot", "history", "members", "turn"} {
				if slices.ContainsFunc(secrets, func(s *key.Secret) bool {
					_, err := newLid(s, purpose, context, number, box).open(blob)
					return err == nil
				}) {
					return false
				}
			}
		}
		return true
	}))
}

// given says whether a device's keys open any part of a key block.
func given(k *keyBlock, d *key.Device) bool {
	return slices.ContainsFunc(k.sealed, func(sealed []byte) bool {
		return slices.ContainsFunc(append(k.recipients, d.ID()), func(id key.DeviceID) bool {
			_, err := d.Open(sealed, k.info(id), k.membership[:])
			return err == nil
		})
	})
}
