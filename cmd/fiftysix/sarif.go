package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// This file writes what is wrong for other programs: as JSON of our own, and
// as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), of which
// it keeps to what code hosts read.

// jsonProblem is a Problem as JSON has it. The names are those of the content
// format's fields: small letters and underscores.
type jsonProblem struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Width   int    `json:"width,omitempty"`
	Level   string `json:"level"`
	Concern string `json:"concern"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Fix     string `json:"fix,omitempty"`
	Excerpt string `json:"excerpt,omitempty"`
}

func writeJSON(w io.Writer, v verdict) error {
	list := make([]jsonProblem, 0, len(v.listed))
	for _, p := range v.listed {
		list = append(list, jsonProblem{
			p.File, p.Line, p.Column, p.Width, p.Level.String(), p.CategoryOf(ruleByID).String(), p.Rule,
			p.Message, p.Hint, p.Fix, p.Excerpt,
		})
	}
	return indented(w, struct {
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Advice   int           `json:"advice"`
		CanBuild bool          `json:"can_build"`
		Problems []jsonProblem `json:"problems"`
	}{v.errors, v.warnings, v.advice(), v.canBuild(), list})
}

func indented(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}

type object = map[string]any

// writeSARIF writes one run of a tool. Places are given from the folder that
// the program was started in, which is the repository's where a code host
// runs it.
func writeSARIF(w io.Writer, v verdict, sourceDir string) error {
	index := map[string]int{}
	rules := make([]object, 0, len(allRules))
	for i, r := range allRules {
		index[r.ID] = i
		rules = append(rules, sarifRule(r))
	}
	results := make([]object, 0, len(v.listed))
	for _, p := range v.listed {
		result := object{
			"ruleId": p.Rule, "level": sarifLevel(p.Level), "message": object{"text": sarifText(p)},
			"locations":           []object{{"physicalLocation": sarifPlace(p, sourceDir)}},
			"partialFingerprints": object{"fiftysixProblem/v1": fingerprint(p)},
		}
		if i, ok := index[p.Rule]; ok {
			result["ruleIndex"] = i
		}
		results = append(results, result)
	}
	return indented(w, object{
		"$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		"version": "2.1.0",
		"runs": []object{{
			"tool":        object{"driver": object{"name": "fiftysix", "rules": rules}},
			"invocations": []object{{"executionSuccessful": true}},
			"columnKind":  "unicodeCodePoints",
			"results":     results,
		}},
	})
}

func sarifRule(r source.Rule) object {
	help := r.Why + " " + r.Do
	if r.From != "" {
		help += " It rests on: " + r.From + "."
	}
	rule := object{
		"id": r.ID, "name": r.ID,
		"shortDescription":     object{"text": r.What},
		"fullDescription":      object{"text": r.What + " " + r.Why},
		"help":                 object{"text": help},
		"defaultConfiguration": object{"level": sarifLevel(r.Level)},
		"properties":           object{"tags": []string{r.Category.String()}, "problem.severity": severity(r.Level)},
	}
	if _, ok := register.Allowable[r.ID]; ok {
		rule["help"] = object{"text": help + " Where it is right as it is, name it under allow: in the file, with a reason."}
	}
	return rule
}

// sarifLevel and severity are a level as SARIF and as code hosts call it.
func sarifLevel(l source.Level) string { return [...]string{"error", "warning", "note"}[l] }
func severity(l source.Level) string   { return [...]string{"error", "warning", "recommendation"}[l] }

// sarifText is what was found and what would do, as sentences.
func sarifText(p source.Problem) string {
	text := p.Message
	if p.Hint != "" {
		text += "\n" + p.Hint
	}
	if p.Fix != "" {
		text += "\nwrite: " + p.Fix
	}
	return text
}

func sarifPlace(p source.Problem, sourceDir string) object {
	region := object{"startLine": max(p.Line, 1)}
	if p.Line > 0 && p.Column > 0 {
		region["startColumn"] = p.Column
		if p.Width > 0 {
			region["endColumn"] = p.Column + p.Width
		}
	}
	if p.Excerpt != "" {
		region["snippet"] = object{"text": p.Excerpt}
	}
	file := p.File
	if dir := filepath.Clean(sourceDir); filepath.IsLocal(dir) {
		file = path.Join(filepath.ToSlash(dir), file)
	}
	return object{"artifactLocation": object{"uri": (&url.URL{Path: file}).EscapedPath()}, "region": region}
}

// fingerprint tells a problem from others also when its line has moved.
func fingerprint(p source.Problem) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{p.Rule, p.File, p.Message, p.Excerpt}, "\n")))
	return hex.EncodeToString(sum[:16])
}
