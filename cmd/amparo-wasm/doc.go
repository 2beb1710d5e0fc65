//go:build js && wasm

// Command amparo-wasm is Amparo in a browser: the same pages, answered by a
// Web Worker instead of a program on the computer.
//
// web/page.js hands each link and form to the worker as a message and shows
// the page that comes back; web/worker.js runs this program. A message is
//
//	{id, method, path, query: [[name, value]], form: [[name, value]],
//	 files: [[field, name, Uint8Array]], languages, partial}
//
// and its answer
//
//	{id, status, type, body: Uint8Array, location, download, print, end}
//
// With end the page ends the worker, and with it every key. What remains are
// the sealed bytes of the vaults, which each change sends to the page as
//
//	{change: {do: "append" | "put" | "drop" | "remove", vault, box, ...}}
//
// and which the page gives to the next worker first of all, as {sealed: [...]}.
// Closing the tab forgets them, too: nothing is kept in the browser.
package main
