package e2e_test

// inspection looks at the page that is shown and returns a sentence for each
// thing that a person would stumble over. It needs no library, so that it can
// be read.
const inspection = `(() => {
	const found = [];
	const say = (what, el) => found.push(what + (el ? ": " + el.cloneNode(false).outerHTML.replace(/[0-9a-f]{32}|[0-9a-z]{16}/g, "ID").slice(0, 140) : ""));
	const seen = el => el.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !el.closest(".skip, [hidden]");
	const root = document.documentElement;

	if (document.title !== "Notes") say("the title says something");
	if (root.scrollWidth > root.clientWidth) {
		const wide = [...document.body.querySelectorAll("*")].filter(el => {
			const box = el.getBoundingClientRect();
			return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
		});
		say("sideways scroll, " + root.scrollWidth + " px", wide.pop());
	}
	if (performance.getEntriesByType("navigation")[0]?.decodedBodySize > 60000) say("a page of over 60 kB");
	if (document.querySelectorAll("h1").length !== 1) say("not one heading");

	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (const small = new Set(); walker.nextNode();) {
		const el = walker.currentNode.parentElement;
		if (!walker.currentNode.data.trim() || small.has(el) || !seen(el)) continue;
		const style = getComputedStyle(el), size = parseFloat(style.fontSize), line = parseFloat(style.lineHeight);
		small.add(el);
		if (size < 15.99 && !el.closest("svg, sup")) say("text of " + size + " px", el);
		if (root.lang === "ar" && el.matches("p, li, td, label, dd") && line / size < 1.69) say("a line height of " + line / size, el);
	}

	for (const el of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
		if (!seen(el)) continue;
		const box = el.getBoundingClientRect();
		const inText = el.matches("a") && getComputedStyle(el).display === "inline";
		const target = el.matches("[type=radio], [type=checkbox]") && el.closest("label") ? el.closest("label").getBoundingClientRect() : box;
		if (!inText && (target.width < 23.9 || target.height < 23.9)) say("a small target", el);
		if (el.matches("main .go button, main a.button, main .go a.button") && !el.matches(".small, .link") && target.height < 43.9) say("a primary target under 44 px", el);
		if (el.matches("input:not([type=radio], [type=checkbox], [type=file], [type=submit]), textarea") && el.autocomplete !== "off") say("a field that a browser may write down", el);
		if (el.matches("textarea, input:not([type]), input[type=text]") && el.dir !== "auto") say("a field without a direction of its own", el);
	}
	if (root.lang === "ar") {
		const text = document.body.innerText.split("\n").filter(line => /[A-Za-z]{2,} [a-z]{2,}/.test(line));
		if (text.length > 0) say("not said in Arabic: " + text[0]);
	}
	if (/%s|%d/.test(document.body.innerText)) say("a placeholder that nobody filled");
	return found;
})()`

// covered focuses everything that can have the focus, and returns what is then
// hidden behind something else.
const covered = `(() => {
	const found = [];
	const before = document.activeElement;
	for (const el of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
		if (!el.checkVisibility({visibilityProperty: true})) continue;
		el.focus();
		if (document.activeElement !== el) continue;
		const box = el.getBoundingClientRect();
		const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 2);
		const top = document.elementFromPoint(x, y);
		if (top && !el.contains(top) && !top.contains(el) && !top.closest("label")?.contains(el)) found.push("covered by " + top.outerHTML.slice(0, 60) + ": " + el.outerHTML.slice(0, 100));
	}
	before?.focus();
	return found;
})()`
