package main

import (
	"os"
	"path/filepath"
	"runtime"
)

// home returns the folder that holds everything: --home, else AMPARO_HOME,
// else the platform's folder for a program's data. It makes nothing.
func (p *program) home() (string, error) {
	dir := p.flags.home
	if dir == "" {
		dir = p.env.Getenv("AMPARO_HOME")
	}
	if dir == "" {
		dir = dataFolder(runtime.GOOS, p.env.Getenv)
	}
	if dir == "" {
		return "", p.wrongUse(p.loc.T("We do not know where to keep things. Please say it with --home."))
	}
	return filepath.Abs(dir)
}

// dataFolder returns where a platform keeps the data of programs, or "".
func dataFolder(system string, getenv func(string) string) string {
	base, rest := getenv("HOME"), []string{".local", "share", "amparo"}
	switch system {
	case "windows":
		base, rest = getenv("LocalAppData"), []string{"Amparo"}
	case "darwin":
		rest = []string{"Library", "Application Support", "Amparo"}
	default:
		if xdg := getenv("XDG_DATA_HOME"); filepath.IsAbs(xdg) {
			base, rest = xdg, []string{"amparo"}
		}
	}
	if base == "" {
		return ""
	}
	return filepath.Join(append([]string{base}, rest...)...)
}

// private makes a folder that only its owner can look into, and those above it
// likewise as far as they are new. One that stands already is closed to others.
func private(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return os.Chmod(dir, 0o700)
}
