package e2e_test

import (
	"os/exec"
	"strings"
	"testing"
)

// evaluatorPath is where npm puts the evaluator of policies.
const evaluatorPath = "node_modules/csp_evaluator/dist/evaluator.js"

// S9: the policies that the program really sends have no finding that matters;
// a policy that is too wide has one.
func TestPoliciesHoldBeforeTheEvaluator(t *testing.T) {
	needs(t, "node", evaluatorPath)
	p := newPlace(t)
	p.run("init", "--label", "Kitchen")
	v := p.serve()
	v.unlock()
	for _, path := range []string{"/", v.nb + "/plan", v.nb + "/print/plan", "/static/app.js"} {
		res, err := v.client.Get(v.base + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		policy := res.Header.Get("Content-Security-Policy")
		if found := evaluate(t, policy); policy == "" || found != "" {
			t.Errorf("%s: %q: %s", path, policy, found)
		}
	}
	if evaluate(t, "script-src 'self' 'unsafe-inline'") == "" {
		t.Error("the evaluator finds nothing in a policy that allows everything")
	}
}

func evaluate(t *testing.T, policy string) string {
	t.Helper()
	out, err := exec.Command("node", "policy.mjs", policy).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return strings.TrimSpace(string(out))
}
