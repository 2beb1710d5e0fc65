package ui

import (
	"context"
	"slices"
	"strings"

	"amparo/internal/paper"
)

// Route is one line of the table: what is done on a method and a pattern.
type Route struct {
	Method  string // "GET" shows, "POST" does something and sends on
	Pattern string // parts in braces stand for anything: "/n/{nb}/risks"
	who     access
	do      func(ctx context.Context, v *visit) (Response, error)
}

// access says when a route answers.
type access int

const (
	opened access = iota // when a vault is open; otherwise it sends to the door
	anyone               // whether or not one is
	always               // even while another request is being answered; it sees no vault
)

// Routes returns the one table of pages, in which the first line that fits is
// taken. The slice is the caller's.
func Routes() []Route {
	return slices.Concat(staticRoutes(), shellRoutes(), aroundRoutes(), togetherRoutes(), waysRoutes(), sheetRoutes(), proposalRoutes(), touchRoutes(), recordRoutes(),
		anyRecordRoutes(), passingRoutes(), importRoutes(), groupRoutes(), guideRoutes())
}

// routes is the table that requests are looked up in, made once: making it anew
// cost a telephone more than looking something up.
var routes []Route

func init() { routes = Routes() }

// shellRoutes are what is there before a notebook.
func shellRoutes() []Route {
	return []Route{
		{"GET", "/", anyone, showFront},
		{"GET", "/blank", always, showBlank},
		{"POST", "/leave", always, leave},
		{"POST", "/lock", opened, lock},
		{"POST", "/language", anyone, chooseLanguage},
		{"GET", "/start", anyone, showStart},
		{"GET", "/create/{who}", anyone, showCreate},
		{"POST", "/create/{who}", anyone, create},
		{"GET", "/unlock", anyone, showUnlock},
		{"POST", "/unlock", anyone, unlock},
		{"POST", "/look", anyone, look},
		{"POST", "/look/end", opened, endLook},
		{"GET", "/notebooks", opened, showNotebooks},
		{"POST", "/notebooks", opened, addNotebook},
		{"GET", "/settings", opened, showSettings},
		{"POST", "/settings/reading", opened, saveReading},
		{"POST", "/settings/locking", opened, saveLocking},
		{"POST", "/settings/suggestions", opened, showSuggestionsAgain},
		{"GET", "/door", opened, showDoor},
		{"POST", "/door", opened, saveDoor},
		{"GET", "/passphrase", opened, showPassphrase},
		{"POST", "/passphrase", opened, changePassphrase},
		{"GET", "/paper-key", opened, showPaperKey},
		{"GET", "/paper-key/print", opened, printPaperKey},
		{"GET", "/backup", opened, showBackup},
		{"POST", "/backup", opened, saveBackup},
		{"GET", "/restore", anyone, showRestore},
		{"POST", "/restore", anyone, restore},
		{"GET", "/verify", opened, showVerify},
		{"GET", "/about", anyone, showAbout},
	}
}

// aroundRoutes are around one notebook, and what was agreed on in it.
func aroundRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/home", opened, showHome},
		{"POST", "/n/{nb}/hide", opened, hideSuggestion},
		{"GET", "/n/{nb}/begin", opened, showBegin},
		{"GET", "/n/{nb}/search", opened, showSearch},
		{"POST", "/n/{nb}/search", opened, search},
		{"GET", "/n/{nb}/look-back", opened, showLookBack},
		{"GET", "/n/{nb}/print/look-back", opened, printLookBack},
		{"GET", "/n/{nb}/live", opened, showLive},
		{"GET", "/n/{nb}/pass", opened, showPass},
		{"POST", "/n/{nb}/settings", opened, saveChoices},
		{"GET", "/n/{nb}/name", opened, showName},
		{"POST", "/n/{nb}/name", opened, saveName},
		{"GET", "/n/{nb}/remove", opened, askRemoveNotebook},
		{"POST", "/n/{nb}/remove", opened, removeNotebook},
		{"GET", "/n/{nb}/agreements", opened, showAgreements},
		{"POST", "/n/{nb}/agreements", opened, agree},
		{"GET", "/n/{nb}/agreement/{id}", opened, showAgreement},
	}
}

// sheetRoutes are the sheets.
func sheetRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/risks", opened, showSheet("risk")},
		{"GET", "/n/{nb}/plan", opened, showSheet("row")},
		{"GET", "/n/{nb}/actions", opened, showSheet("action")},
		{"GET", "/n/{nb}/activities", opened, showSheet("activity")},
		{"GET", "/n/{nb}/protocols", opened, showSheet("protocol")},
		{"GET", "/n/{nb}/people", opened, showSheet("person")},
		{"GET", "/n/{nb}/trust", opened, showSheet("actor")},
		{"GET", "/n/{nb}/habits", opened, showSheet("habit")},
		{"GET", "/n/{nb}/choices", opened, showSheet("choice")},
		{"GET", "/n/{nb}/teach", opened, showTeach},
		{"GET", "/n/{nb}/training", opened, showSheet("training")},
		{"GET", "/n/{nb}/wishes", opened, showWishes},
		{"GET", "/n/{nb}/sources", opened, showSheet("source")},
		{"GET", "/n/{nb}/personas", opened, showSheet("persona")},
		{"GET", "/n/{nb}/drills", opened, showSheet("drill")},
		{"GET", "/n/{nb}/past-plans", opened, showSheet("pastplan")},
		{"GET", "/n/{nb}/timeline", opened, showTimeline},
		{"GET", "/n/{nb}/plan/finish", opened, showFinish},
		{"POST", "/n/{nb}/plan/finish", opened, takeFinish},
		{"GET", "/n/{nb}/plan/finish/look", opened, showFinishLook},
		{"POST", "/n/{nb}/plan/finish/look", opened, finish},
		{"POST", "/n/{nb}/plan/state", opened, setPlanState},
		{"GET", "/n/{nb}/indicators", opened, showSheet("indicator")},
		{"GET", "/n/{nb}/tools", opened, showSheet("tool")},
		{"GET", "/n/{nb}/tools/beside", opened, showTwoTools},
		{"GET", "/n/{nb}/again", opened, showAgain},
		{"GET", "/n/{nb}/about-plan", opened, showAboutPlan},
		{"POST", "/n/{nb}/about-plan", opened, saveAboutPlan},
		{"GET", "/n/{nb}/map", opened, showMap},
		{"GET", "/n/{nb}/sort", opened, showSort},
		{"POST", "/n/{nb}/sort", opened, takeSorted},
		{"GET", "/n/{nb}/history", opened, showAllHistory},
		{"GET", "/n/{nb}/news", opened, showNews},
		{"POST", "/n/{nb}/news", opened, sayLookedAtNews},
		{"GET", "/n/{nb}/bring-back", opened, showBringBack},
		{"POST", "/n/{nb}/bring-back", opened, beginBringBack},
		{"GET", "/n/{nb}/bring-back/{id}", opened, showReturn},
		{"POST", "/n/{nb}/bring-back/{id}", opened, doReturn},
		{"GET", "/n/{nb}/bin", opened, showBin},
		{"GET", "/n/{nb}/bin/{kind}", opened, showBinOf},
		{"POST", "/n/{nb}/bin/{kind}/{id}", opened, bringBack},
		{"GET", "/n/{nb}/order/{kind}", opened, showOrder},
		{"POST", "/n/{nb}/order/{kind}", opened, move},
		{"GET", "/n/{nb}/ideas/{kind}", opened, showIdeas},
		{"POST", "/n/{nb}/ideas/{kind}", opened, takeIdea},
		{"GET", "/n/{nb}/new/{kind}", opened, showNew},
		{"GET", "/n/{nb}/ask/{kind}", opened, beginAsking},
		{"GET", "/n/{nb}/card/{id}", opened, showCard},
		{"GET", "/n/{nb}/card/{id}/everyday", opened, showEveryday},
	}
}

// proposalRoutes are the rounds of proposals.
func proposalRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/proposals", opened, showSheet("proposal")},
		{"POST", "/n/{nb}/propose", opened, startProposal},
		{"GET", "/n/{nb}/proposal/{id}", opened, of("proposal", showRecord)},
		{"POST", "/n/{nb}/proposal/{id}", opened, of("proposal", saveRecord)},
		{"GET", "/n/{nb}/proposal/{id}/round", opened, showRound},
		{"POST", "/n/{nb}/proposal/{id}/round", opened, takeRound},
		{"GET", "/n/{nb}/proposal/{id}/mine", opened, showMine},
		{"POST", "/n/{nb}/proposal/{id}/mine", opened, takeMine},
		{"GET", "/n/{nb}/proposal/{id}/given", opened, showGiven},
		{"GET", "/n/{nb}/proposal/{id}/outcome", opened, showOutcome},
		{"POST", "/n/{nb}/proposal/{id}/outcome", opened, takeOutcome},
		{"GET", "/n/{nb}/print/ballots/{id}", opened, printBallots},
	}
}

// touchRoutes are keeping in touch and taking it home.
func touchRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/touch", opened, showTouch},
		{"POST", "/n/{nb}/touch", opened, keepTouch},
		{"GET", "/n/{nb}/calendar", opened, showCalendar},
		{"POST", "/n/{nb}/calendar", opened, saveCalendar},
		{"GET", "/n/{nb}/take-home", opened, showTakeHome},
		{"GET", "/n/{nb}/take-home/{minutes}", opened, showAgenda},
		{"GET", "/n/{nb}/areas", opened, showSheet("area")},
		{"GET", "/n/{nb}/area/{id}", opened, of("area", showRecord)},
		{"POST", "/n/{nb}/area/{id}", opened, of("area", saveRecord)},
		{"GET", "/n/{nb}/barriers", opened, showSheet("barrier")},
		{"GET", "/n/{nb}/barrier/{id}", opened, of("barrier", showRecord)},
		{"POST", "/n/{nb}/barrier/{id}", opened, of("barrier", saveRecord)},
		{"GET", "/n/{nb}/waves", opened, showSheet("wave")},
		{"GET", "/n/{nb}/wave/{id}", opened, of("wave", showRecord)},
		{"POST", "/n/{nb}/wave/{id}", opened, of("wave", saveRecord)},
		{"GET", "/n/{nb}/feedback", opened, showSheet("feedback")},
		{"GET", "/n/{nb}/feedback/{id}", opened, of("feedback", showRecord)},
		{"POST", "/n/{nb}/feedback/{id}", opened, of("feedback", saveRecord)},
		{"GET", "/n/{nb}/checkins", opened, showSheet("checkin")},
		{"GET", "/n/{nb}/checkin/{id}", opened, of("checkin", showRecord)},
		{"POST", "/n/{nb}/checkin/{id}", opened, of("checkin", saveRecord)},
	}
}

// recordRoutes are the pages of one record, and what is done on them.
func recordRoutes() []Route {
	return []Route{
		{"POST", "/n/{nb}/risk/{id}/row", opened, makeRow},
		{"POST", "/n/{nb}/activity/{id}/protocol", opened, makeProtocol},
		{"GET", "/n/{nb}/risk/{id}", opened, of("risk", showRecord)},
		{"POST", "/n/{nb}/risk/{id}", opened, of("risk", saveRecord)},
		{"GET", "/n/{nb}/risk/{id}/moves", opened, showMoves},
		{"POST", "/n/{nb}/risk/{id}/moves", opened, saveMove},
		{"GET", "/n/{nb}/risk/{id}/apart", opened, showApart},
		{"GET", "/n/{nb}/risk/{id}/apart/rate", opened, showRate},
		{"POST", "/n/{nb}/risk/{id}/apart/rate", opened, takeRating},
		{"GET", "/n/{nb}/risk/{id}/apart/spread", opened, showSpread},
		{"POST", "/n/{nb}/risk/{id}/apart/spread", opened, keepTogether},
		{"GET", "/n/{nb}/row/{id}", opened, of("row", showRecord)},
		{"POST", "/n/{nb}/row/{id}", opened, of("row", saveRecord)},
		{"GET", "/n/{nb}/action/{id}", opened, of("action", showRecord)},
		{"POST", "/n/{nb}/action/{id}", opened, of("action", saveRecord)},
		{"GET", "/n/{nb}/activity/{id}", opened, of("activity", showRecord)},
		{"POST", "/n/{nb}/activity/{id}", opened, of("activity", saveRecord)},
		{"GET", "/n/{nb}/protocol/{id}", opened, of("protocol", showRecord)},
		{"POST", "/n/{nb}/protocol/{id}", opened, of("protocol", saveRecord)},
		{"GET", "/n/{nb}/person/{id}", opened, of("person", showRecord)},
		{"POST", "/n/{nb}/person/{id}", opened, of("person", saveRecord)},
		{"GET", "/n/{nb}/actor/{id}", opened, of("actor", showRecord)},
		{"POST", "/n/{nb}/actor/{id}", opened, of("actor", saveRecord)},
		{"GET", "/n/{nb}/habit/{id}", opened, of("habit", showRecord)},
		{"POST", "/n/{nb}/habit/{id}", opened, of("habit", saveRecord)},
		{"POST", "/n/{nb}/habit/{id}/action", opened, makeAction},
		{"GET", "/n/{nb}/choice/{id}", opened, of("choice", showRecord)},
		{"POST", "/n/{nb}/choice/{id}", opened, of("choice", saveRecord)},
		{"GET", "/n/{nb}/choice/{id}/share-to", opened, showShareTo},
		{"POST", "/n/{nb}/choice/{id}/share-to", opened, shareTo},
		{"GET", "/n/{nb}/training/{id}", opened, of("training", showRecord)},
		{"POST", "/n/{nb}/training/{id}", opened, of("training", saveRecord)},
		{"GET", "/n/{nb}/source/{id}", opened, of("source", showRecord)},
		{"POST", "/n/{nb}/source/{id}", opened, of("source", saveRecord)},
		{"GET", "/n/{nb}/persona/{id}", opened, of("persona", showRecord)},
		{"POST", "/n/{nb}/persona/{id}", opened, of("persona", saveRecord)},
		{"GET", "/n/{nb}/drill/{id}", opened, of("drill", showRecord)},
		{"POST", "/n/{nb}/drill/{id}", opened, of("drill", saveRecord)},
		{"GET", "/n/{nb}/pastplan/{id}", opened, showPastPlan},
		{"POST", "/n/{nb}/pastplan/{id}", opened, savePastPlan},
		{"POST", "/n/{nb}/pastplan/{id}/back", opened, unfinish},
		{"POST", "/n/{nb}/protocol/{id}/talked", opened, talkedThrough},
		{"POST", "/n/{nb}/protocol/{id}/practised", opened, practised},
		{"GET", "/n/{nb}/protocol/{id}/versions", opened, showVersions},
	}
}

// anyRecordRoutes are what is done with a record of any kind. They stand after
// those that name a kind.
func anyRecordRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/indicator/{id}", opened, of("indicator", showRecord)},
		{"POST", "/n/{nb}/indicator/{id}", opened, of("indicator", saveRecord)},
		{"GET", "/n/{nb}/tool/{id}", opened, of("tool", showRecord)},
		{"POST", "/n/{nb}/tool/{id}", opened, of("tool", saveRecord)},
		{"POST", "/n/{nb}/{kind}/{id}/looked", opened, sayLooked},
		{"GET", "/n/{nb}/{kind}/{id}/ask/{field}", opened, showQuestion(false)},
		{"POST", "/n/{nb}/{kind}/{id}/ask/{field}", opened, answerQuestion(false)},
		{"GET", "/n/{nb}/{kind}/{id}/answer/{field}", opened, showQuestion(true)},
		{"POST", "/n/{nb}/{kind}/{id}/answer/{field}", opened, answerQuestion(true)},
		{"GET", "/n/{nb}/{kind}/{id}/asked", opened, showAsked},
		{"GET", "/n/{nb}/{kind}/{id}/beside/{field}", opened, showBeside},
		{"POST", "/n/{nb}/{kind}/{id}/beside/{field}", opened, choose},
		{"POST", "/n/{nb}/{kind}/{id}/training", opened, makeTraining},
		{"GET", "/n/{nb}/{kind}/{id}/seen", opened, showWhoSees},
		{"GET", "/n/{nb}/{kind}/{id}/history", opened, showHistory},
		{"POST", "/n/{nb}/{kind}/{id}/history", opened, putBack},
		{"POST", "/n/{nb}/{kind}/{id}/remove", opened, removeRecord},
		{"GET", "/n/{nb}/{kind}/{id}/forget", opened, askForget},
		{"POST", "/n/{nb}/{kind}/{id}/forget", opened, forget},
		{"GET", "/n/{nb}/{kind}/{id}/forget/wait", opened, waitForget},
	}
}

// passingRoutes are what leaves. What comes in stands in import.go, since a
// browser has less of it.
func passingRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/share", opened, showShare},
		{"POST", "/n/{nb}/share", opened, chooseShare},
		{"GET", "/n/{nb}/share/{id}", opened, showShare},
		{"POST", "/n/{nb}/share/{id}", opened, chooseShare},
		{"GET", "/n/{nb}/share/{id}/look", opened, showShareLook},
		{"GET", "/n/{nb}/share/{id}/print", opened, printShare},
		{"POST", "/n/{nb}/share/{id}/file", opened, saveShare},
		{"GET", "/n/{nb}/export", opened, showExport},
		{"POST", "/n/{nb}/export", opened, saveExport},
		{"POST", "/n/{nb}/columns", opened, chooseColumns},
		{"GET", "/n/{nb}/print", opened, showPrint},
		{"GET", "/n/{nb}/print/slips", opened, printSlips},
		{"GET", "/n/{nb}/print/feedback-slips", opened, printFeedbackSlips},
		{"GET", "/n/{nb}/print/agenda/{minutes}", opened, printAgenda},
		{"GET", "/n/{nb}/print/{sheet}", opened, printSheet},
		{"GET", "/n/{nb}/print/card/{id}", opened, printCard("protocol", paper.Card)},
		{"GET", "/n/{nb}/print/everyday/{id}", opened, printCard("protocol", paper.Everyday)},
		{"GET", "/n/{nb}/print/tool/{id}", opened, printCard("tool", paper.Tool)},
		{"GET", "/n/{nb}/print/checkin/{id}", opened, printCard("checkin", paper.Checkin)},
		{"GET", "/n/{nb}/print/agreed/{id}", opened, printVersion},
		{"GET", "/n/{nb}/print/pastplan/{id}", opened, printPastPlan},
	}
}

// guideRoutes stand last: the guides' names are parts in braces.
func guideRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/{guide}/paper/print", opened, printFirst},
		{"GET", "/n/{nb}/{guide}/{step}", opened, showStep},
		{"POST", "/n/{nb}/{guide}/{step}", opened, takeStep},
	}
}

// of says which kind a path is about, where it stands there as a plain word.
func of(kind string, do func(context.Context, *visit) (Response, error)) func(context.Context, *visit) (Response, error) {
	return func(ctx context.Context, v *visit) (Response, error) {
		v.args["kind"] = kind
		return do(ctx, v)
	}
}

// find returns the route for a method and a path, with the parts of the path
// that stand for the pattern's braces; nil when there is none. A literal part
// goes before one in braces, as it stands first in the table.
func find(method, path string) (*Route, map[string]string) {
	for i := range routes {
		if routes[i].Method != method {
			continue
		}
		if args, ok := match(routes[i].Pattern, path); ok {
			return &routes[i], args
		}
	}
	return nil, nil
}

// match compares part by part; the map is made only for a pattern that fits.
func match(pattern, path string) (map[string]string, bool) {
	if !fits(pattern, path) {
		return nil, false
	}
	args := map[string]string{}
	for pattern != "" {
		var part, got string
		part, pattern, _ = strings.Cut(pattern, "/")
		got, path, _ = strings.Cut(path, "/")
		if name, isArg := strings.CutPrefix(part, "{"); isArg {
			args[strings.TrimSuffix(name, "}")] = got
		}
	}
	return args, true
}

func fits(pattern, path string) bool {
	for {
		part, restOfPattern, more := strings.Cut(pattern, "/")
		got, restOfPath, goesOn := strings.Cut(path, "/")
		isArg := strings.HasPrefix(part, "{")
		if isArg && got == "" || !isArg && part != got || more != goesOn {
			return false
		}
		if !more {
			return true
		}
		pattern, path = restOfPattern, restOfPath
	}
}
