package deploy

import (
	"context"
	"encoding/base64"
	"net"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"
)

// TestAzure asks Azurite, Microsoft's own stand-in for Azure Blob Storage. It
// comes from npm with 295 packages, 186 MB, so that neither the gate nor the long run
// installs it. To run this test: npm install azurite somewhere, and set
// AZURITE to its node_modules/.bin/azurite-blob.
func TestAzure(t *testing.T) {
	program := os.Getenv("AZURITE")
	if program == "" {
		t.Skip("Azurite is 186 MB of packages; install it and set AZURITE to node_modules/.bin/azurite-blob")
	}
	at := freePort(t)
	host, port, _ := net.SplitHostPort(at)
	key := base64.StdEncoding.EncodeToString([]byte("a key of the test's own, and of nothing else"))
	run := exec.Command(program, "--blobHost", host, "--blobPort", port, "--location", t.TempDir(), "--silent", "--skipApiVersionCheck")
	run.Env = append(os.Environ(), "AZURITE_ACCOUNTS=office:"+key)
	listening(t, run, "successfully listen", true)
	target, _ := url.Parse("http://" + at)
	proxy := httputil.NewSingleHostReverseProxy(target)
	f := &faulty{next: proxy, each: 20}
	server := httptest.NewServer(f)
	defer server.Close()
	connection := "DefaultEndpointsProtocol=http;AccountName=office;AccountKey=" + key + ";BlobEndpoint="
	made, err := container.NewClientFromConnectionString(connection+"http://"+at+"/office;", "web", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := made.Create(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AZURE_STORAGE_CONNECTION_STRING", connection+server.URL+"/office;")
	s := open(t, "azblob://web/inspections")
	twice(t, s, howMany())
	t.Logf("%d files, %d requests, %d of them failed", howMany(), f.n.Load(), f.faults.Load())
	page, err := made.NewBlobClient("inspections/index.html").GetProperties(context.Background(), nil)
	if err != nil || *page.ContentType != "text/html; charset=utf-8" || *page.CacheControl != "public, max-age=300" {
		t.Errorf("a page was put with %v, %v: %v", page.ContentType, page.CacheControl, err)
	}
	_, err = Deploy(context.Background(), open(t, "azblob://nowhere"), large(5, 1), free)
	if err == nil || !strings.Contains(err.Error(), "there is no container nowhere") || strings.Contains(err.Error(), key) {
		t.Errorf("no container: %v", err)
	}
}
