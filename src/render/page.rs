//! What pages share: the frame around each, and the small parts that templates draw the same everywhere.
//!
//! A page's struct is exactly what its template may see. Every address is relative to the page, so that a site works
//! from any folder; those of parts begin with the page's [`Frame::root`].

use serde::Serialize;

use super::Job;
use super::SiteInput;
use super::picture;
use super::record::Record;
use super::site::Site;
use crate::model::charter::{CharterId, Kind};
use crate::model::commitment::{Channel, Commitment, Party, Strength, Topic};
use crate::model::measure::Measure;

pub(super) mod activity;
pub(super) mod changes;
pub(super) mod charter;
pub(super) mod basket;
pub(super) mod charters;
pub(super) mod compare;
pub(super) mod data;
pub(super) mod embed;
pub(super) mod home;
pub(super) mod kind;
pub(super) mod language;
pub(super) mod marks;
pub(super) mod matrix;
pub(super) mod method;
pub(super) mod missing;
pub(super) mod script;
pub(super) mod quality;
pub(super) mod search;
pub(super) mod standards;
pub(super) mod topic;
pub(super) mod topics;
pub(super) mod wording;
mod promise;
mod say;

/// What is around a page: `base.html` sees it as `frame`.
#[derive(Debug, Serialize)]
pub(super) struct Frame<'a> {
    /// The site's name.
    site: &'a str,
    /// The page's own title.
    title: String,
    /// One sentence, for search engines and lists of links.
    description: String,
    /// Where the site begins, seen from the page: nothing, `../` or `../../`.
    root: &'a str,
    /// The page's whole address; empty where the site's own is not known.
    address: String,
    /// The whole address of a picture to show beside a link to the page; empty in the same case.
    picture: String,
    /// What machines are told of it, as JSON: a map of the templates' own has its keys in any order.
    record: Option<String>,
    /// The page's path without its ending, such as `charters` or `topics/hours`: the navigation marks where one is by it.
    here: String,
    /// The part of the site that the page belongs to, such as `topics` for all pages in that folder.
    section: String,
    /// The day of the build, as in "24 November 2026".
    today: String,
    /// The same as in `2026-11-24`.
    date: String,
    /// Files of `assets/` that the page loads, in this order; a page without any forbids all scripts.
    scripts: &'static [&'static str],
}

impl<'a> Frame<'a> {
    /// The frame of the page at `path`.
    pub(super) fn new(input: &SiteInput<'a>, path: &str, title: String, description: String) -> Self {
        Self {
            site: input.name,
            title,
            description,
            root: root(path),
            address: input.publication.at(path),
            picture: input.publication.at(picture::shared(None)),
            record: None,
            here: path.strip_suffix(".html").unwrap_or(path).to_owned(),
            section: path.split('/').next().unwrap_or(path).to_owned(),
            today: say::date(input.today),
            date: input.today.to_string(),
            scripts: &[],
        }
    }

    /// The same with what machines are told of the page.
    pub(super) fn record(self, record: Option<Record<'_>>) -> Self {
        Self { record: record.and_then(|record| serde_json::to_string(&record).ok()), ..self }
    }

    /// The same with the picture of a kind.
    pub(super) fn of_kind(self, input: &SiteInput<'_>, kind: Kind) -> Self {
        Self { picture: input.publication.at(picture::shared(Some(kind))), ..self }
    }

    /// The same for a page that is shown at any address: its links begin where the site does on its host, if that is known.
    pub(super) fn anywhere(self, input: &SiteInput<'a>) -> Self {
        let base = input.publication.base();
        Self { root: if base.is_empty() { self.root } else { base }, ..self }
    }

    /// The same for a page that loads these files of `assets/`. It must work without them too.
    pub(super) fn with(self, scripts: &'static [&'static str]) -> Self {
        Self { scripts, ..self }
    }
}

/// Where the site begins, seen from a page. No page lies deeper than two folders.
fn root(path: &str) -> &'static str {
    match path.matches('/').count() {
        0 => "",
        1 => "../",
        _ => "../../",
    }
}

/// The path of a charter's page.
fn charter_path(id: &CharterId) -> String {
    format!("charters/{id}.html")
}

/// The permanent address of a commitment: its place on its charter's page. Put together in one go: a large site has half a million.
fn promise_path(root: &str, id: &CharterId, commitment: &str) -> String {
    [root, "charters/", id.as_str(), ".html#c-", commitment].concat()
}

/// The path of a topic's page; `page` counts from 1.
fn topic_path(topic: Topic, page: usize) -> String {
    paged("topics", topic.id(), page)
}

/// The path of a kind's page; `page` counts from 1.
fn kind_path(kind: Kind, page: usize) -> String {
    paged("kinds", kind.id(), page)
}

fn paged(folder: &str, id: &str, page: usize) -> String {
    match page {
        0 | 1 => format!("{folder}/{id}.html"),
        _ => format!("{folder}/{id}-{page}.html"),
    }
}

/// A link with a name.
#[derive(Clone, Debug, Serialize)]
struct Link {
    /// Where it leads, relative to the page.
    href: String,
    /// What it is called.
    name: String,
}

impl Link {
    fn new(href: impl Into<String>, name: impl Into<String>) -> Self {
        Self { href: href.into(), name: name.into() }
    }

    /// To a topic's page.
    fn topic(site: &Site<'_>, root: &str, topic: Topic) -> Self {
        Self::new(format!("{root}{}", topic_path(topic, 1)), site.topic_name(topic))
    }
}

/// Links to the pages before and after, where a list has more than one.
#[derive(Debug, Serialize)]
struct Pager {
    /// This one, from 1.
    page: usize,
    /// How many there are.
    pages: usize,
    /// Empty on the first.
    previous: String,
    /// Empty on the last.
    next: String,
}

impl Pager {
    /// `path` gives the address of a page, relative to this one.
    fn new(page: usize, pages: usize, path: impl Fn(usize) -> String) -> Self {
        Self {
            page,
            pages,
            previous: if page > 1 { path(page - 1) } else { String::new() },
            next: if page < pages { path(page + 1) } else { String::new() },
        }
    }
}

/// A measure beside a text.
#[derive(Debug, Serialize)]
struct Figure {
    /// As in "≤ 2 working days".
    short: String,
    /// As in "within 2 working days".
    words: String,
}

impl Figure {
    fn of(measure: &Measure) -> Self {
        Self { short: measure.short(), words: measure.words() }
    }
}
