package ui

import (
	"bytes"
	"context"

	"amparo/internal/ui/html"
)

// showBackup offers everything in one sealed file.
func showBackup(_ context.Context, v *visit) (Response, error) {
	make := html.All(
		html.W("p.note", v.T("It is sealed. The passphrase of today opens it, or the paper key. Without one of them, nobody can.")),
		v.form("/backup", html.E("div.go", html.W("button", v.T("Save a sealed backup")), link("/settings", "", v.T("Back")))))
	if v.desk.Passing() {
		make = v.stays()
	}
	return v.page(page{Heading: v.T("A sealed backup"), Place: "pass",
		Lead: v.T("All notebooks behind this passphrase, in one file. With it we start again on another computer."),
		Body: html.All(
			html.E("ul",
				html.W("li", v.T("Keep it away from this computer: on a stick, or with someone we trust.")),
				html.W("li", v.T("What is removed later is still in it. Old backups can be thrown away.")),
				html.W("li", v.T("To bring it back, choose “We have a backup to bring back” on the first page."))),
			make)}), nil
}

// saveBackup is the sealed file. Its name says nothing.
func saveBackup(ctx context.Context, v *visit) (Response, error) {
	if v.desk.Passing() {
		return v.see("/backup"), nil
	}
	var b bytes.Buffer
	if err := v.desk.Backup(ctx, &b); err != nil {
		return Response{}, err
	}
	return Response{Status: 200, Type: "application/octet-stream", Body: b.Bytes(), Download: "notes.sealed"}, nil
}

// showVerify reads everything once, and says in a sentence what it found.
func showVerify(ctx context.Context, v *visit) (Response, error) {
	report, err := v.desk.Verify(ctx)
	if err != nil {
		return Response{}, err
	}
	said := html.W("p.lead", v.T("Everything is as we wrote it."))
	if n := len(report.Findings); n > 0 {
		said = html.All(
			html.W("p.lead", v.N("%d notebook is not quite as it was written.", "%d notebooks are not quite as they were written.", n)),
			html.W("p", v.T("We leave it as it is, so that nothing more is lost. A backup from before can be brought back beside it.")))
	}
	return v.page(page{Heading: v.T("Is everything as we wrote it?"), Body: html.All(said,
		html.E("p.quiet", html.Text(v.N("%d notebook looked at.", "%d notebooks looked at.", report.Notebooks)+" "+
			v.N("%d seal opened.", "%d seals opened.", report.Entries+report.Snapshots)+" "+
			v.N("%d signature checked.", "%d signatures checked.", report.Signatures))),
		html.E("div.go", link("/settings", "button.second", v.T("Back"))))}), nil
}
