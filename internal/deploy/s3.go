package deploy

import (
	"cmp"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"fiftysix/internal/hosting"
)

// s3Store is a bucket of Amazon S3, or of any store with the same API.
type s3Store struct {
	client         *minio.Client
	bucket, prefix string
	seen           map[string]Object // by a listing that failed, so that the next continues it
	last           string            // the last key of that listing
}

func openS3(a Address, env Env) (Store, error) {
	address := cmp.Or(a.setting("endpoint", env, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"), "https://s3.amazonaws.com")
	region := a.setting("region", env, "AWS_REGION", "AWS_DEFAULT_REGION")
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, errors.New("the endpoint is no address of a service, such as https://s3.eu-west-2.amazonaws.com")
	}
	secure := u.Scheme == "https"
	transport, err := minio.DefaultTransport(secure)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Transport: transport}
	keys := credentials.NewChainCredentials([]credentials.Provider{
		&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}, &credentials.IAM{Client: client},
	})
	if found, err := keys.GetWithContext(&credentials.CredContext{Client: client}); err != nil || found.AccessKeyID == "" {
		return nil, errors.New("there are no keys for S3: " + schemes[0].signIn)
	}
	s3, err := minio.New(u.Host, &minio.Options{Creds: keys, Secure: secure, Region: region, Transport: transport, MaxRetries: 1})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", a.host, err)
	}
	s3.SetAppInfo("fiftysix", "1")
	return &s3Store{client: s3, bucket: a.host, prefix: a.prefix()}, nil
}

func (s *s3Store) String() string { return strings.TrimSuffix("s3://"+s.bucket+"/"+s.prefix, "/") }
func (s *s3Store) Close() error   { return nil }

func (s *s3Store) ServesPublic() bool { return true }

// List takes many requests for a large site. After a temporary error the next
// List continues where that one stopped.
func (s *s3Store) List(ctx context.Context, _ []string) (map[string]Object, error) {
	ctx, end := context.WithCancel(ctx) // ends the listing if we return early
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
				t.Progress = len(s.seen) > before
			}
			return nil, err
		}
		s.seen[strings.TrimPrefix(o.Key, s.prefix)], s.last = object(o.Size, o.ETag), o.Key
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	objects := s.seen
	s.seen, s.last = nil, ""
	return objects, nil
}

// object takes an ETag that could be an MD5 checksum for one. Where the store
// encrypts with a key of its own it is not, and then it matches no file.
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

func (s *s3Store) Put(ctx context.Context, key string, body io.ReadSeeker, size int64, as hosting.Headers) (Object, error) {
	info, err := s.client.PutObject(ctx, s.bucket, s.prefix+key, body, size, minio.PutObjectOptions{
		ContentType: as.ContentType, CacheControl: as.CacheControl,
		SendContentMd5: true, DisableMultipart: true, // the object is whole or not at all, and its ETag is its checksum
	})
	return object(size, info.ETag), s.error(err)
}

func (s *s3Store) Delete(ctx context.Context, key string) error {
	return s.error(s.client.RemoveObject(ctx, s.bucket, s.prefix+key, minio.RemoveObjectOptions{}))
}

// error explains an error of S3. One that may pass becomes Temporary.
func (s *s3Store) error(err error) error {
	if err == nil {
		return nil
	}
	response := minio.ToErrorResponse(err)
	text := safeText(response, err)
	switch {
	case response.Code == "NoSuchKey":
		return fs.ErrNotExist
	case response.Code == "NoSuchBucket":
		return fmt.Errorf("there is no bucket %s at %s\nmake it there, or look at the endpoint and the region", s.bucket, s.client.EndpointURL().Host)
	case temporaryStatus(response.StatusCode) || response.Code == "SlowDown" || response.Code == "RequestTimeout" || isNetworkError(err):
		return &Temporary{Err: errors.New(text)}
	case response.StatusCode == http.StatusForbidden || response.Code == "AccessDenied":
		return fmt.Errorf("the store refuses (%s)\nlook whether the keys are right, and may list, read, put and delete in %s", text, s.bucket)
	}
	return errors.New(text)
}

// safeText is an error without the URL of the request, which may be signed.
func safeText(response minio.ErrorResponse, err error) string {
	if response.Code != "" {
		return strings.TrimSpace(response.Code + ": " + strings.TrimSuffix(response.Message, "."))
	}
	var request *url.Error
	if errors.As(err, &request) {
		err = request.Err
	}
	return err.Error()
}
