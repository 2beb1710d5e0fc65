package vault

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"io"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
)

// The header of a vault, in clear but for the slots:
//
//	"amparo-v" | format 1 | suite 1 | time 4 | memory 4 (KiB) | threads 1 |
//	salt 16 | label (length 2) | 8 slots of 104 | MAC 32
//
// A slot holds the vault key under a key that follows from the passphrase or
// the paper key: nonce 24, commitment 32, ciphertext 48. Slots that are not
// used are random, of the same length. The MAC (HMAC-SHA256 under a key that
// follows from the vault key) is over everything before it. Another layout
// gets the next format number, and this one stays readable.
const (
	headerMagic  = "amparo-v"
	headerFormat = 1
	mostLabel    = 200
	slots        = 8
	slotSize     = key.NonceSize + key.CommitmentSize + 32 + key.Overhead
	saltSize     = 16
	macSize      = sha256.Size

	passphraseSlot = 0
	paperSlot      = 1
)

type header struct {
	cost  key.Cost
	salt  [saltSize]byte
	label string
	slots [slots][slotSize]byte
}

// encode returns the canonical bytes, with the MAC.
func (h *header) encode(vaultKey *key.Secret) []byte {
	b := []byte(headerMagic)
	b = append(b, headerFormat, key.Suite)
	b = binary.BigEndian.AppendUint32(b, h.cost.Time)
	b = binary.BigEndian.AppendUint32(b, h.cost.MemoryKiB)
	b = append(b, h.cost.Threads)
	b = append(b, h.salt[:]...)
	b = binary.BigEndian.AppendUint16(b, uint16(len(h.label)))
	b = append(b, h.label...)
	for i := range h.slots {
		b = append(b, h.slots[i][:]...)
	}
	return append(b, headerMAC(vaultKey, b)...)
}

func headerMAC(vaultKey *key.Secret, b []byte) []byte {
	k := vaultKey.Derive("header mac", nil, 32)
	defer clear(k)
	mac := hmac.New(sha256.New, k)
	mac.Write(b)
	return mac.Sum(nil)
}

// decodeHeader reads the canonical bytes. The MAC is for unlock to check.
func decodeHeader(b []byte) (*header, error) {
	r := oplog.NewReader(b)
	if string(r.Take(len(headerMagic))) != headerMagic {
		return nil, ErrDamaged
	}
	if err := checkFormat(r, headerFormat); err != nil {
		return nil, err
	}
	h := &header{cost: key.Cost{Time: r.Uint32(), MemoryKiB: r.Uint32(), Threads: r.Byte()}}
	h.salt = r.Bytes16()
	h.label = string(r.Take(int(r.Uint16())))
	for i := range h.slots {
		copy(h.slots[i][:], r.Take(slotSize))
	}
	r.Take(macSize)
	if !r.Done() || len(h.label) > mostLabel {
		return nil, ErrDamaged
	}
	return h, nil
}

// checkFormat reads a format number and a suite byte.
func checkFormat(r *oplog.Reader, ours byte) error {
	format, suite := r.Byte(), r.Byte()
	switch {
	case !r.OK() || format == 0 || suite == 0:
		return ErrDamaged
	case format > ours || suite > key.Suite:
		return ErrNewer
	}
	return nil
}

func readHeader(ctx context.Context, st store.Store) (*header, []byte, error) {
	raw, err := st.Get(ctx, store.Box{}, headerBlob)
	if err != nil {
		return nil, nil, while("reading the vault's header", err)
	}
	h, err := decodeHeader(raw)
	if err != nil {
		return nil, nil, while("reading the vault's header", err)
	}
	return h, raw, nil
}

// slotSealer is for one slot under one key.
func slotSealer(kek *key.Secret, slot int) *key.Sealer {
	return kek.Sealer("slot", []byte{key.Suite, byte(slot)})
}

// fill draws the salt and the unused slots, and puts the vault key into the
// slot of the paper key.
func (h *header) fill(vaultKey *key.Secret, paper key.Paper, rand io.Reader) error {
	if _, err := io.ReadFull(rand, h.salt[:]); err != nil {
		return err
	}
	for i := range h.slots {
		if _, err := io.ReadFull(rand, h.slots[i][:]); err != nil {
			return err
		}
	}
	kek := paper.Secret(h.salt[:])
	defer kek.Wipe()
	return h.wrap(paperSlot, kek, vaultKey, rand)
}

// wrap puts the vault key into a slot.
func (h *header) wrap(slot int, kek, vaultKey *key.Secret, rand io.Reader) error {
	plain := vaultKey.Bytes()
	defer clear(plain)
	sealed, err := slotSealer(kek, slot).Seal(nil, plain, []byte{key.Suite}, rand)
	if err != nil {
		return err
	}
	copy(h.slots[slot][:], sealed)
	return nil
}

// unlock returns the vault key. It looks at the cost before anything is
// derived, tries each slot, and then checks the MAC over raw.
func (h *header) unlock(raw []byte, floor key.Cost, derive func(*header) *key.Secret) (*key.Secret, error) {
	if err := h.cost.Check(floor); err != nil {
		return nil, ErrDamaged
	}
	kek := derive(h)
	defer kek.Wipe()
	for i := range h.slots {
		plain, err := slotSealer(kek, i).Open(h.slots[i][:], []byte{key.Suite})
		if err != nil {
			continue
		}
		vaultKey := key.SecretFrom(plain)
		clear(plain)
		body, mac := raw[:len(raw)-macSize], raw[len(raw)-macSize:]
		if !hmac.Equal(mac, headerMAC(vaultKey, body)) {
			vaultKey.Wipe()
			return nil, ErrDamaged
		}
		return vaultKey, nil
	}
	return nil, ErrLocked
}

// Passphrase gives the vault another passphrase, at the given cost (zero for
// that of the Config). The paper key stays as it is. Whoever has an old copy of
// the file and the old passphrase can open that copy.
func (v *Vault) Passphrase(ctx context.Context, passphrase []byte, cost key.Cost) error {
	if err := v.enter(ctx); err != nil {
		return err
	}
	defer v.mu.Unlock()
	if cost != (key.Cost{}) {
		v.c.Cost = cost
	}
	if err := v.rewrap(ctx, passphrase); err != nil {
		return while("changing the passphrase", err)
	}
	return nil
}

// rewrap writes a new header, and first the index with the header for backups.
// Between the two, a backup opens with the new passphrase and the vault with
// the old one.
func (v *Vault) rewrap(ctx context.Context, passphrase []byte) error {
	if err := v.c.Cost.Check(v.c.Floor); err != nil {
		return err
	}
	own := &header{cost: v.c.Cost, label: v.label}
	if err := own.fill(v.key, v.index.paper, v.c.Rand); err != nil {
		return err
	}
	kek := key.FromPassphrase(passphrase, own.salt[:], own.cost)
	defer kek.Wipe()
	if err := own.wrap(passphraseSlot, kek, v.key, v.c.Rand); err != nil {
		return err
	}
	spare, err := v.backupHeader(own, passphrase)
	if err != nil {
		return err
	}
	ix := v.index.clone()
	ix.spare = spare.encode(v.key)
	if err := v.putIndex(ctx, ix); err != nil {
		return err
	}
	return v.st.Put(ctx, store.Box{}, headerBlob, own.encode(v.key))
}

// backupHeader returns the header for backups: without the label, at the
// floor's cost. When that is the header's own cost, its slots serve for both.
func (v *Vault) backupHeader(own *header, passphrase []byte) (*header, error) {
	if own.cost == v.c.Floor {
		return &header{cost: own.cost, salt: own.salt, slots: own.slots}, nil
	}
	h := &header{cost: v.c.Floor}
	if err := h.fill(v.key, v.index.paper, v.c.Rand); err != nil {
		return nil, err
	}
	kek := key.FromPassphrase(passphrase, h.salt[:], h.cost)
	defer kek.Wipe()
	return h, h.wrap(passphraseSlot, kek, v.key, v.c.Rand)
}

// Paper returns the paper key, so that it can be printed on any day.
func (v *Vault) Paper() key.Paper {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.index.paper
}

// Label returns the label as the opened header has it.
func (v *Vault) Label() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.label
}

// SetLabel changes the label, which stands in the header in clear.
func (v *Vault) SetLabel(ctx context.Context, label string) error {
	if err := v.enter(ctx); err != nil {
		return err
	}
	defer v.mu.Unlock()
	if len(label) > mostLabel {
		return ErrTooLarge
	}
	h, err := v.ownHeader(ctx)
	if err != nil {
		return err
	}
	h.label = label
	if err := v.st.Put(ctx, store.Box{}, headerBlob, h.encode(v.key)); err != nil {
		return err
	}
	v.label = label
	return nil
}

// ownHeader reads the header anew, and checks that this vault wrote all of it.
func (v *Vault) ownHeader(ctx context.Context) (*header, error) {
	h, raw, err := readHeader(ctx, v.st)
	if err != nil {
		return nil, err
	}
	body, mac := raw[:len(raw)-macSize], raw[len(raw)-macSize:]
	if !hmac.Equal(mac, headerMAC(v.key, body)) {
		return nil, ErrDamaged
	}
	return h, nil
}
