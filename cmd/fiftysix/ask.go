package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Questions are asked one after the other, and only at a terminal.

// ask prints a question and reads a line. If check refuses the answer, it prints
// why and asks again. Enter alone means usual.
func (p *program) ask(ctx context.Context, question, usual string, check func(string) error) (string, error) {
	for {
		fmt.Fprint(p.err, question)
		if usual != "" {
			fmt.Fprintf(p.err, " [%s]", usual)
		}
		fmt.Fprint(p.err, ": ")
		answer, err := p.line(ctx)
		if err != nil {
			return "", err
		}
		if answer == "" {
			answer = usual
		}
		if err = check(answer); err == nil {
			return answer, nil
		}
		fmt.Fprintln(p.err, "  "+strings.ReplaceAll(err.Error(), "\n", "\n  "))
	}
}

// choose asks a question with a few numbered answers.
func (p *program) choose(ctx context.Context, question string, choices []choice, usual string) (string, error) {
	fmt.Fprintln(p.err, question)
	for i, c := range choices {
		fmt.Fprintf(p.err, "  %d  %s\n", i+1, c.label)
	}
	answer, err := p.ask(ctx, "Number", usual, func(answer string) error {
		if _, ok := chosen(choices, answer); !ok {
			return fmt.Errorf("write a number from 1 to %d", len(choices))
		}
		return nil
	})
	value, _ := chosen(choices, answer)
	return value, err
}

// A choice is one answer to a question.
type choice struct{ value, label string }

// chosen is the value of the choice with this number or value.
func chosen(choices []choice, answer string) (string, bool) {
	for i, c := range choices {
		if answer == strconv.Itoa(i+1) || strings.EqualFold(answer, c.value) {
			return c.value, true
		}
	}
	return "", false
}

// line reads a line from the keyboard. Ctrl-C and the end of the input stop
// the command.
func (p *program) line(ctx context.Context) (string, error) {
	type answer struct {
		text string
		err  error
	}
	got := make(chan answer, 1)
	if p.typed == nil {
		p.typed = bufio.NewReader(p.in)
	}
	go func() {
		text, err := p.typed.ReadString('\n')
		if errors.Is(err, io.EOF) && text != "" {
			err = nil
		}
		got <- answer{strings.TrimSpace(text), err}
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(p.err)
		return "", ctx.Err()
	case a := <-got:
		if errors.Is(a.err, io.EOF) {
			fmt.Fprintln(p.err)
			return "", context.Canceled
		}
		return a.text, a.err
	}
}

// notEmpty checks that there is an answer.
func notEmpty(what string) func(string) error {
	return func(answer string) error {
		if answer == "" {
			return errors.New("write " + what)
		}
		return nil
	}
}
