package main

import (
	"os/exec"
	"runtime"
)

// openBrowser shows an address in the browser that the person uses. It is the
// one place where this program starts another: the command is fixed, and the
// address is one that we have made ourselves.
func openBrowser(address string) error {
	var command *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		command = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case "darwin":
		command = exec.Command("open", address)
	default:
		command = exec.Command("xdg-open", address)
	}
	if err := command.Start(); err != nil {
		return err
	}
	go func() { _ = command.Wait() }() // so that it leaves no trace in the system's list
	return nil
}
