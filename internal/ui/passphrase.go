package ui

import (
	"context"
	"errors"
	"strings"

	"amparo/internal/paper"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showPassphrase offers six new words.
func showPassphrase(_ context.Context, v *visit) (Response, error) {
	return v.passphrasePage("", nil)
}

func (v *visit) passphrasePage(words string, faults []fault) (Response, error) {
	offered, err := v.offered(words)
	if err != nil {
		return Response{}, err
	}
	var own []fault
	if faults != nil && faults[0].ID != "f-old" {
		own = faults
	}
	return v.page(page{Heading: v.T("Another passphrase"), Faults: faults,
		Lead: v.T("The old words stop working here. Backups made before still open with them."),
		Body: v.form("/passphrase", v.secret("old", v.T("The passphrase until now, or the letters of the paper key"), faults), html.W("h2", v.T("From now on")),
			offered, v.ownWords(own), html.E("div.go", html.W("button", v.T("Change it")), link("/settings", "", v.T("Leave it as it is"))))}), nil
}

func changePassphrase(ctx context.Context, v *visit) (Response, error) {
	words, faults := v.chosenWords()
	if faults != nil {
		return v.passphrasePage(v.req.Form.Get("offered"), faults)
	}
	err := v.desk.ChangePassphrase(ctx, v.app.host.Shelf, []byte(v.req.Form.Get("old")), []byte(words))
	if errors.Is(err, workspace.ErrLocked) {
		return v.passphrasePage(v.req.Form.Get("offered"), []fault{{"f-old", v.T("This is not the passphrase until now. Take your time.")}})
	}
	if faults := v.taken(err, "f-own"); faults != nil {
		return v.passphrasePage("", faults)
	}
	return v.see("/settings?saved=1"), err
}

// showPaperKey explains the paper key, and shows it when someone opens it.
func showPaperKey(_ context.Context, v *visit) (Response, error) {
	return v.page(page{Heading: v.T("The paper key"),
		Lead: v.T("When the words are gone, these letters open the notebook. Print them, or write them down."),
		Body: html.All(
			html.E("ul",
				html.W("li", v.T("Keep the paper away from this computer, with someone we trust.")),
				html.W("li", v.T("Whoever holds it can read everything.")),
				html.W("li", v.T("It opens a backup, too."))),
			html.E("details", html.W("summary", v.T("Show the letters")),
				html.E("div.card", html.E("p.six.key", html.A("dir", "ltr"), html.A("translate", "no"), html.Text(v.desk.PaperKey())))),
			html.E("div.go", link("/paper-key/print", "button", v.T("Print it")), link("/settings", "", v.T("Back"))))}), nil
}

// printPaperKey is the paper key as a page to print. It does not say what it
// opens.
func printPaperKey(_ context.Context, v *visit) (Response, error) {
	return printed(paper.Document{Title: v.T("Keep this safe"), Lang: v.Lang(), RTL: v.RTL(), Size: v.paper().Size, Blocks: []paper.Block{
		{Heading: strings.TrimSpace(v.desk.PaperKey()), Level: 2},
		{Text: v.T("Letters and digits only. I and L count as 1, O counts as 0.")},
	}}), nil
}
