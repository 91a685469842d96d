package paper

import "errors"

func openWord(name string, data []byte, opt Options) (*Paper, error) {
	return nil, errors.New("files of Word cannot be imported yet\ncopy the words into a .txt file")
}
