package deploy

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"fiftysix/internal/hosting"
)

// s3Store is a bucket of anything that speaks the language of Amazon's S3.
type s3Store struct {
	client         *minio.Client
	bucket, prefix string
	seen           map[string]Object // by a listing that stopped, so that the next goes on from there
	last           string            // the last key of it
}

func openS3(a Address, around Surroundings) (Store, error) {
	at := a.said("endpoint", around, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
	region := a.said("region", around, "AWS_REGION", "AWS_DEFAULT_REGION")
	if at == "" {
		at = "https://s3.amazonaws.com"
	}
	server, secure, err := endpoint(at)
	if err != nil {
		return nil, err
	}
	transport, err := minio.DefaultTransport(secure)
	if err != nil {
		return nil, err
	}
	keys := credentials.NewChainCredentials([]credentials.Provider{
		&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}, &credentials.IAM{Client: &http.Client{Transport: transport}},
	})
	if found, err := keys.GetWithContext(&credentials.CredContext{Client: &http.Client{Transport: transport}}); err != nil || found.AccessKeyID == "" {
		return nil, errors.New("there are no keys for S3: " + secrets["s3"])
	}
	client, err := minio.New(server, &minio.Options{Creds: keys, Secure: secure, Region: region, Transport: transport, MaxRetries: 1})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", a.host, err)
	}
	client.SetAppInfo("fiftysix", "1")
	return &s3Store{client: client, bucket: a.host, prefix: a.prefix()}, nil
}

func (s *s3Store) String() string { return strings.TrimSuffix("s3://"+s.bucket+"/"+s.prefix, "/") }
func (s *s3Store) Close() error   { return nil }
func (s *s3Store) Serves() bool   { return true }

// List goes on from where one stopped that failed for the moment: it may take
// many requests.
func (s *s3Store) List(ctx context.Context, _ []string) (map[string]Object, error) {
	ctx, end := context.WithCancel(ctx) // which ends the listing when an error ends us
	defer end()
	if s.seen == nil {
		s.seen = map[string]Object{}
	}
	before := len(s.seen)
	for o := range s.client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix, Recursive: true, StartAfter: s.last}) {
		if o.Err != nil {
			err := s.error(o.Err)
			var t *Temporary
			if errors.As(err, &t) {
				t.Further = len(s.seen) > before
			}
			return nil, err
		}
		s.seen[strings.TrimPrefix(o.Key, s.prefix)], s.last = object(o.Size, o.ETag), o.Key
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	there := s.seen
	s.seen, s.last = nil, ""
	return there, nil
}

// object is what S3 tells of one. An ETag that could be an MD5 checksum is one,
// unless the store encrypts with a key of its own; then it fits nothing.
func object(size int64, etag string) Object {
	o := Object{Size: size, Tag: strings.Trim(etag, `"`)}
	if sum, err := hex.DecodeString(o.Tag); err == nil && len(sum) == md5.Size {
		o.MD5 = sum
	}
	return o
}

func (s *s3Store) Get(ctx context.Context, key string) ([]byte, error) {
	r, err := s.client.GetObject(ctx, s.bucket, s.prefix+key, minio.GetObjectOptions{})
	if err != nil {
		return nil, s.error(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	return data, s.error(err)
}

func (s *s3Store) Put(ctx context.Context, key string, body io.ReadSeeker, size int64, as hosting.Object) (Object, error) {
	info, err := s.client.PutObject(ctx, s.bucket, s.prefix+key, body, size, minio.PutObjectOptions{
		ContentType: as.ContentType, CacheControl: as.CacheControl,
		SendContentMd5: true, DisableMultipart: true, // so that it is there whole or not at all, and its ETag is its checksum
	})
	return object(size, info.ETag), s.error(err)
}

func (s *s3Store) Delete(ctx context.Context, key string) error {
	return s.error(s.client.RemoveObject(ctx, s.bucket, s.prefix+key, minio.RemoveObjectOptions{}))
}

// error says what an error of S3's means, and whether it passes.
func (s *s3Store) error(err error) error {
	if err == nil {
		return nil
	}
	told := minio.ToErrorResponse(err)
	switch {
	case told.Code == "NoSuchKey":
		return fs.ErrNotExist
	case told.Code == "NoSuchBucket":
		return fmt.Errorf("there is no bucket %s at %s\nmake it there, or look at the endpoint and the region", s.bucket, s.client.EndpointURL().Host)
	case passing(told.StatusCode) || told.Code == "SlowDown" || told.Code == "RequestTimeout" || broken(err):
		return &Temporary{Err: errors.New(said(told, err))}
	case told.StatusCode == http.StatusForbidden || told.Code == "AccessDenied":
		return fmt.Errorf("the store refuses (%s)\nlook whether the keys are right, and may list, read, put and delete in %s", said(told, err), s.bucket)
	}
	return errors.New(said(told, err))
}

// said is an error without the address that was asked, which may be signed.
func said(told minio.ErrorResponse, err error) string {
	if told.Code != "" {
		return strings.TrimSpace(told.Code + ": " + strings.TrimSuffix(told.Message, "."))
	}
	return plainError(err)
}
