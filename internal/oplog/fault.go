package oplog

// Fault names what is wrong with an entry, or with where it came from. It is an
// error, compared with errors.Is. People read a sentence of their own for each.
type Fault string

// The faults. Stale and BadCommitment are found by who opens seals, the others by
// a Log.
const (
	// Duplicate is an entry that was accepted already. Nothing is lost by it.
	Duplicate Fault = "duplicate"
	// Gap is an entry whose causes, or whose group, are not all here yet. It is
	// held until they are, and is a Gap again each time that it comes meanwhile.
	// Where too many are held, the latest are let go and have to be offered again.
	Gap Fault = "gap"
	// Fork is a second entry in a place of a chain where there is one: a device
	// was copied, or someone shows different things to different people.
	Fork Fault = "fork"
	// OwnFork is a Fork of this device's own chain: it went on writing after its
	// disk was put back to an earlier day, or it was copied.
	OwnFork Fault = "own fork"
	// Rollback is an entry whose writer had seen less than at its entry before: a
	// place where the log is kept has gone back in time.
	Rollback Fault = "rollback"
	// Stale is an entry sealed for an epoch that is over, and not among those
	// which that epoch counts.
	Stale Fault = "stale"
	// Foreign is an entry of another notebook, or of a device that is not a
	// member.
	Foreign Fault = "foreign"
	// AfterRemoval is an entry of a removed device beyond its last accepted one.
	AfterRemoval Fault = "after removal"
	// BadSignature is an entry that its device has not signed.
	BadSignature Fault = "bad signature"
	// BadCommitment is something sealed under a key that it does not commit to.
	BadCommitment Fault = "bad commitment"
)

// Error returns the name.
func (f Fault) Error() string { return string(f) }
