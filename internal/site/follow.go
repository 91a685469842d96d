package site

import (
	"fiftysix/internal/inspection"
)

// This file makes the links to the feeds and calendars.

// followLink is a link to a feed or a calendar, with its own title
// for the programs that look for it in a page's head.
type followLink struct {
	link
	Type    string
	Title   string
	Address string // absolute, to be copied; "" where it is not known
}

const (
	typeFeed     = "application/atom+xml"
	typeCalendar = "text/calendar"
)

func (sh *pageContext) followLink(kind, url, title, text string) followLink {
	f := followLink{link: link{sh.href(url), text}, Type: kind, Title: title}
	if sh.base != "" {
		f.Address = sh.base + url[1:]
	}
	return f
}

// siteFollow is what every page offers to follow.
func (sh *pageContext) siteFollow() []followLink {
	if !sh.publishesData() {
		return nil
	}
	return []followLink{sh.siteFeed()}
}

func (sh *pageContext) siteFeed() followLink {
	return sh.followLink(typeFeed, sh.feedURL(), sh.siteFeedSpec().title, sh.words.text("follow.feed_link"))
}

func (sh *pageContext) siteCalendar() followLink {
	return sh.followLink(typeCalendar, sh.calendarURL(), sh.calendarTitle(), sh.words.text("follow.calendar_link"))
}

func (sh *pageContext) reportFeed(r *inspection.Report) followLink {
	n := sh.reportFeedSpec(r)
	return sh.followLink(typeFeed, n.url, n.title, sh.words.text("follow.feed_link_report"))
}

// reportCalendar is nil where the report has no day to put in one.
func (sh *pageContext) reportCalendar(r *inspection.Report) *followLink {
	if !r.HasDays() {
		return nil
	}
	f := sh.followLink(typeCalendar, sh.reportURL(r)+calendarName, sh.reportCalendarTitle(r), sh.words.text("follow.calendar_link_report"))
	return &f
}

// listFeed is the feed of a part of the list of findings.
func (sh *pageContext) listFeed(n *feedSpec) *followLink {
	f := sh.followLink(typeFeed, n.url, n.title, sh.words.text("follow.list"))
	return &f
}
