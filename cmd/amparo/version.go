package main

import (
	"runtime"

	"github.com/spf13/cobra"
)

// version is what this program calls itself. CHANGELOG.md has the same.
const version = "0.1.0"

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   p.loc.T("Say which version this is"),
		Long:    p.loc.T("Prints the version of the program, and the system that it was built for."),
		Example: "  amparo version --json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if p.flags.json {
				return p.sayJSON(map[string]string{"version": version, "system": runtime.GOOS, "processor": runtime.GOARCH})
			}
			p.say("amparo " + version + " " + runtime.GOOS + "/" + runtime.GOARCH)
			return nil
		},
	}
}
