package e2e_test

import (
	"net/url"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// seen is what a browser asked for and complained about.
type seen struct {
	mutex      sync.Mutex
	requests   []string // addresses, in order
	complaints []string // console errors, exceptions, refusals of the policy
}

func (s *seen) listen(event any) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		s.requests = append(s.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		s.complaints = append(s.complaints, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			for _, arg := range e.Args {
				s.complaints = append(s.complaints, string(arg.Value)+arg.Description)
			}
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			s.complaints = append(s.complaints, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// hosts returns the hosts that were asked for anything, sorted.
func (s *seen) hosts() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var list []string
	for _, address := range s.requests {
		u, err := url.Parse(address)
		if err == nil && u.Host != "" && !slices.Contains(list, u.Host) {
			list = append(list, u.Host)
		}
	}
	slices.Sort(list)
	return list
}

// errors returns what the browser complained about.
func (s *seen) errors() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return slices.Clone(s.complaints)
}
