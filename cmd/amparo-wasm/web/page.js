// The page's side of Amparo in a browser: it hands links and forms to the
// worker, and shows the pages that come back. The address in the address bar
// never changes, and nothing is kept in the browser's storage.
"use strict";

const policy = window.trustedTypes?.createPolicy("amparo", {
	createHTML: (html) => html, // only ever parsed into a document that runs nothing
	createScriptURL: (url) => {
		if (url !== "worker.js") throw new TypeError("not one of our scripts");
		return url;
	},
}) ?? { createHTML: (html) => html, createScriptURL: (url) => url };

let worker = null; // a promise of a worker that is ready
let last = 0;
const waiting = new Map();
let here = "/";

// The sealed bytes of every vault, as the changes that lead to them, in memory
// only. They outlive a worker that locking has ended; the keys do not.
let sealed = [];

function keep(change) {
	const same = (other) => other.do === "put" && change.do === "put" && other.vault === change.vault &&
		other.name === change.name && String(other.box) === String(change.box);
	sealed = sealed.filter((other) => !same(other));
	sealed.push(change);
}

// begin starts a worker, and is done when it can be asked.
function begin() {
	return new Promise((ready) => {
		const w = new Worker(policy.createScriptURL("worker.js"));
		w.onerror = cannot;
		w.onmessage = ({ data }) => {
			if (data.cannot) return cannot();
			if (data.change) return keep(data.change);
			if (data.ready) {
				w.postMessage({ sealed });
				return ready(w);
			}
			waiting.get(data.id)?.(data);
			waiting.delete(data.id);
		};
	});
}

function cannot() {
	document.getElementById("waiting")?.remove();
	const sentence = document.getElementById("cannot");
	if (sentence) sentence.hidden = false;
}

// ask hands a request to the worker and returns its answer. A worker that has
// ended is followed by a fresh one, which knows nothing.
async function ask(request) {
	worker ??= begin();
	const w = await worker;
	const id = ++last;
	const answer = new Promise((resolve) => waiting.set(id, resolve));
	w.postMessage({ id, languages: navigator.languages.join(","), form: [], files: [], partial: false, ...request });
	const response = await answer;
	if (response.end) {
		w.terminate();
		worker = null;
	}
	return response;
}

// visit asks for a path and shows what comes, following where it leads.
async function visit(request, remember = true) {
	let response = await ask(split(request));
	for (let hops = 0; response.location && hops < 10; hops++) {
		request = { method: "GET", path: response.location };
		response = await ask(split(request));
	}
	if (response.download) return save(response);
	if (response.print) return print(response);
	if (request.method === "GET") {
		here = request.path;
		if (remember) history.pushState({ path: here }, "");
	}
	show(response);
}

// split parts a path from its query.
function split(request) {
	const url = new URL(request.path, "http://here");
	return { ...request, path: decodeURIComponent(url.pathname), query: [...url.searchParams] };
}

const text = (response) => new TextDecoder().decode(response.body);
const parse = (html) => new DOMParser().parseFromString(policy.createHTML(html), "text/html");

// show puts a page in place of the one that is seen.
function show(response) {
	const page = parse(text(response));
	for (const [mine, theirs] of [[document.documentElement, page.documentElement], [document.body, page.body]]) {
		for (const name of mine.getAttributeNames()) mine.removeAttribute(name);
		for (const { name, value } of theirs.attributes) mine.setAttribute(name, value);
	}
	for (const script of page.querySelectorAll("script")) script.remove();
	document.body.replaceChildren(document.importNode(page.body, true));
	document.body.firstElementChild.replaceWith(...document.body.firstElementChild.childNodes);
	scrollTo(0, 0);
	(document.querySelector("[autofocus]") ?? document.querySelector("h1[tabindex]"))?.focus();
}

// save offers a file under its neutral name.
function save(response) {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(new Blob([response.body], { type: response.type }));
	link.download = response.download;
	link.click();
	URL.revokeObjectURL(link.href);
}

// print shows a page to print in a window of its own.
function print(response) {
	const page = parse(text(response));
	const other = open("", "_blank");
	if (!other) return;
	const sheet = new other.CSSStyleSheet();
	sheet.replaceSync([...page.querySelectorAll("style")].map((style) => style.textContent).join("\n"));
	other.document.adoptedStyleSheets = [sheet];
	for (const { name, value } of page.documentElement.attributes) other.document.documentElement.setAttribute(name, value);
	other.document.title = document.title;
	other.document.body.replaceChildren(...[...page.body.childNodes].map((node) => other.document.importNode(node, true)));
	other.print();
}

// form returns what a form would send.
async function form(element, submitter) {
	const fields = [], files = [];
	for (const [name, value] of new FormData(element, submitter)) {
		if (typeof value === "string") fields.push([name, value]);
		else if (value.name) files.push([name, value.name, new Uint8Array(await value.arrayBuffer())]);
	}
	const method = (submitter?.getAttribute("formmethod") ?? element.getAttribute("method") ?? "get").toUpperCase();
	const path = submitter?.getAttribute("formaction") ?? element.getAttribute("action") ?? here;
	if (method !== "POST") return { method: "GET", path: path.split("?")[0] + "?" + new URLSearchParams(fields) };
	return { method, path, form: fields, files };
}

// What app.js asks for, when a form saves itself or changes part of a page. The
// address stays, so the path that it is told is always this one.
window.amparoAsk = async (method, path, body) => {
	const fields = [...body].filter(([, value]) => typeof value === "string");
	let response = await ask(split({ method, path, form: fields, partial: true }));
	if (response.location) response = await ask(split({ method: "GET", path: response.location, partial: true }));
	return { status: response.status, path: location.pathname, page: policy.createHTML(text(response)) };
};

window.amparoLeave = () => {
	document.documentElement.replaceChildren(document.createElement("body"));
	visit({ method: "POST", path: "/leave" }, false);
};

// These come after those of app.js, which has a say first.
addEventListener("DOMContentLoaded", () => {
	addEventListener("click", (event) => {
		const link = event.target.closest?.("a[href]");
		const path = link?.getAttribute("href") ?? "";
		if (!path.startsWith("/") && !path.startsWith("?")) return;
		event.preventDefault();
		visit({ method: "GET", path: path.startsWith("?") ? here.split("?")[0] + path : path });
	});
	addEventListener("submit", async (event) => {
		if (event.defaultPrevented || event.target.hasAttribute("data-swap")) return;
		event.preventDefault();
		visit(await form(event.target, event.submitter));
	});
	addEventListener("popstate", (event) => visit({ method: "GET", path: event.state?.path ?? "/" }, false));
	if (typeof WebAssembly === "object") visit({ method: "GET", path: "/" }, false);
	else cannot();
});
