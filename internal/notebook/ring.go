package notebook

// Ring is where someone stands around the woman who answers.
type Ring int

// The rings from the inside outwards, and what has none.
const (
	Unplaced Ring = iota // whether she trusts them is still open
	Close                // trusted, with her information, too, and surely not watching
	Halfway              // trusted, but not all of that is a plain yes
	Outside              // not trusted, or could be watching
)

// RingOf returns the ring in which an actor stands on one side of life, Life or
// Work. Who could be watching stands outside, whatever else was answered.
func RingOf(r *Record, side string) Ring {
	trust := r.Get("trust" + side)
	switch {
	case Watching(r, side), trust == "no":
		return Outside
	case trust == "":
		return Unplaced
	case trust == "yes" && r.Get("inform"+side) == "yes" && r.Get("clear"+side) == "yes" && !holds(r.Get("withhold"+side)):
		return Close
	}
	return Halfway
}

// Watching says whether she thinks that an actor could be watching her there.
func Watching(r *Record, side string) bool { return holds(r.Get("watch" + side)) }

// holds says whether an answer is a yes, if only in part.
func holds(answer string) bool { return answer == "yes" || answer == "partly" }
