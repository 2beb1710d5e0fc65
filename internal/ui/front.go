package ui

import "context"

// showFront sends everyone to where she can go on: to the open notebook, to the
// door, or to the first question.
func showFront(ctx context.Context, v *visit) (Response, error) {
	if v.desk != nil {
		return v.see(v.inside()), nil
	}
	places, err := v.app.host.Shelf.List(ctx)
	if err != nil {
		return Response{}, err
	}
	if len(places) > 0 {
		return v.see("/unlock"), nil
	}
	return v.see("/start"), nil
}

// inside returns the page to begin with once a vault is open: the notebook's
// home, or the list when there are several.
func (v *visit) inside() string {
	list := v.app.desk.Notebooks()
	if v.app.current != "" {
		return v.on("home")
	}
	if len(list) == 1 {
		v.app.current = list[0].ID
		return v.on("home")
	}
	return "/notebooks"
}
