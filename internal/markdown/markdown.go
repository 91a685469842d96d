package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown reads CommonMark, tables, notes and bare URLs, and nothing else. The
// GFM bundle is left out on purpose: it strikes through "~£20m a year~ish".
// goldmark's renderers are not used: see render.go.
var markdown = parser.NewParser(
	parser.WithBlockParsers(append(parser.DefaultBlockParsers(), util.Prioritized(noteBlockParser{}, 999))...),
	parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
		util.Prioritized(noteRefParser{}, 101), // before links, which would take [^1] for their own
		util.Prioritized(extension.NewLinkifyParser(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})), 999))...),
	parser.WithParagraphTransformers(
		util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewTableASTTransformer(), 0)), // \| within code within a cell
)

// goldmark's own footnotes are not used: they move every definition to one
// list, forget where references are, drop what is not referred to in
// silence, and number by document where we number by text.

var (
	kindNote    = ast.NewNodeKind("Note")
	kindNoteRef = ast.NewNodeKind("NoteRef")
)

// noteNode is a footnote: "[^1]: words", at the top level of the document, with further
// paragraphs indented by four spaces.
type noteNode struct {
	ast.BaseBlock
	label  string // as written
	length int    // of "[^1]:"
}

func (n *noteNode) Kind() ast.NodeKind            { return kindNote }
func (n *noteNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (n *noteRef) Kind() ast.NodeKind             { return kindNoteRef }
func (n *noteRef) Dump(source []byte, level int)  { ast.DumpHelper(n, source, level, nil, nil) }

// noteRef is a reference to a footnote: "[^1]".
type noteRef struct {
	ast.BaseInline
	note   *noteNode
	length int
}

// notesKey is the key of a *noteBook in the parser's context.
var notesKey = parser.NewContextKey()

// noteBook has the notes of one file.
type noteBook struct {
	byLabel map[string]*noteNode
	all     []*noteNode // in the file's order, also those whose label was taken
	missing [][2]int    // offset and length of references without a note
}

func notesOf(pc parser.Context) *noteBook {
	return pc.ComputeIfAbsent(notesKey, func() any { return &noteBook{byLabel: map[string]*noteNode{}} }).(*noteBook)
}

// notes returns the notes of the file.
func (r *reading) notes() *noteBook { return notesOf(r.context) }

// noteLabel reads "[^label]" at the start of line. A label is at most 100
// bytes, so that no run of brackets is searched over and over.
func noteLabel(line []byte) (label []byte, length int, ok bool) {
	if !bytes.HasPrefix(line, []byte("[^")) {
		return nil, 0, false
	}
	end := bytes.IndexAny(line[:min(len(line), 103)], "]\n")
	if end < 0 || line[end] != ']' {
		return nil, 0, false
	}
	label = line[2:end]
	return label, end + 1, len(bytes.TrimSpace(label)) > 0 && bytes.IndexByte(label, '[') < 0
}

type noteBlockParser struct{}

func (noteBlockParser) Trigger() []byte             { return []byte{'['} }
func (noteBlockParser) CanInterruptParagraph() bool { return true }
func (noteBlockParser) CanAcceptIndentedLine() bool { return false }

func (noteBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	// Only at the top level, as notes in notes in quotes could nest without end.
	if at < 0 || parent.Kind() != ast.KindDocument {
		return nil, parser.NoChildren
	}
	label, length, ok := noteLabel(line[at:])
	if !ok || at+length >= len(line) || line[at+length] != ':' {
		return nil, parser.NoChildren
	}
	n := &noteNode{label: string(label), length: length + 1}
	book := notesOf(pc)
	book.all = append(book.all, n)
	if key := util.ToLinkReference(label); book.byLabel[key] == nil {
		book.byLabel[key] = n
	}
	reader.AdvanceAndSetPadding(at+length+1-segment.Padding, segment.Padding)
	return n, parser.HasChildren
}

func (noteBlockParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (noteBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

type noteRefParser struct{}

// "!" too, or the exclamation mark of "Never![^1]" would begin an image.
func (noteRefParser) Trigger() []byte { return []byte{'!', '['} }

func (noteRefParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	bang := 0
	if line[0] == '!' {
		bang = 1
	}
	label, length, ok := noteLabel(line[bang:])
	if !ok {
		return nil
	}
	book, at := notesOf(pc), segment.Start+bang
	note := book.byLabel[util.ToLinkReference(label)]
	if note == nil {
		after := line[bang+length:]
		if bang == 0 && (len(after) == 0 || after[0] != '(') { // [^x](y) is a link
			book.missing = append(book.missing, [2]int{at, length})
		}
		return nil
	}
	if bang == 1 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(at))
	}
	block.Advance(bang + length)
	ref := &noteRef{note: note, length: length}
	ref.SetPos(at)
	return ref
}
