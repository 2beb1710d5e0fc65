package e2e_test

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// look is how a page is looked at. The zero value is a laptop in light.
type look struct {
	width  int    // in CSS pixels; 0 means 1280
	height int    // 0 means 900
	dark   bool   // the person prefers dark
	forced bool   // the person has forced colours
	noJS   bool   // the person has switched JavaScript off
	lang   string // what the browser asks for; "" means English
	rules  string // host resolver rules, as Chromium takes them
	folder string // the profile; "" means one of its own
	bare   bool   // the engine of the browser suffices, where it is on this machine
}

// view is a page in a browser.
type view struct {
	t    *testing.T
	ctx  context.Context
	seen *seen
}

// patience is how long a page, a browser or a program is waited for before a
// test gives up. Only a test that fails anyway waits so long: a machine that
// does other things as well may keep one that does not from going on for a while.
const patience = time.Minute

// open starts a browser and shows it an address.
func open(t *testing.T, address string, l look) *view {
	t.Helper()
	needs(t, "chromium")
	ctx, end := chromedp.NewExecAllocator(context.Background(), options(l)...)
	ctx, leave := chromedp.NewContext(ctx)
	t.Cleanup(func() { leave(); end() })
	v := &view{t: t, ctx: ctx, seen: &seen{}}
	if err := chromedp.Listen(ctx, v.seen.listen); err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	v.as(l)
	v.visit(address)
	return v
}

// bareBrowser shows pages as Chromium does, by the same engine, without the
// windows, profiles and services around it: half the work for each page. Its
// letters are as wide when it is told to leave their outlines alone.
const bareBrowser = "chromium-headless-shell"

// options are how the browser is started.
func options(l look) []chromedp.ExecAllocatorOption {
	list := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(patience),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", "Translate,SpareRendererForSitePerProcess"), // no process in reserve for each page
		chromedp.Flag("lang", cmp.Or(l.lang, "en")),
		chromedp.Flag("accept-lang", cmp.Or(l.lang, "en")),
	)
	if os.Geteuid() == 0 {
		list = append(list, chromedp.NoSandbox)
	}
	if l.bare && here(bareBrowser) {
		list = append(list, chromedp.ExecPath(bareBrowser), chromedp.Flag("font-render-hinting", "none"))
	}
	if l.rules != "" {
		list = append(list, chromedp.Flag("host-resolver-rules", l.rules))
	}
	if l.folder != "" {
		list = append(list, chromedp.UserDataDir(l.folder))
	}
	return list
}

// as looks at the page in another way. Rules and profile stay.
func (v *view) as(l look) {
	v.t.Helper()
	scheme, colours := "light", "none"
	if l.dark {
		scheme = "dark"
	}
	if l.forced {
		colours = "active"
	}
	v.do("setting up the browser",
		command(network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{
			Headers: network.Headers{"Accept-Language": cmp.Or(l.lang, "en")}}),
		command(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
		command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: l.noJS}),
		command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(cmp.Or(l.width, 1280)), Height: int64(cmp.Or(l.height, 900)), DeviceScaleFactor: 1}),
		command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "forced-colors", Value: colours}}}),
	)
}

// command is a command of the browser as an action.
func command[P any](c cdp.Command[P, cdp.Empty], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, c, params)
		return err
	})
}

// do takes steps with patience, and ends the test if one does not succeed.
func (v *view) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		v.t.Fatalf("%s: %v\n%s", what, err, v.state())
	}
}

// ask is do for an action that returns something.
func ask[T any](v *view, what string, action chromedp.Action[T]) T {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	answer, err := chromedp.Run(ctx, action)
	if err != nil {
		v.t.Fatalf("%s: %v\n%s", what, err, v.state())
	}
	return answer
}

// eval evaluates an expression on the page, and waits for it if it promises.
func eval[T any](v *view, expression string) T {
	v.t.Helper()
	return ask(v, "evaluating on the page", chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// state says where the browser is, for the message of a test that ends.
func (v *view) state() string {
	ctx, cancel := context.WithTimeout(v.ctx, 3*time.Second)
	defer cancel()
	address, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return "nowhere"
	}
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.body.innerText"))
	if err != nil {
		return "at " + address
	}
	return "at " + address + "\n" + text[:min(len(text), 1500)]
}

// visit shows an address.
func (v *view) visit(address string) {
	v.t.Helper()
	v.do("visiting "+address, chromedp.Navigate(address))
	v.until("the page", settled)
}

// path shows a path of the program that is open.
func (v *view) path(path string) {
	v.t.Helper()
	scheme, rest, _ := strings.Cut(ask(v, "reading the address", chromedp.Location()), "://")
	host, _, _ := strings.Cut(rest, "/")
	v.visit(scheme + "://" + host + path)
}

// fill types a text into a field, in place of what stands there.
func (v *view) fill(selector, text string) {
	v.t.Helper()
	field := strconv.Quote(selector)
	v.until(selector, "document.querySelector("+field+") !== null")
	eval[bool](v, "{const e = document.querySelector("+field+`); e.scrollIntoView({block: "center"}); e.focus(); e.select(); true}`)
	v.do("filling "+selector, command(input.InsertText, input.InsertTextParams{Text: text}))
}

// click clicks with the mouse on what a selector finds.
func (v *view) click(selector string) {
	v.t.Helper()
	thing := strconv.Quote(selector)
	v.until(selector, "document.querySelector("+thing+")?.checkVisibility()")
	box := eval[[]float64](v, "(() => {const e = document.querySelector("+thing+`); e.scrollIntoView({block: "center"});
		const b = e.getClientRects()[0]; return [b.left + b.width / 2, b.top + b.height / 2]})()`)
	v.do("clicking "+selector, chromedp.MouseClickXY(box[0], box[1]))
}

// next clicks on something that leads to another page, and waits for it.
func (v *view) next(selector string) {
	v.t.Helper()
	v.until(selector, "document.querySelector("+strconv.Quote(selector)+") !== null")
	eval[bool](v, `document.querySelector("main")?.setAttribute("data-before", ""); true`)
	v.click(selector)
	v.until("another page", settled)
}

// settled is true on a page that is whole, and that has come since the last one
// was marked.
const settled = `document.readyState === "complete" && document.querySelector("meta[http-equiv=refresh]") === null &&
	document.querySelector("main[data-before]") === null && document.body !== null`

// until waits until an expression is true on the page.
func (v *view) until(what, expression string) {
	v.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		yes, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		if err == nil && yes {
			return
		}
		if time.Now().After(deadline) {
			v.t.Fatalf("waiting for %s: not within %v (%v)\n%s", what, patience, err, v.state())
		}
		select {
		case <-v.ctx.Done():
			v.t.Fatalf("waiting for %s: the browser has gone", what)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// text returns the text that is seen in what a selector finds.
func (v *view) text(selector string) string {
	v.t.Helper()
	v.until(selector, "document.querySelector("+strconv.Quote(selector)+") !== null")
	return eval[string](v, "document.querySelector("+strconv.Quote(selector)+").innerText")
}

// heading returns the text of the page's heading.
func (v *view) heading() string {
	v.t.Helper()
	return strings.TrimSpace(v.text("h1"))
}

// has reports whether something on the page answers to a selector.
func (v *view) has(selector string) bool {
	v.t.Helper()
	return eval[bool](v, "document.querySelector("+strconv.Quote(selector)+") !== null")
}

// picture writes what is seen to NAME.png in a folder.
func (v *view) picture(folder, name string) {
	v.t.Helper()
	png := ask(v, "taking a picture", chromedp.CaptureScreenshot())
	if err := os.MkdirAll(folder, 0o755); err != nil {
		v.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644); err != nil {
		v.t.Fatal(err)
	}
}
