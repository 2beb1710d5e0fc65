package e2e_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// finding is something that the accessibility checker found.
type finding struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"`
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"`
}

func (f finding) String() string {
	return fmt.Sprintf("%s (%s): %s: %s", f.ID, f.Impact, f.Help, strings.Join(f.Nodes, " | "))
}

// axeCall runs the checker. Its rule on titles only asks that there is one: the
// title is the same on each page on purpose, and the focused heading names it.
const axeCall = `(async () => {
	const result = await axe.run(document, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		resultTypes: ["violations"],
	});
	return result.violations.map(v => ({id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))}));
})()`

// carryAxe has the browser keep the checker for each page to come, instead of
// sending it half a megabyte each time.
func (v *view) carryAxe() {
	v.t.Helper()
	code, err := os.ReadFile(axePath)
	if err != nil {
		v.t.Fatal(err)
	}
	ask(v, "keeping the checker", func(ctx context.Context, target *chromedp.Target) (page.AddScriptToEvaluateOnNewDocumentResult, error) {
		return cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: string(code)})
	})
}

// axe returns what the accessibility checker finds at the level of serious,
// critical or moderate on the page that is shown.
func (v *view) axe() []finding {
	v.t.Helper()
	needs(v.t, axePath)
	if !eval[bool](v, `typeof axe === "object"`) {
		code, err := os.ReadFile(axePath)
		if err != nil {
			v.t.Fatal(err)
		}
		eval[bool](v, string(code)+"; true")
	}
	var grave []finding
	for _, f := range eval[[]finding](v, axeCall) {
		if f.Impact != "minor" {
			grave = append(grave, f)
		}
	}
	return grave
}
