//! Atom feeds of what changed: one of the whole collection, and one of each charter of which something is kept.
//!
//! Ids are made of what they name and begin with `urn:uuid:`, so that they stay where the site is moved, and need no address.

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use jiff::Timestamp;
use serde::Serialize;

use super::page::changes::all;
use super::page::changes::history::MOST;
use super::page::changes::shown::{ShownRevision, history_path, lasting, revision_id};
use super::site::Site;
use super::{Job, Page};
use crate::error::Error;
use crate::model::change::Revision;
use crate::model::comparison::Profile;

/// How many changes of a revision an entry shows.
const MOST_CHANGES: usize = 100;

/// The feeds.
pub(super) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let whole: Job<'a> = Box::new(move || whole(site));
    let of_charter = |(profile, history): (&'a Profile, &'a super::History)| -> Job<'a> {
        Box::new(move || {
            let revisions = history.revisions.iter().rev().take(MOST).map(|revision| (profile, revision));
            let about = About {
                path: format!("changes/{}.atom", profile.id),
                page: history_path(profile),
                title: format!("{}: changes to its charter", profile.facts.name),
                known: history.last().map(|seen| seen.date),
            };
            feed(site, &about, revisions.collect())
        })
    };
    std::iter::once(whole).chain(site.kept().map(of_charter)).collect()
}

fn whole(site: &Site<'_>) -> Result<Page, Error> {
    let about = About {
        path: "changes.atom".to_owned(),
        page: "changes.html".to_owned(),
        title: format!("{}: what changed", site.input.name),
        known: site.kept().filter_map(|(_, history)| history.last()).map(|seen| seen.date).max(),
    };
    feed(site, &about, all(site).into_iter().take(MOST).collect())
}

/// A feed without its entries.
struct About {
    path: String,
    /// The page that it goes with.
    page: String,
    title: String,
    /// When something was last looked at; the day of the build stands in where nothing ever was.
    known: Option<Timestamp>,
}

fn feed(site: &Site<'_>, about: &About, revisions: Vec<(&Profile, &Revision)>) -> Result<Page, Error> {
    let built =
        site.input.today.to_zoned(jiff::tz::TimeZone::UTC).map(|day| day.timestamp()).unwrap_or_default();
    let changed = revisions.iter().map(|(_, revision)| revision.to).max();
    let entries = revisions.into_iter().map(|(profile, revision)| entry(site, about, profile, revision));
    let mut links = vec![link("alternate", "text/html", &address(site, about, &about.page))];
    // A feed says where it is itself by its whole address, or not at all.
    if !site.input.address.is_empty() {
        links.push(link("self", "application/atom+xml", &address(site, about, &about.path)));
    }
    let feed = Feed {
        title: Text::plain(text(&about.title)),
        // The site's address, or else its name, tells two collections apart.
        id: id(&[
            "feed",
            if site.input.address.is_empty() { site.input.name } else { site.input.address },
            &about.path,
        ]),
        updated: moment(changed.or(about.known).unwrap_or(built)),
        authors: vec![Person { name: text(site.input.name), ..Person::default() }],
        generator: Some(Generator {
            value: "charterhouse".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            ..Generator::default()
        }),
        links,
        lang: Some("en".to_owned()),
        entries: entries.collect::<Result<Vec<_>, _>>()?,
        ..Feed::default()
    };
    Ok(Page { path: about.path.clone(), content: feed.to_string().into_bytes() })
}

/// What `feed-entry.html` sees.
#[derive(Serialize)]
struct Shown<'a> {
    revision: ShownRevision<'a>,
}

fn entry(site: &Site<'_>, about: &About, profile: &Profile, revision: &Revision) -> Result<Entry, Error> {
    let page = format!("{}#{}", history_path(profile), revision_id(revision));
    let root = address(site, about, "");
    let shown = Shown { revision: ShownRevision::new(&root, profile, revision, MOST_CHANGES) };
    let said = shown.revision.said.clone();
    let content = site.templates.render("feed-entry.html", &shown)?;
    let content = text(String::from_utf8_lossy(&content).trim());
    let kinds = revision.counts().into_iter().map(|(what, _)| Category {
        term: what.id().to_owned(),
        label: Some(what.word().to_owned()),
        ..Category::default()
    });
    Ok(Entry {
        title: Text::plain(text(&format!("{}: {said}", profile.facts.name))),
        id: id(&["revision", profile.id.as_str(), &revision.capture]),
        updated: moment(revision.to),
        published: Some(moment(revision.to)),
        links: vec![link("alternate", "text/html", &address(site, about, &page))],
        categories: kinds.collect(),
        summary: Some(Text::plain(said)),
        content: Some(Content {
            content_type: Some("html".to_owned()),
            value: Some(content),
            lang: Some("en".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    })
}

/// Where a page of the site is: whole where the site's address is known, else as seen from the feed.
fn address(site: &Site<'_>, about: &About, path: &str) -> String {
    if site.input.address.is_empty() {
        format!("{}{path}", "../".repeat(about.path.matches('/').count()))
    } else {
        format!("{}{path}", site.input.address)
    }
}

fn link(rel: &str, kind: &str, href: &str) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: Some(kind.to_owned()), ..Link::default() }
}

fn id(parts: &[&str]) -> String {
    let hex = lasting(parts);
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    // Marked as a UUID that is made of a hash of its maker's choice (RFC 9562, version 8).
    format!("urn:uuid:{}-{}-8{}-a{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

fn moment(moment: Timestamp) -> FixedDateTime {
    let text = Timestamp::from_second(moment.as_second()).unwrap_or(moment).to_string();
    text.parse().unwrap_or_default()
}

/// Without what XML cannot hold.
fn text(text: &str) -> String {
    text.chars()
        .filter(|letter| {
            !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
                || matches!(letter, '\n' | '\t')
        })
        .collect()
}
