package workspace_test

import (
	"errors"
	"slices"
	"testing"

	"amparo/internal/change"
	"amparo/internal/oplog"
	"amparo/internal/vault"
	"amparo/internal/workspace"
)

// Whatever may be wrong with what came has one of the names for which there are
// sentences, or none where it happens on good days.
func TestWhatIsNoticedHasAName(t *testing.T) {
	for err, want := range map[error]string{
		oplog.Duplicate: "", oplog.Gap: "", oplog.Stale: "", vault.ErrBeside: "",
		oplog.Fork: workspace.FaultFork, oplog.Rollback: workspace.FaultFork, oplog.OwnFork: workspace.FaultOwnFork,
		oplog.AfterRemoval: workspace.FaultAfterRemoval, oplog.Foreign: workspace.FaultForeign,
		oplog.BadSignature: workspace.FaultAltered, oplog.BadCommitment: workspace.FaultAltered, oplog.ErrMalformed: workspace.FaultAltered,
		vault.ErrDamaged: workspace.FaultAltered, change.ErrFormat: workspace.FaultAltered,
		vault.ErrNewer: workspace.FaultNewer, change.ErrNewer: workspace.FaultNewer,
		vault.ErrSplit: workspace.FaultSplit, errors.New("what nobody has thought of"): workspace.FaultAltered,
	} {
		var list []string
		if want != "" {
			list = []string{want}
		}
		if got := workspace.NamesOf(err, err); !slices.Equal(got, list) {
			t.Errorf("%v is called %q, want %q", err, got, want)
		}
		if want != "" && !slices.Contains(workspace.Faults(), want) {
			t.Errorf("%q has no sentence", want)
		}
	}
}
