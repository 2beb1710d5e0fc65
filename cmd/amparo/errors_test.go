package main

import (
	"errors"
	"fmt"
	"testing"

	"amparo/internal/locale"
	"amparo/internal/workspace"
)

// On the command line too, nothing that is noticed and no way for a meeting to
// end is without its sentence, in each language.
func TestEveryFaultHasItsSentence(t *testing.T) {
	for _, l := range locale.Languages() {
		p, english := speaking(l.Code), speaking("en")
		said := map[string]string{}
		for _, name := range workspace.Faults() {
			said[name] = p.noticed(name)
			if l.Code != "en" && said[name] == english.noticed(name) {
				t.Errorf("%s: %s is said in English", l.Code, name)
			}
		}
		causes := workspace.MeetingErrors()
		causes = append(causes, workspace.ErrNotKeeper, workspace.ErrOneKeeper, workspace.ErrSelf, workspace.ErrInviteText, workspace.ErrInviteNewer,
			workspace.ErrExpired, workspace.ErrSecondUse, workspace.ErrWrongWords, workspace.ErrSubstituted, workspace.ErrEarly, workspace.ErrInviteOver, workspace.ErrStillIn)
		general, rest := p.explain(errors.New("something else"))
		for _, cause := range causes {
			code, sentence := p.explain(fmt.Errorf("meeting: %w", cause))
			said[cause.Error()] = sentence
			if code < general || sentence == rest {
				t.Errorf("%s: %v ends with %d: %s", l.Code, cause, code, sentence)
			}
		}
		seen := map[string]string{}
		for name, sentence := range said {
			if other := seen[sentence]; sentence == "" || other != "" && name != workspace.ErrFileNewer.Error() && other != workspace.ErrFileNewer.Error() {
				t.Errorf("%s: %q and %q say %q", l.Code, name, other, sentence)
			}
			seen[sentence] = name
		}
	}
}

// One cause has one answer: a second one would never be said.
func TestEachCauseHasOneAnswer(t *testing.T) {
	seen := map[error]bool{}
	for _, a := range answers() {
		if seen[a.cause] {
			t.Errorf("%v has two answers", a.cause)
		}
		seen[a.cause] = true
	}
}

// The exit codes of a meeting that scripts rely on.
func TestMeetingsEndWithTheirCodes(t *testing.T) {
	for cause, want := range map[error]int{
		workspace.ErrOffline: codeFailed, workspace.ErrNoCode: codeFailed, workspace.ErrAddress: codeUse,
		workspace.ErrCode: codeFailed, workspace.ErrFile: codeDamaged, workspace.ErrFileNewer: codeDamaged,
	} {
		if code, _ := speaking("en").explain(cause); code != want {
			t.Errorf("%v ends with %d, want %d", cause, code, want)
		}
	}
}

func speaking(lang string) *program { return &program{loc: locale.New(lang)} }
