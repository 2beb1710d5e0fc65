package ui

import "amparo/internal/locale"

// near is a page that stands beside the sheets of a station.
type near struct {
	place string // the station
	path  string // in the notebook
	text  string
}

// nearby returns these pages, in the order in which a station shows them.
func nearby() []near {
	return []near{
		{"risks", "map", locale.Msg("Risk map")},
		{"risks", "model/which", locale.Msg("The risk model")},
		{"plan", "about-plan", locale.Msg("About the plan")},
		{"plan", "sort", locale.Msg("Plan or protocol?")},
		{"plan", "timeline", locale.Msg("Over the months")},
		{"protocols", "sort", locale.Msg("Plan or protocol?")},
		{"agree", "agreements", locale.Msg("Agreed together")},
		{"live", "live", locale.Msg("How our actions stand")},
		{"live", "look-back", locale.Msg("Look back")},
		{"live", "teach", locale.Msg("Who teaches, who learns")},
		{"pass", "pass", locale.Msg("Pass it on")},
		{"protocols", "tools/beside", locale.Msg("Two tools side by side")},
		{"risks", "again", locale.Msg("To look at again")},
		{"protocols", "again", locale.Msg("To look at again")},
		{"pass", "take-home", locale.Msg("Taking it home")},
		{"pass", "calendar", locale.Msg("Days for a calendar")},
	}
}
