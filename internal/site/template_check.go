package site

import (
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"

	"fiftysix/internal/diag"
)

// check reports messages and layouts that are used and missing, and replaces
// each message that is always the same by its text.
func (l *templates) check() {
	for _, name := range sortedKeys(l.shared) {
		l.checkTree(l.shared[name], nil)
	}
	for _, page := range sortedKeys(l.own) {
		if l.own[page]["main"] == nil {
			l.problems = append(l.problems, diag.Problem{File: "layouts/" + page, Rule: RuleLayout, Message: `this layout does not say what "main" is`, Hint: `put what the page shows between {{define "main"}} and {{end}}`})
		}
		for _, name := range sortedKeys(l.own[page]) {
			l.checkTree(l.own[page][name], l.own[page])
		}
	}
	l.checkMessages()
}

// checkMessages checks the messages that the program itself uses.
func (l *templates) checkMessages() {
	for _, key := range sortedKeys(l.required) {
		p, ok := l.words.messages[key]
		if l.words.missing[key] {
			continue
		}
		if !ok {
			l.problems = append(l.problems, diag.Problem{
				File: l.words.file.Path, Rule: RuleWord,
				Message: fmt.Sprintf("the word %q is missing", key),
				Hint:    "the program itself says it; layouts/words/en.yaml of the program has it",
			})
			continue
		}
		for _, placeholder := range p.placeholders() {
			if !slices.Contains(l.required[key], placeholder) {
				l.problems = append(l.problems, l.words.file.Problem(diag.Error, RuleWord, p.at, 0,
					fmt.Sprintf("nothing fills the place {%s} in the word %q", placeholder, key),
					"places here are "+strings.Join(l.required[key], ", ")))
			}
		}
	}
}

func (l *templates) checkTree(tree *parse.Tree, own map[string]*parse.Tree) {
	if tree == nil || tree.Root == nil {
		return
	}
	c := checker{templates: l, tree: tree, own: own}
	c.list(tree.Root)
}

// checker checks one layout before any page is rendered with it.
type checker struct {
	*templates
	tree *parse.Tree
	own  map[string]*parse.Tree // what the page's own layout defines
}

func (c *checker) list(list *parse.ListNode) {
	if list == nil {
		return
	}
	for i, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.TextNode:
			if !keepsSpace.MatchString(c.files[c.tree.ParseName].Text) {
				n.Text = indentation.ReplaceAll(n.Text, []byte("\n"))
			}
		case *parse.ActionNode:
			if text, ok := c.constant(n); ok {
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(template.HTMLEscapeString(text))}
				continue
			}
		}
		c.node(node)
	}
}

// Indentation and empty lines are removed from layouts where they make no
// difference to the page.
var (
	indentation = regexp.MustCompile(`[ \t\r]*\n\s*`)
	keepsSpace  = regexp.MustCompile(`(?i)<(pre|textarea|script|style)\b`)
)

func (c *checker) node(node parse.Node) {
	branch := func(b *parse.BranchNode) {
		c.pipe(b.Pipe)
		c.list(b.List)
		c.list(b.ElseList)
	}
	switch n := node.(type) {
	case *parse.ActionNode:
		c.pipe(n.Pipe)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		c.pipe(n.Pipe)
		if c.shared[n.Name] == nil && c.own[n.Name] == nil && n.Name != "main" {
			c.report(n, n.Name, fmt.Sprintf("there is no layout called %q", n.Name), "layouts are called by their whole names, such as parts/header.html")
		}
	}
}

func (c *checker) pipe(pipe *parse.PipeNode) {
	if pipe == nil {
		return
	}
	for _, command := range pipe.Cmds {
		if name, ok := command.Args[0].(*parse.IdentifierNode); ok && (name.Ident == "msg" || name.Ident == "word") {
			c.message(command, name)
		}
		for _, arg := range command.Args {
			if inner, ok := arg.(*parse.PipeNode); ok {
				c.pipe(inner)
			}
		}
	}
}

// message checks a call of msg: that there is such a message, and that every
// placeholder is filled.
func (c *checker) message(command *parse.CommandNode, name *parse.IdentifierNode) {
	if len(command.Args) < 2 {
		c.report(command, name.Ident, name.Ident+" is called without the name of a word", `write {{msg "home.title"}}`)
		return
	}
	key, ok := command.Args[1].(*parse.StringNode)
	if !ok {
		c.report(command, name.Ident, "the name of a word must be written out", `write {{msg "home.title"}}, so that it can be checked; one that depends on the content is put into words by the program`)
		return
	}
	p, ok := c.words.messages[key.Text]
	if c.words.missing[key.Text] {
		return
	}
	if !ok {
		near := diag.Nearest(key.Text, sortedKeys(c.words.messages))
		hint := fmt.Sprintf("add it to %s", c.words.file.Path)
		if near != "" {
			hint += fmt.Sprintf(", or did you mean %q?", near)
		}
		c.report(key, key.Quoted, fmt.Sprintf("the word %q is not in %s", key.Text, c.words.file.Path), hint)
		return
	}
	var given []string
	for i := 2; i < len(command.Args); i += 2 {
		if name, ok := command.Args[i].(*parse.StringNode); ok {
			given = append(given, name.Text)
		}
	}
	for _, placeholder := range p.placeholders() {
		if !slices.Contains(given, placeholder) {
			place := c.words.file.Problem(diag.Error, RuleWord, p.at, 0, "", "")
			c.report(key, key.Quoted, fmt.Sprintf("the word %q wants {%s}, which is not given here", key.Text, placeholder),
				fmt.Sprintf("it stands at %s:%d", place.File, place.Line))
		}
	}
}

// constant is the text of an action that shows a message without placeholders.
func (c *checker) constant(action *parse.ActionNode) (string, bool) {
	if len(action.Pipe.Decl) > 0 || len(action.Pipe.Cmds) != 1 || len(action.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	args := action.Pipe.Cmds[0].Args
	name, isName := args[0].(*parse.IdentifierNode)
	key, isKey := args[1].(*parse.StringNode)
	if !isName || !isKey || name.Ident != "msg" && name.Ident != "word" {
		return "", false
	}
	p, ok := c.words.messages[key.Text]
	if !ok {
		return "", false
	}
	return p.static()
}

// report adds a Problem at a node of the tree, once.
func (c *checker) report(node parse.Node, meant, message, hint string) {
	file := c.files[c.tree.ParseName]
	at := int(node.Position())
	if i := strings.Index(file.Text[min(at, len(file.Text)):], meant); i >= 0 && i < 200 {
		at += i
	}
	p := file.Problem(diag.Error, RuleLayout, at, len(meant), message, hint)
	if !slices.Contains(c.problems, p) {
		c.problems = append(c.problems, p)
	}
}
