package deploy

import (
	"context"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/streaming"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/bloberror"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blockblob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"

	"fiftysix/internal/hosting"
)

// azureStore is a container of Azure Blob Storage.
type azureStore struct {
	client       *container.Client
	name, prefix string
}

// openAzure takes the key from the environment, as the tools of Azure do; or
// else the identity that the environment or the machine has. No other program
// is asked for one.
func openAzure(a Address, around Surroundings) (Store, error) {
	s := &azureStore{name: a.host, prefix: a.prefix()}
	opt := &container.ClientOptions{ClientOptions: policy.ClientOptions{Retry: policy.RetryOptions{MaxRetries: -1}}}
	if all := around.Env("AZURE_STORAGE_CONNECTION_STRING"); all != "" {
		var err error
		if s.client, err = container.NewClientFromConnectionString(all, a.host, opt); err != nil {
			return nil, errors.New("AZURE_STORAGE_CONNECTION_STRING cannot be read")
		}
		return s, nil
	}
	account := a.said("account", around, "AZURE_STORAGE_ACCOUNT")
	at := a.said("endpoint", around)
	if account == "" {
		return nil, errors.New("the address names no storage account; it looks like this: azblob://CONTAINER?account=NAME")
	}
	if at == "" {
		at = "https://" + account + ".blob.core.windows.net"
	}
	if _, secure, err := endpoint(at); err != nil || !secure {
		return nil, errors.New("the endpoint is no address of a service, such as https://NAME.blob.core.windows.net")
	}
	at = strings.TrimSuffix(at, "/") + "/" + url.PathEscape(a.host)
	key, token := around.Env("AZURE_STORAGE_KEY"), strings.TrimPrefix(around.Env("AZURE_STORAGE_SAS_TOKEN"), "?")
	var err error
	switch {
	case key != "":
		var shared *container.SharedKeyCredential
		if shared, err = container.NewSharedKeyCredential(account, key); err == nil {
			s.client, err = container.NewClientWithSharedKeyCredential(at, shared, opt)
		}
	case token != "":
		s.client, err = container.NewClientWithNoCredential(at+"?"+token, opt)
	default:
		var identity azcore.TokenCredential
		if identity, err = azureIdentity(); err == nil {
			s.client, err = container.NewClient(at, identity, opt)
		}
	}
	if err != nil {
		return nil, errors.New("there is no key for Azure: " + secrets["azblob"])
	}
	return s, nil
}

// azureIdentity is the one that the environment describes, or the machine's.
// The library's own chain goes on to start other programs, which we never do.
func azureIdentity() (azcore.TokenCredential, error) {
	var chain []azcore.TokenCredential
	if c, err := azidentity.NewEnvironmentCredential(nil); err == nil {
		chain = append(chain, c)
	}
	if c, err := azidentity.NewWorkloadIdentityCredential(nil); err == nil {
		chain = append(chain, c)
	}
	if c, err := azidentity.NewManagedIdentityCredential(nil); err == nil {
		chain = append(chain, c)
	}
	return azidentity.NewChainedTokenCredential(chain, nil)
}

func (s *azureStore) String() string {
	return strings.TrimSuffix("azblob://"+s.name+"/"+s.prefix, "/")
}
func (s *azureStore) Close() error { return nil }
func (s *azureStore) Serves() bool { return true }

func (s *azureStore) List(ctx context.Context, _ []string) (map[string]Object, error) {
	there := map[string]Object{}
	pages := s.client.NewListBlobsFlatPager(&container.ListBlobsFlatOptions{Prefix: &s.prefix})
	for pages.More() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, s.error(err)
		}
		for _, item := range page.Segment.BlobItems {
			o := Object{Size: *item.Properties.ContentLength, MD5: item.Properties.ContentMD5}
			if item.Properties.ETag != nil {
				o.Tag = tagOf(*item.Properties.ETag)
			}
			there[strings.TrimPrefix(*item.Name, s.prefix)] = o
		}
	}
	return there, nil
}

func tagOf(etag azcore.ETag) string { return strings.Trim(string(etag), `"`) }

func (s *azureStore) blob(key string) *blockblob.Client {
	return s.client.NewBlockBlobClient(s.prefix + key)
}

func (s *azureStore) Get(ctx context.Context, key string) ([]byte, error) {
	got, err := s.blob(key).DownloadStream(ctx, nil)
	if err != nil {
		return nil, s.error(err)
	}
	defer got.Body.Close()
	data, err := io.ReadAll(got.Body)
	return data, s.error(err)
}

func (s *azureStore) Put(ctx context.Context, key string, body io.ReadSeeker, size int64, as hosting.Object) (Object, error) {
	h := md5.New()
	if _, err := io.Copy(h, body); err != nil {
		return Object{}, err
	}
	if _, err := body.Seek(0, io.SeekStart); err != nil {
		return Object{}, err
	}
	sum := h.Sum(nil)
	done, err := s.blob(key).Upload(ctx, streaming.NopCloser(body), &blockblob.UploadOptions{HTTPHeaders: &blob.HTTPHeaders{
		BlobContentType: &as.ContentType, BlobCacheControl: &as.CacheControl, BlobContentMD5: sum,
	}})
	if err != nil {
		return Object{}, s.error(err)
	}
	o := Object{Size: size, MD5: sum}
	if done.ETag != nil {
		o.Tag = tagOf(*done.ETag)
	}
	return o, nil
}

func (s *azureStore) Delete(ctx context.Context, key string) error {
	_, err := s.blob(key).Delete(ctx, nil)
	if bloberror.HasCode(err, bloberror.BlobNotFound) {
		return nil
	}
	return s.error(err)
}

// error says what an error of Azure's means, and whether it passes. The
// library's own words hold whole answers, and addresses that may be signed.
func (s *azureStore) error(err error) error {
	if err == nil {
		return nil
	}
	var told *azcore.ResponseError
	if !errors.As(err, &told) {
		if broken(err) {
			return &Temporary{Err: errors.New(plainError(err))}
		}
		return errors.New(plainError(err))
	}
	what := fmt.Sprintf("%s, status %d", told.ErrorCode, told.StatusCode)
	switch {
	case told.ErrorCode == string(bloberror.BlobNotFound):
		return fs.ErrNotExist
	case told.ErrorCode == string(bloberror.ContainerNotFound):
		return fmt.Errorf("there is no container %s\nmake it there, or look at the name of the account", s.name)
	case passing(told.StatusCode):
		t := &Temporary{Err: errors.New(what)}
		if told.RawResponse != nil {
			if seconds, err := strconv.Atoi(told.RawResponse.Header.Get("Retry-After")); err == nil {
				t.After = min(time.Duration(seconds)*time.Second, mostWait)
			}
		}
		return t
	case told.StatusCode == http.StatusForbidden || told.StatusCode == http.StatusUnauthorized:
		return fmt.Errorf("the store refuses (%s)\nlook whether the key or the identity is right, and may list, read, write and delete blobs in %s", what, s.name)
	}
	return errors.New(what)
}
