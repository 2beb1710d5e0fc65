package invite

// Fault names why an invite was refused. It is an error, compared with
// errors.Is. People read a sentence of their own for each.
type Fault string

// The faults. After Expired, SecondUse, WrongWords and Substituted the invite is
// over on this side, and the other side is told.
const (
	// Expired is that the invite's time is over.
	Expired Fault = "expired"
	// SecondUse is that the invite was used twice: someone else has it. It is
	// told also when the first use is long over, because that may have been the
	// wrong one.
	SecondUse Fault = "second use"
	// WrongWords is that a person saw other words than the other side.
	WrongWords Fault = "wrong words"
	// Substituted is that a card, a nonce or a grant is not the one that was
	// committed to or sent before: someone sits between.
	Substituted Fault = "substituted"
	// Foreign is a message that belongs to another invite, or was altered.
	Foreign Fault = "foreign"
	// Early is something before its turn: confirming before the words are there,
	// or a welcome before it was confirmed.
	Early Fault = "early"
	// Over is that the invite was used and is at its end.
	Over Fault = "over"
)

// Error returns the name.
func (f Fault) Error() string { return string(f) }

// ends are the faults that end an invite, by the byte that tells the other side.
var ends = []Fault{Expired, SecondUse, WrongWords, Substituted}
