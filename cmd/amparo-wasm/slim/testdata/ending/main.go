// Command ending ends in a bad way, as its argument says. The tests look at
// how it ends once it is slimmed.
package main

import (
	"os"
	"runtime"
	"sync"
)

func main() {
	switch os.Args[1] {
	case "well":
		runtime.GC()
	case "panic":
		ofOneWhoIsNamed(os.Args[2:])
	case "elsewhere":
		go ofOneWhoIsNamed(os.Args[2:])
		select {}
	case "waiting":
		var never sync.WaitGroup
		never.Add(1)
		never.Wait()
	}
}

//go:noinline
func ofOneWhoIsNamed(none []string) { println(none[7]) }
