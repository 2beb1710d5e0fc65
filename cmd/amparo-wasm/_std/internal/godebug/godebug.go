// Package godebug stands in the browser for the standard library's package of
// that name: each setting has its default. A browser has no environment to set
// another in, and the library's own brings a search for faults of the compiler
// and the runtime's measures along.
package godebug

// Setting is something of the library that could be set otherwise elsewhere.
type Setting struct{ name string }

// New returns the setting with a name; one that begins with # is not counted.
func New(name string) *Setting { return &Setting{name} }

// Name returns the name, without the mark in front.
func (s *Setting) Name() string {
	if s.Undocumented() {
		return s.name[1:]
	}
	return s.name
}

// Undocumented reports whether the name has the mark in front.
func (s *Setting) Undocumented() bool { return s.name != "" && s.name[0] == '#' }

// String returns the setting as name=value.
func (s *Setting) String() string { return s.Name() + "=" }

// Value returns nothing, which stands for the default.
func (s *Setting) Value() string { return "" }

// IncNonDefault would count a value other than the default: there is none.
func (s *Setting) IncNonDefault() {}
