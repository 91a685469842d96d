package main

import (
	"context"
	"fmt"
	"io/fs"
	"path"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/scaffold"
)

const aboutNewPage = `New page makes the file of a plain page, such as one on how you follow up.

  fiftysix new page "How we follow up" --in-menu

A new page is a draft, which the public cannot see, until you take that line out.`

func (p *program) newPageCommand(f *flags) *cobra.Command {
	var id string
	var inMenu bool
	command := &cobra.Command{
		Use:   "page title",
		Short: "Make the file of a plain page",
		Long:  aboutNewPage,
		Args:  atMost(1),
		RunE: func(command *cobra.Command, args []string) error {
			return p.newPage(command.Context(), f, argument(args, 0), id, inMenu)
		},
	}
	command.Flags().StringVar(&id, "id", "", "the `name` of its file, without .md, and of its address")
	command.Flags().BoolVar(&inMenu, "in-menu", false, "put it in the menu at the top of every page")
	return command
}

// newPage makes a page's file.
func (p *program) newPage(ctx context.Context, f *flags, title, id string, inMenu bool) error {
	site, err := p.openSite(f)
	if err != nil {
		return err
	}
	defer site.close()
	if title, err = p.require(ctx, content.Manual()[content.PageFile].Help("title"), "the title", "The page's title", title); err != nil {
		return err
	}
	if id == "" {
		id = scaffold.Slug(title)
	}
	if why := content.BadPageID(id); why != "" {
		return fmt.Errorf("the file of a page cannot be named %q: %s\nchoose another name with --id, such as --id follow-up", id+".md", why)
	}
	file := scaffold.Page(id, title, inMenu)
	if _, err := fs.Stat(site.files, path.Join(inspection.ContentDir, id+".md")); err == nil {
		return fmt.Errorf("there is a page %s already\nopen it, or choose another name with --id", file.Path)
	}
	if err := writeNew(f.source, []scaffold.File{file}); err != nil {
		return err
	}
	fmt.Fprintln(p.out, file.Path)
	p.printer(f).line("it is a draft: open that file, write the page, and take the line \"draft: true\" out when it may be seen")
	return nil
}
