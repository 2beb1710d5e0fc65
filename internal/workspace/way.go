package workspace

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Way is how a notebook meets its other devices, as this device knows it. It
// stands in the settings and goes nowhere else.
type Way struct {
	// Relay is the address of the relay, or "": nothing is asked of any host that
	// no one here has named.
	Relay string
	// Proxy is HOST:PORT of a SOCKS proxy, such as Tor's, or "".
	Proxy string
	// Codes are what the relay's host has given: each opens one mailbox.
	Codes []string
	// Follows keeps a connection to the relay open, so that what others write comes at
	// once.
	Follows bool
	// Quiet leaves out when the devices of the others were last heard of.
	Quiet bool
	// Met is what is remembered of meetings, by mailbox.
	Met map[string]Meeting
	// Faults are the names of what was noticed, until someone here has read them.
	Faults []string
	// Going are records, kind and id, whose entries go from this device as soon as
	// the others can have them from the relay.
	Going []string
	// Turning says that something may have led on to another epoch. It is there only
	// while a Sync lasts, or after a power cut in one.
	Turning bool
	// Out is the mailbox in which this device came to know that it is no member any
	// more, or "".
	Out string
	// Forgot is the day before which this device has let go of the history.
	Forgot string
}

// Meeting is what is remembered of the last meeting at a mailbox.
type Meeting struct {
	Seen  string // what the carrier wants to be told again
	Place uint64 // up to where this device's entries are there
	Under string // the present mailbox at that time: places are others in each
}

func (w Way) clone() Way {
	w.Codes, w.Faults, w.Going, w.Met = slices.Clone(w.Codes), slices.Clone(w.Faults), slices.Clone(w.Going), maps.Clone(w.Met)
	if w.Met == nil {
		w.Met = map[string]Meeting{}
	}
	return w
}

func (w Way) encode(line func(name, value string)) {
	line("relay", w.Relay)
	line("proxy", w.Proxy)
	line("codes", strings.Join(w.Codes, " "))
	line("faults", strings.Join(w.Faults, ","))
	line("out", w.Out)
	line("forgot", w.Forgot)
	line("going", strings.Join(w.Going, " "))
	if w.Follows {
		line("follows", "yes")
	}
	if w.Turning {
		line("turning", "yes")
	}
	if w.Quiet {
		line("quiet", "yes")
	}
	for _, box := range slices.Sorted(maps.Keys(w.Met)) {
		m := w.Met[box]
		line("met."+box, m.Seen+" "+strconv.FormatUint(m.Place, 10)+" "+m.Under)
	}
}

// readWay reads one line of a way: the notebook's id, a point, and a name.
func (s *Settings) readWay(name, value string) {
	id, name, _ := strings.Cut(name, ".")
	w := s.Ways[id]
	if w.Met == nil {
		w = w.clone()
	}
	switch box, isMet := strings.CutPrefix(name, "met."); {
	case isMet:
		parts := strings.Split(value, " ")
		if len(parts) != 3 {
			return
		}
		place, err := strconv.ParseUint(parts[1], 10, 64)
		if err != nil {
			return
		}
		w.Met[box] = Meeting{Seen: parts[0], Place: place, Under: parts[2]}
	case name == "relay":
		w.Relay = value
	case name == "proxy":
		w.Proxy = value
	case name == "codes":
		w.Codes = strings.Fields(value)
	case name == "faults":
		w.Faults = strings.Split(value, ",")
	case name == "out":
		w.Out = value
	case name == "forgot":
		w.Forgot = value
	case name == "going":
		w.Going = strings.Fields(value)
	case name == "follows":
		w.Follows = value == "yes"
	case name == "turning":
		w.Turning = value == "yes"
	case name == "quiet":
		w.Quiet = value == "yes"
	}
	s.Ways[id] = w
}

// Way returns how this notebook meets its other devices.
func (w *Workspace) Way() Way { return w.desk.settings.Ways[w.ID()].clone() }

// Relay is where a notebook is met, as people give it.
type Relay struct {
	Address string   // https://HOST, or "" for none
	Proxy   string   // HOST:PORT of a SOCKS proxy, or ""
	Codes   []string // more codes of the relay's host
	Follows bool     // what others write is to come at once
}

// SetRelay says where the notebook meets its other devices from now on. With
// another address everything is brought there anew.
func (w *Workspace) SetRelay(ctx context.Context, r Relay) error {
	address := strings.TrimSpace(r.Address)
	return w.setWay(ctx, func(way *Way) {
		if address != way.Relay {
			way.Met, way.Codes = map[string]Meeting{}, nil
		}
		way.Relay, way.Proxy, way.Follows = address, strings.TrimSpace(r.Proxy), r.Follows
		for _, code := range r.Codes {
			if !slices.Contains(way.Codes, code) {
				way.Codes = append(way.Codes, code)
			}
		}
	})
}

// Understood forgets what was noticed: someone has read it.
func (w *Workspace) Understood(ctx context.Context) error {
	return w.setWay(ctx, func(way *Way) { way.Faults = nil })
}
