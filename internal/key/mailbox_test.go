package key_test

import (
	"bytes"
	"testing"

	"amparo/internal/key"
)

func TestMailboxSignsForItsOwnKeyOnly(t *testing.T) {
	ours, err := key.MailboxFrom(bytes.Repeat([]byte{1}, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	other, err := key.NewMailbox(bytes.NewReader(bytes.Repeat([]byte{2}, key.MailboxSeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	hash := key.Hash("test", []byte("asked"))
	sig := ours.Sign(hash)
	if !ours.Key().Verify(hash, sig) {
		t.Error("its own signature is refused")
	}
	if other.Key().Verify(hash, sig) || ours.Key().Verify(key.Hash("test", []byte("else")), sig) {
		t.Error("a signature holds for another key or another hash")
	}
	if (key.MailboxKey{}).Verify(hash, sig) {
		t.Error("the zero key verifies")
	}
	if got, err := key.MailboxKeyFrom(ours.Key().Bytes()); err != nil || got != ours.Key() {
		t.Error("the public half does not come back", err)
	}
}

// What was wiped signs for nobody any more.
func TestAWipedMailboxSignsForNobody(t *testing.T) {
	m, err := key.MailboxFrom(bytes.Repeat([]byte{1}, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	public, hash := m.Key(), key.Hash("test")
	m.Wipe()
	if public.Verify(hash, m.Sign(hash)) {
		t.Error("a wiped key still signs")
	}
}

// A key of small order would let everybody sign.
func TestMailboxKeysOfSmallOrderAreRefused(t *testing.T) {
	for _, bad := range [][]byte{make([]byte, 32), append([]byte{1}, make([]byte, 31)...), bytes.Repeat([]byte{0xff}, 32), make([]byte, 31)} {
		if _, err := key.MailboxKeyFrom(bad); err != key.ErrEncoding {
			t.Errorf("%x: %v", bad, err)
		}
	}
	if _, err := key.MailboxFrom(make([]byte, 31)); err != key.ErrEncoding {
		t.Error(err)
	}
}
