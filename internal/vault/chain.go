package vault

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// The membership of a notebook, as it is sealed in its box and travels:
//
//	layout 2 | suite 1 | records (count 2): length 4 and record each |
//	key block (length 4) | beside (count 2): length 4 and record each
//
// Each record says which layout it has. Those beside are of ways that were given
// up, ascending by number and hash. Layout 1 began with the suite byte, and had
// none beside; it is read for ever.
//
// The key block is of the last record, and gives each member that epoch's
// secret:
//
//	suite 1 | notebook 16 | epoch 4 | membership 32 |
//	recipients (count 2): device 16, sealed secret 1168 each, ascending |
//	signature 64 by the record's author
//
// A secret is sealed by HPKE; info is the typed hash of suite, notebook, epoch
// and recipient, and the associated data is the membership's hash.

const sealedSecretSize = key.EncapsulatedSize + 32 + 16

// encodeChain returns the bytes of a membership.
func (ro *roster) encodeChain(block []byte) []byte {
	b := appendRecords([]byte{thisLayout, key.Suite}, ro.records)
	b = oplog.AppendBytes(b, block)
	return appendRecords(b, ro.beside)
}

func appendRecords(b []byte, records []*record) []byte {
	b = binary.BigEndian.AppendUint16(b, uint16(len(records)))
	for _, rec := range records {
		b = oplog.AppendBytes(b, rec.raw)
	}
	return b
}

// readChain reads a membership and checks every record, and that the key block
// is for exactly the members. ErrNewer says that a newer program wrote it. What
// this process has checked before, in known, which may be nil, is not verified
// again when the bytes are the same.
func readChain(id NotebookID, b []byte, known *roster) (*roster, *keyBlock, error) {
	r := oplog.NewReader(b)
	layout := r.Byte()
	if layout > thisLayout {
		return nil, nil, ErrNewer
	}
	if layout == 0 || layout == thisLayout && r.Byte() != key.Suite {
		return nil, nil, oplog.ErrMalformed
	}
	ro := newRoster(id)
	if err := ro.readRecords(r, known); err != nil {
		return nil, nil, err
	}
	raw := r.Bytes()
	if layout != firstLayout {
		if err := ro.readBeside(r); err != nil {
			return nil, nil, err
		}
	}
	if !r.Done() || len(ro.records) == 0 {
		return nil, nil, oplog.ErrMalformed
	}
	block, err := decodeKeyBlock(raw)
	if err != nil {
		return nil, nil, err
	}
	return ro, block, block.check(ro)
}

// readRecords reads the chain, up to where known goes another way without
// verifying.
func (ro *roster) readRecords(r *oplog.Reader, known *roster) error {
	for range r.Count(4) {
		raw, i := r.Bytes(), len(ro.records)
		if known != nil && known.notebook == ro.notebook && i < len(known.records) && bytes.Equal(known.records[i].raw, raw) {
			next, err := ro.after(known.records[i])
			if err != nil {
				return err
			}
			*ro = *next
			continue
		}
		known = nil
		rec, err := decodeRecord(raw)
		if err != nil {
			return err
		}
		if err := ro.add(rec); err != nil {
			return err
		}
	}
	return nil
}

// readBeside reads the records that stand beside the chain.
func (ro *roster) readBeside(r *oplog.Reader) error {
	n := r.Count(4)
	if n > mostBeside {
		return oplog.ErrMalformed
	}
	p := ro.pasts()
	for i := range n {
		rec, err := decodeRecord(r.Bytes())
		if err != nil {
			return err
		}
		if !p.keep(rec) || ro.beside[i] != rec {
			return oplog.ErrMalformed
		}
	}
	return nil
}

// keyBlock gives the members the secret of an epoch.
type keyBlock struct {
	notebook   NotebookID
	epoch      uint32
	membership oplog.Hash
	recipients []key.DeviceID
	sealed     [][]byte
	raw        []byte
}

// newKeyBlock seals a secret to the members of the roster, whose last record
// the author has signed.
func newKeyBlock(ro *roster, secret *key.Secret, author *key.Device) (*keyBlock, error) {
	last := ro.last()
	k := &keyBlock{notebook: ro.notebook, epoch: last.number, membership: last.hash, recipients: ro.recipients()}
	plain := secret.Bytes()
	defer clear(plain)
	b := append([]byte{key.Suite}, k.notebook[:]...)
	b = binary.BigEndian.AppendUint32(b, k.epoch)
	b = append(b, k.membership[:]...)
	b = binary.BigEndian.AppendUint16(b, uint16(len(k.recipients)))
	for _, id := range k.recipients {
		sealed, err := ro.cards[id].SealTo(plain, k.info(id), k.membership[:])
		if err != nil {
			return nil, err
		}
		k.sealed = append(k.sealed, sealed)
		b = append(b, id[:]...)
		b = append(b, sealed...)
	}
	sig := author.Sign(keyBlockHash(b))
	k.raw = append(b, sig[:]...)
	return k, nil
}

func keyBlockHash(signed []byte) [32]byte { return key.Hash("amparo epoch secrets", signed) }

// info binds a sealed secret to its place.
func (k *keyBlock) info(recipient key.DeviceID) []byte {
	h := key.Hash("amparo epoch secret", epochContext(k.notebook, k.epoch), recipient[:])
	return h[:]
}

func decodeKeyBlock(b []byte) (*keyBlock, error) {
	r := oplog.NewReader(b)
	if r.Byte() != key.Suite {
		return nil, oplog.ErrMalformed
	}
	k := &keyBlock{notebook: r.Bytes16(), epoch: r.Uint32(), membership: r.Bytes32(), raw: b}
	for range r.Count(16 + sealedSecretSize) {
		k.recipients = append(k.recipients, r.Bytes16())
		k.sealed = append(k.sealed, r.Take(sealedSecretSize))
	}
	r.Take(key.SignatureSize)
	if !r.Done() {
		return nil, oplog.ErrMalformed
	}
	return k, nil
}

// check compares the block with the roster: the same place, exactly its
// members, signed by the author of the last record.
func (k *keyBlock) check(ro *roster) error {
	last := ro.last()
	if k.notebook != ro.notebook || k.epoch != last.number || k.membership != last.hash ||
		!slices.Equal(k.recipients, ro.recipients()) {
		return oplog.Foreign
	}
	cut := len(k.raw) - key.SignatureSize
	if !ro.cards[last.author].Verify(keyBlockHash(k.raw[:cut]), [key.SignatureSize]byte(k.raw[cut:])) {
		return oplog.BadSignature
	}
	return nil
}

// open returns the secret for one member, if it is the one that the record has
// committed to.
func (k *keyBlock) open(ro *roster, d *key.Device) (*key.Secret, error) {
	i := slices.Index(k.recipients, d.ID())
	if i < 0 {
		return nil, oplog.AfterRemoval
	}
	plain, err := d.Open(k.sealed[i], k.info(d.ID()), k.membership[:])
	if err != nil || len(plain) != 32 {
		return nil, oplog.BadCommitment
	}
	secret := key.SecretFrom(plain)
	clear(plain)
	if secret.Commitment(epochContext(k.notebook, k.epoch)) != ro.last().commit {
		secret.Wipe()
		return nil, oplog.BadCommitment
	}
	return secret, nil
}

// turn is a change of the membership.
type turn struct {
	admitted []admission
	roles    []role
	removed  []key.DeviceID
	heads    []oplog.Head
	time     int64
	alone    bool // that one keeper is left was meant
	history  bool // newcomers get the history
}

// step signs the next record and the key block of its fresh epoch. The roster
// has the record afterwards.
func (ro *roster) step(t turn, author *key.Device, rand io.Reader) (epochSecret, *keyBlock, error) {
	rec := &record{notebook: ro.notebook, time: t.time, admitted: t.admitted, roles: t.roles, removed: t.removed, heads: t.heads}
	wasAlone := true // whoever begins
	if last := ro.last(); last != nil {
		rec.number, rec.prev, wasAlone = last.number+1, last.hash, ro.alone()
	}
	if slices.Contains(t.removed, author.ID()) {
		return epochSecret{}, nil, ErrSelf
	}
	next, err := ro.after(rec)
	if err != nil {
		return epochSecret{}, nil, err
	}
	if next.alone() {
		if !wasAlone && !t.alone {
			return epochSecret{}, nil, ErrOneKeeper
		}
		rec.rules |= ruleAlone
	}
	if t.history {
		rec.rules |= ruleHistory
	}
	secret, err := key.NewSecret(rand)
	if err != nil {
		return epochSecret{}, nil, err
	}
	rec.commit = secret.Commitment(epochContext(ro.notebook, rec.number))
	rec.sign(author)
	if err := ro.add(rec); err != nil {
		return epochSecret{}, nil, err
	}
	block, err := newKeyBlock(ro, secret, author)
	if err != nil {
		return epochSecret{}, nil, err
	}
	return epochSecret{number: rec.number, secret: secret}, block, nil
}
