// The worker that holds the notebook and its keys. It fetches the program once
// and then only answers messages of the page; when it ends, everything that it
// knew is gone.
"use strict";

const policy = self.trustedTypes?.createPolicy("amparo", {
	createScriptURL: (url) => {
		if (url !== "wasm_exec.js") throw new TypeError("not one of our scripts");
		return url;
	},
});
importScripts(policy ? policy.createScriptURL("wasm_exec.js") : "wasm_exec.js");

const go = new Go();
WebAssembly.instantiateStreaming(fetch("amparo.wasm"), go.importObject)
	.then((built) => go.run(built.instance))
	.catch(() => postMessage({ cannot: true }));
