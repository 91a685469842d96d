package hosting

import (
	"path"
	"strings"
)

// An Object is what a store that serves files by itself, such as S3, has to
// be told of one as it is put there.
type Object struct{ ContentType, CacheControl string }

// ObjectOf says it of a file of the site, by its name in the site's folder.
// Nothing is ever stored as compressed alone: a store sends what it has to
// whoever asks, also to programs that cannot unpack it. The network in front
// of it compresses.
func ObjectOf(name string) Object {
	o := Object{"application/octet-stream", keepAWhile}
	if strings.HasPrefix(name, assets) {
		o.CacheControl = keepForEver
	}
	ext := strings.ToLower(path.Ext(name))
	for _, t := range types {
		if t.ext == ext {
			o.ContentType = t.mime
			return o
		}
	}
	if mime := known[ext]; mime != "" {
		o.ContentType = mime
	}
	return o
}

// known are the types of files that servers know by themselves and that a
// store, which knows none, must be told.
var known = map[string]string{
	".avif":  "image/avif",
	".br":    "application/x-brotli",
	".css":   "text/css; charset=utf-8",
	".doc":   "application/msword",
	".docx":  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".gif":   "image/gif",
	".gz":    "application/gzip",
	".htm":   "text/html; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".ico":   "image/x-icon",
	".jpeg":  "image/jpeg",
	".jpg":   "image/jpeg",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".mp3":   "audio/mpeg",
	".mp4":   "video/mp4",
	".odp":   "application/vnd.oasis.opendocument.presentation",
	".ods":   "application/vnd.oasis.opendocument.spreadsheet",
	".odt":   "application/vnd.oasis.opendocument.text",
	".pdf":   "application/pdf",
	".png":   "image/png",
	".ppt":   "application/vnd.ms-powerpoint",
	".pptx":  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".rtf":   "application/rtf",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".webp":  "image/webp",
	".woff2": "font/woff2",
	".xls":   "application/vnd.ms-excel",
	".xlsx":  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".zip":   "application/zip",
}
