package publish

import (
	"crypto/sha256"
	"hash"
	"os"
)

// A chunk is the part of an output that is in memory at once. Inspected chunks overlap,
// so that a match across a boundary is found.
const (
	chunkSize    = 256 << 10
	chunkOverlap = 16 << 10
)

// A chunkWriter collects what is written into chunks.
type chunkWriter struct {
	next    func(chunk []byte, last bool) error // gets every byte once
	inspect func(chunk []byte) error            // gets chunks that overlap; may be nil
	buf     *[]byte
	overlap int   // how many bytes at the beginning of buf next has had
	err     error // the first of next or inspect
}

func (w *chunkWriter) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0 && w.err == nil; {
		n := min(len(rest), chunkSize-len(*w.buf))
		*w.buf = append(*w.buf, rest[:n]...)
		rest = rest[n:]
		if len(*w.buf) == chunkSize {
			w.flush(false)
		}
	}
	if w.err != nil {
		return 0, w.err
	}
	return len(p), nil
}

func (w *chunkWriter) flush(last bool) {
	chunk := *w.buf
	if w.inspect != nil {
		w.err = w.inspect(chunk)
	}
	if w.err == nil {
		w.err = w.next(chunk[w.overlap:], last)
	}
	if !last {
		w.overlap = chunkOverlap
		*w.buf = append(chunk[:0], chunk[len(chunk)-chunkOverlap:]...)
	}
}

// close ends the output, given the error of rendering it. An error of next or inspect
// takes precedence, as it is the cause of the other.
func (w *chunkWriter) close(err error) error {
	if w.err == nil && err == nil {
		w.flush(true)
	}
	if w.err != nil {
		return w.err
	}
	return err
}

// A fileWriter hashes one file as it is rendered, and stages it unless the output folder
// has it already. A file smaller than a chunk is compared before anything is written;
// a larger one is staged as it comes, and removed again if it is the same.
type fileWriter struct {
	chunkWriter
	*worker
	file    *file
	outcome *outcome
	exists  bool // there is a file to compare with
	staged  *os.File
	sum     hash.Hash
	size    int64
	whole   []byte // the content, if it is smaller than a chunk
}

// newFileWriter returns a writer for f that uses the buffer.
func (w *worker) newFileWriter(f *file, o *outcome, buf *[]byte, inspect func([]byte) error) (*fileWriter, error) {
	*buf = (*buf)[:0]
	to := &fileWriter{worker: w, file: f, outcome: o, sum: sha256.New()}
	to.chunkWriter = chunkWriter{next: to.add, inspect: inspect, buf: buf}
	var err error
	to.exists, err = w.b.statExisting(f, o)
	if err != nil {
		return nil, compareError(f, err)
	}
	return to, nil
}

func (w *fileWriter) add(chunk []byte, last bool) error {
	w.sum.Write(chunk)
	w.size += int64(len(chunk))
	if w.size == int64(len(chunk)) && last {
		w.whole = chunk
		return nil
	}
	if !w.stages() || len(chunk) == 0 {
		return nil
	}
	if err := w.open(); err != nil {
		return err
	}
	return w.onDisk(w.st.disk.do("write", w.file.path, func() error {
		_, err := w.staged.Write(chunk)
		return err
	}))
}

// stages reports whether the file is to be written to the stage.
func (w *fileWriter) stages() bool { return w.st != nil && len(w.outcome.foreign) == 0 }

// stagedName is the file's name in the stage. New files are in a tree like the site's,
// so that a new folder can be moved whole; changed ones are in one flat folder, as
// making folders takes most of the time.
func (w *fileWriter) stagedName() string {
	if w.exists {
		return changedName(w.outcome.index)
	}
	return w.file.path
}

func (w *fileWriter) open() (err error) {
	if w.staged == nil {
		w.staged, err = w.st.create(w.stagedName(), w.file.path)
	}
	return w.onDisk(err)
}

// onDisk records that an error is one of the disk.
func (w *fileWriter) onDisk(err error) error {
	w.outcome.disk = w.outcome.disk || err != nil
	return err
}

// finish ends the file, given the error of rendering it.
func (w *fileWriter) finish(rendering error) error {
	defer func() {
		if w.staged != nil {
			w.staged.Close() // after an error
		}
	}()
	if err := w.close(rendering); err != nil {
		if w.err != nil {
			return err
		}
		return renderError(w.file, err)
	}
	f := w.file
	f.entry = entry{[sha256.Size]byte(w.sum.Sum(nil)), w.size}
	if w.exists {
		same, err := w.b.hasContent(f.path, f.entry)
		if err != nil {
			return compareError(f, err)
		}
		w.b.setState(f, w.outcome, same)
	}
	if !w.stages() {
		return nil
	}
	return w.onDisk(w.finishStaged())
}

func (w *fileWriter) finishStaged() error {
	f := w.file
	if w.staged == nil {
		if f.state == isSame {
			return nil
		}
		return w.st.put(w.stagedName(), f.path, w.whole, false)
	}
	staged := w.staged
	w.staged = nil
	err := w.st.disk.do("write", f.path, func() error { return w.st.close(staged, false, nil) })
	if err == nil && f.state == isSame {
		err = w.st.disk.do("remove", f.path, func() error { return os.Remove(w.st.at(w.stagedName())) })
	}
	return err
}
