// Prints, for each policy that it is given, the findings of csp_evaluator with a
// severity of 50 or worse (smaller is worse), one a line.
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { CspParser } from "csp_evaluator/dist/parser.js";

for (const policy of process.argv.slice(2)) {
	for (const finding of new CspEvaluator(new CspParser(policy).csp).evaluate()) {
		if (finding.severity <= 50) console.log(finding.severity, finding.directive, finding.value, finding.description);
	}
}
