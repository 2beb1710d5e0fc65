package workspace

import (
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Settings are this device's, for one vault. They are kept sealed in it and go
// nowhere else.
type Settings struct {
	Language string // "en", "es", "ar"; "" follows the browser
	TextSize string // "", "large", "larger"
	Paper    string // "a4" or "letter"; "" is a4
	AutoLock int    // minutes; 0 is five
	Hidden   []string
	Steps    map[string]string // where a path was left with "stop for today"
	Ways     map[string]Way    // how the notebook with that id meets its other devices
}

func (s Settings) clone() Settings {
	s.Hidden, s.Steps = slices.Clone(s.Hidden), maps.Clone(s.Steps)
	if s.Steps == nil {
		s.Steps = map[string]string{}
	}
	ways := make(map[string]Way, len(s.Ways))
	for id, way := range s.Ways {
		ways[id] = way.clone()
	}
	s.Ways = ways
	return s
}

// without returns the settings without all that is of one notebook: how it is met,
// where paths in it were left, what was looked at, and what was sent from it.
func (s Settings) without(id string) Settings {
	s = s.clone()
	delete(s.Ways, id)
	for name, value := range s.Steps {
		from, _, _ := strings.Cut(value, "\n")
		if from == id || slices.Contains(strings.Split(name, "."), id) {
			delete(s.Steps, name)
		}
	}
	return s
}

// shows returns the settings without what was put away of a notebook's records.
func (s Settings) shows(w *Workspace) Settings {
	for _, r := range slices.Concat(w.Notebook().All(), w.Notebook().Removed()) {
		s.Hidden = slices.DeleteFunc(s.Hidden, func(name string) bool { return strings.Contains(name, r.ID.String()) })
	}
	return s
}

// encode writes one line a setting: its name, a space, its value quoted.
func (s Settings) encode() []byte {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			b.WriteString(name + " " + strconv.Quote(value) + "\n")
		}
	}
	line("language", s.Language)
	line("text-size", s.TextSize)
	line("paper", s.Paper)
	if s.AutoLock != 0 {
		line("auto-lock", strconv.Itoa(s.AutoLock))
	}
	for _, h := range s.Hidden {
		line("hidden", h)
	}
	names := make([]string, 0, len(s.Steps))
	for name := range s.Steps {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return strings.Compare(names[i], names[j]) < 0 })
	for _, name := range names {
		line("step."+name, s.Steps[name])
	}
	for _, id := range slices.Sorted(maps.Keys(s.Ways)) {
		s.Ways[id].encode(func(name, value string) { line("way."+id+"."+name, value) })
	}
	return []byte(b.String())
}

// decodeSettings reads what encode wrote; a line that it does not know, from a
// newer version perhaps, is passed over.
func decodeSettings(b []byte) Settings {
	s := Settings{Steps: map[string]string{}, Ways: map[string]Way{}}
	for line := range strings.Lines(string(b)) {
		name, quoted, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		value, err := strconv.Unquote(quoted)
		if err != nil {
			continue
		}
		switch step, isStep := strings.CutPrefix(name, "step."); {
		case isStep:
			s.Steps[step] = value
		case strings.HasPrefix(name, "way."):
			s.readWay(strings.TrimPrefix(name, "way."), value)
		case name == "language":
			s.Language = value
		case name == "text-size":
			s.TextSize = value
		case name == "paper":
			s.Paper = value
		case name == "hidden":
			s.Hidden = append(s.Hidden, value)
		case name == "auto-lock":
			if n, err := strconv.Atoi(value); err == nil {
				s.AutoLock = n
			}
		}
	}
	return s
}
