package hosting

import (
	"cmp"
	"path"
	"strings"
)

// Headers of a file are set in an object store such as S3, which serves its objects
// to browsers itself.
type Headers struct{ ContentType, CacheControl string }

// HeadersOf returns the headers of a file of the site, by its path. There is no
// Content-Encoding: a store sends a compressed object also to programs that
// cannot decompress it. The network in front of the store compresses.
func HeadersOf(name string) Headers {
	h := Headers{CacheControl: keepBriefly}
	if strings.HasPrefix(name, assets) {
		h.CacheControl = keepForever
	}
	ext := strings.ToLower(path.Ext(name))
	for _, t := range types {
		if t.Ext == ext {
			h.ContentType = t.MIME
		}
	}
	h.ContentType = cmp.Or(h.ContentType, commonTypes[ext], "application/octet-stream")
	return h
}

// commonTypes are those that every web server knows, and an object store does
// not.
var commonTypes = map[string]string{
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
