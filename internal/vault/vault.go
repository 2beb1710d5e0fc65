// Package vault is the sealed log: everything that keeps a notebook secret and
// whole. A Vault is what one passphrase opens, in one store. It holds
// notebooks; each has members with device keys, key epochs, and a log of
// opaque payloads, signed first and sealed after. The vault knows bytes and
// keys, never what the payloads say.
//
//	v, err := vault.Create(ctx, st, "our laptop", passphrase, vault.Config{})
//	log, err := v.NewNotebook(ctx, "the collective's")
//	entry, err := log.Append(ctx, payload)        // durable when it returns
//	err = log.Entries(ctx, func(e vault.Entry) error { ... })
//	err = log.Save(ctx, state, history, false)    // a snapshot of what that came to
//	err = v.Close()
//
// Opening a log means asking for its Snapshot and then for the Entries after
// it. Backup writes one sealed file and Restore makes a vault of it.
//
// What other devices are to have lies in Mailboxes, one for each epoch:
//
//	err = log.Outgoing(ctx, box, 0, leave)        // what belongs in one
//	entries, err := log.Receive(ctx, blob)        // what lay there
//	if err == vault.ErrDamaged {                  // and is no entry
//		taken, err = log.TakeTurn(ctx, blob)      // may lead on to a later epoch
//	}
//	err = log.Flush(ctx)                          // what came is durable
//
// Turn changes who the members are, and begins a new epoch. Whoever is to come in
// makes a Card; Turn admits it, Welcome gives what she needs, and JoinFrom makes a
// notebook of that.
//
// A Vault and its Logs may be used by several goroutines at once; each call
// waits for the one before. The store stays the caller's, who closes it after
// the vault.
package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"sync"
	"time"

	"amparo/internal/key"
	"amparo/internal/store"
)

// Errors for callers that branch, beside the faults of oplog and the errors of
// store.
var (
	// ErrLocked says that the passphrase or the paper key does not open the
	// vault. It says no more than that.
	ErrLocked = errors.New("this does not open the vault")
	// ErrDamaged says that what the store holds was altered or cut.
	ErrDamaged = store.ErrDamaged
	// ErrNewer says that a newer program wrote it.
	ErrNewer = store.ErrNewer
	// ErrExists says that the store holds a vault already.
	ErrExists = errors.New("there is a vault here already")
	// ErrNoNotebook says that the vault has no notebook with that id.
	ErrNoNotebook = errors.New("no such notebook")
	// ErrNotKeeper says that this device may not change who the members are.
	ErrNotKeeper = errors.New("this device is not a keeper")
	// ErrOneKeeper says that a change would leave one person as the only keeper,
	// and does not say that this is meant.
	ErrOneKeeper = errors.New("this would leave one keeper")
	// ErrSelf says that a device cannot take itself out, since it would know the
	// secret of the epoch that begins with that.
	ErrSelf = errors.New("a device cannot take itself out")
	// ErrBeside says that another keeper changed the membership apart, and that
	// nothing of it is lost when her devices follow this one.
	ErrBeside = errors.New("the other membership gives way to this one")
	// ErrOut says that this device is no member any more: it stays as it is, and
	// nothing of what comes later can be read here.
	ErrOut = errors.New("this device is no member any more")
	// ErrSplit says that two keepers have each decided something about the
	// members that the other has not. People have to say which way goes on.
	ErrSplit = errors.New("two keepers have changed the members apart")
	// ErrClosed says that the vault was used after Close.
	ErrClosed = errors.New("this vault is closed")
	// ErrTooLarge says that a payload, a label or a name is longer than there is
	// room for.
	ErrTooLarge = errors.New("this is too large")
)

// Config is what a vault needs from outside. The zero Config is for people:
// the cost is the floor's until the caller has calibrated a higher one.
type Config struct {
	// Cost is what deriving from the passphrase takes, when a header is written.
	// Zero means Floor.
	Cost key.Cost
	// Floor is the least cost that is accepted in a header, and the cost in
	// backups, so that a phone can open them. Zero means key.Floor().
	Floor key.Cost
	// Rand is the source of keys and nonces. Nil means the system's, which is
	// also used for sealing to devices whatever stands here.
	Rand io.Reader
	// Now is the clock for the times that people read. Nil means time.Now.
	Now func() time.Time
}

func (c Config) filled() Config {
	if c.Floor == (key.Cost{}) {
		c.Floor = key.Floor()
	}
	if c.Cost == (key.Cost{}) {
		c.Cost = c.Floor
	}
	if c.Rand == nil {
		c.Rand = rand.Reader
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// Names of the blobs in the vault's own box.
const (
	headerBlob = "header"
	indexBlob  = "index"
	localBlob  = "local"
	// Its bytes are those of workspace, which knows what an invite is.
	invitesBlob = "invites"
)

// Vault is an opened vault.
type Vault struct {
	mu     sync.Mutex
	st     store.Store
	c      Config
	key    *key.Secret
	label  string
	index  *index
	logs   map[NotebookID]*Log
	stale  bool // the index in the store may be another one than ours
	closed bool
}

// Create makes an empty vault in a store that has none (ErrExists otherwise).
// The label stands in the header in clear, for the one who chooses between
// vaults; it has at most 200 bytes and may be empty. The passphrase is asked
// for by Open; how good it is was for the caller to say.
func Create(ctx context.Context, st store.Store, label string, passphrase []byte, c Config) (*Vault, error) {
	c = c.filled()
	_, err := st.Get(ctx, store.Box{}, headerBlob)
	if err == nil {
		return nil, ErrExists
	}
	if !errors.Is(err, store.ErrNotFound) {
		return nil, while("creating vault", err)
	}
	paper, err := key.NewPaper(c.Rand)
	if err != nil {
		return nil, while("creating vault", err)
	}
	v, err := blank(st, label, c)
	if err != nil {
		return nil, while("creating vault", err)
	}
	v.index.paper = paper
	if err := v.rewrap(ctx, passphrase); err != nil {
		return nil, while("creating vault", err)
	}
	return v, nil
}

// blank returns a vault with a fresh key, of which nothing is stored yet.
func blank(st store.Store, label string, c Config) (*Vault, error) {
	if len(label) > mostLabel {
		return nil, ErrTooLarge
	}
	secret, err := key.NewSecret(c.Rand)
	if err != nil {
		return nil, err
	}
	return &Vault{st: st, c: c, key: secret, label: label, index: &index{}, logs: make(map[NotebookID]*Log)}, nil
}

// Label returns the label of the vault in a store, without opening it. It is
// as trustworthy as the store: only opening checks it.
func Label(ctx context.Context, st store.Store) (string, error) {
	h, _, err := readHeader(ctx, st)
	if err != nil {
		return "", err
	}
	return h.label, nil
}

// Open opens the vault in a store with its passphrase. ErrLocked is the one
// answer to a wrong passphrase; ErrDamaged and ErrNewer are about the store.
func Open(ctx context.Context, st store.Store, passphrase []byte, c Config) (*Vault, error) {
	return open(ctx, st, c.filled(), func(h *header) *key.Secret {
		return key.FromPassphrase(passphrase, h.salt[:], h.cost)
	})
}

// OpenPaper opens the vault in a store with its paper key, as Open does.
func OpenPaper(ctx context.Context, st store.Store, paper key.Paper, c Config) (*Vault, error) {
	return open(ctx, st, c.filled(), func(h *header) *key.Secret { return paper.Secret(h.salt[:]) })
}

func open(ctx context.Context, st store.Store, c Config, unlock func(*header) *key.Secret) (*Vault, error) {
	h, raw, err := readHeader(ctx, st)
	if err != nil {
		return nil, err
	}
	secret, err := h.unlock(raw, c.Floor, unlock)
	if err != nil {
		return nil, err
	}
	v := &Vault{st: st, c: c, key: secret, label: h.label, logs: make(map[NotebookID]*Log), stale: true}
	if err := v.enter(ctx); err != nil {
		secret.Wipe()
		return nil, while("opening vault", err)
	}
	v.mu.Unlock()
	return v, nil
}

// enter takes the lock. When it is not sure what the store holds, it reads the
// index again, and ends what was begun with boxes.
func (v *Vault) enter(ctx context.Context) error {
	v.mu.Lock()
	err := v.refresh(ctx)
	if err != nil {
		v.mu.Unlock()
	}
	return err
}

func (v *Vault) refresh(ctx context.Context) error {
	if v.closed {
		return ErrClosed
	}
	if !v.stale {
		return nil
	}
	blob, err := v.st.Get(ctx, store.Box{}, indexBlob)
	if err != nil {
		return damagedIfMissing(err)
	}
	plain, err := v.lid("index").open(blob)
	if err != nil {
		return ErrDamaged
	}
	ix, err := decodeIndex(plain)
	clear(plain)
	if err != nil {
		return err
	}
	v.index, v.stale = ix, false
	for _, l := range v.logs {
		l.forget()
	}
	v.sweepIfRoom(ctx)
	return nil
}

// damagedIfMissing is for blobs that should be there.
func damagedIfMissing(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return ErrDamaged
	}
	return err
}

// lid returns the seal of one of the vault's own blobs.
func (v *Vault) lid(name string) *lid { return newLid(v.key, name, nil, 0, store.Box{}) }

// putIndex seals the index into the store, and takes it for ours once it is
// there. It is what makes larger changes all or nothing.
func (v *Vault) putIndex(ctx context.Context, ix *index) error {
	plain := ix.encode()
	defer clear(plain)
	blob, err := v.lid("index").close(plain, v.c.Rand)
	if err != nil {
		return err
	}
	if err := v.st.Put(ctx, store.Box{}, indexBlob, blob); err != nil {
		v.stale = true
		return err
	}
	v.index = ix
	return nil
}

// sweep empties the boxes that are to be emptied. Those that are not stay on the
// list. Whether it is the shorter list that stands in the store makes no
// difference: a box may be emptied twice.
func (v *Vault) sweep(ctx context.Context) error {
	if len(v.index.doomed) == 0 {
		return nil
	}
	for _, box := range v.index.doomed {
		if err := v.st.Drop(ctx, box, store.All); err != nil {
			return err
		}
	}
	ix, stale := v.index.clone(), v.stale
	ix.doomed = nil
	err := v.putIndex(ctx, ix)
	v.stale = stale
	return err
}

// sweepIfRoom is sweep where nothing depends on it: it is done again with the next
// change of an epoch, and when the vault is opened. A full disk keeps nobody from
// reading.
func (v *Vault) sweepIfRoom(ctx context.Context) { _ = v.sweep(ctx) }

// Local returns the settings of this device, as SetLocal has kept them; nil
// when there are none.
func (v *Vault) Local(ctx context.Context) ([]byte, error) {
	if err := v.enter(ctx); err != nil {
		return nil, err
	}
	defer v.mu.Unlock()
	return v.local(ctx)
}

func (v *Vault) local(ctx context.Context) ([]byte, error) { return v.kept(ctx, localBlob) }

// kept opens one of the vault's own blobs; nil when there is none.
func (v *Vault) kept(ctx context.Context, name string) ([]byte, error) {
	blob, err := v.st.Get(ctx, store.Box{}, name)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	plain, err := v.lid(name).open(blob)
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}

// SetLocal keeps the settings of this device, sealed and padded. They go into a
// backup, and to no other device.
func (v *Vault) SetLocal(ctx context.Context, settings []byte) error {
	if err := v.enter(ctx); err != nil {
		return err
	}
	defer v.mu.Unlock()
	return v.setLocal(ctx, settings)
}

func (v *Vault) setLocal(ctx context.Context, settings []byte) error {
	return v.keep(ctx, localBlob, settings)
}

// keep seals one of the vault's own blobs.
func (v *Vault) keep(ctx context.Context, name string, plain []byte) error {
	blob, err := v.lid(name).close(plain, v.c.Rand)
	if err != nil {
		return err
	}
	return v.st.Put(ctx, store.Box{}, name, blob)
}

// Invites returns the invites that are under way, as SetInvites has kept them;
// nil when there are none.
func (v *Vault) Invites(ctx context.Context) ([]byte, error) {
	if err := v.enter(ctx); err != nil {
		return nil, err
	}
	defer v.mu.Unlock()
	return v.kept(ctx, invitesBlob)
}

// SetInvites keeps the invites that are under way, sealed and padded. They go
// into no backup: who restores one is another device.
func (v *Vault) SetInvites(ctx context.Context, invites []byte) error {
	if err := v.enter(ctx); err != nil {
		return err
	}
	defer v.mu.Unlock()
	return v.keep(ctx, invitesBlob, invites)
}

// Close overwrites the keys that can be reached. The vault and its logs are of
// no use afterwards; the store stays open.
func (v *Vault) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil
	}
	v.closed = true
	v.key.Wipe()
	v.index.wipe()
	for _, l := range v.logs {
		l.wipe()
	}
	return nil
}
