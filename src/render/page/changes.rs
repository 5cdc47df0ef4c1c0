//! What changed where: all that captures tell, the newest first, and the charters that have any.

use serde::Serialize;

use super::{Frame, Job, Link, Pager, Site, charter_path, paged, promise_path, say};
use crate::error::Error;
use crate::model::change::{History, Revision};
use crate::model::comparison::Profile;
use crate::render::Page;

pub(in crate::render) mod history;
pub(in crate::render) mod shown;

use shown::{Moment, ShownRevision, history_path};

/// How many revisions stand on a page.
const A_PAGE: usize = 40;

/// How many changes of a revision stand on the page of all.
const MOST: usize = 6;

/// How many charters stand in the list beside.
const MOST_CHARTERS: usize = 200;

/// What `changes.html` sees.
#[derive(Serialize)]
struct Changes<'a> {
    frame: Frame<'a>,
    /// As in "3 new versions of 2 charters".
    found: String,
    /// As in "2 of 104 charters have captures, and 1 has more than one".
    captured: String,
    /// Whether any charter was captured twice.
    any: bool,
    pager: Pager,
    revisions: Vec<ShownRevision<'a>>,
    charters: Vec<Row<'a>>,
    /// As in "and 12 more"; empty where all are shown.
    more: String,
}

/// A charter that has captures.
#[derive(Serialize)]
struct Row<'a> {
    library: &'a str,
    href: String,
    captures: String,
    /// When it last changed; none where it did not.
    last: Option<Moment>,
}

/// The pages of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let pages = all(site).len().div_ceil(A_PAGE).max(1);
    (1..=pages).map(|page| -> Job<'a> { Box::new(move || make(site, page, pages)) }).collect()
}

/// Every revision with its charter, the newest first.
pub(in crate::render) fn all<'a>(site: &Site<'a>) -> Vec<(&'a Profile, &'a Revision)> {
    let of = |(profile, history): (&'a Profile, &'a History)| {
        history.revisions.iter().map(move |revision| (profile, revision))
    };
    let mut all: Vec<_> = site.kept().flat_map(of).collect();
    all.sort_by(|a, b| b.1.to.cmp(&a.1.to).then_with(|| a.0.id.cmp(&b.0.id)));
    all
}

fn path(page: usize) -> String {
    match page {
        0 | 1 => "changes.html".to_owned(),
        _ => paged("changes", "more", page),
    }
}

fn make(site: &Site<'_>, page: usize, pages: usize) -> Result<Page, Error> {
    let path = path(page);
    let root = if page > 1 { "../" } else { "" };
    let all = all(site);
    let changed = site.kept().filter(|(_, history)| !history.revisions.is_empty()).count();
    let captured = site.kept().filter(|(_, history)| history.newest().is_some()).count();
    let twice = site.kept().filter(|(_, history)| history.captures.len() > 1).count();
    let charters: Vec<Row<'_>> = site.kept().map(|(profile, history)| row(root, profile, history)).collect();
    let of = say::count(site.comparison.profiles.len(), "charter");
    let have = if captured == 1 { "has" } else { "have" };
    let shown = all.iter().skip((page - 1) * A_PAGE).take(A_PAGE);
    let content = Changes {
        frame: site.frame(
            &path,
            "What changed",
            "What libraries changed in their charters: promises added, dropped, reworded, tightened or loosened.",
        ),
        found: format!("{} of {}", say::count(all.len(), "new version"), say::count(changed, "charter")),
        captured: format!("{} of {of} {have} captures, and {} more than one", say::number(captured), say::number(twice)),
        any: twice > 0,
        pager: Pager::new(page, pages, |to| format!("{root}{}", self::path(to))),
        revisions: shown.map(|(profile, revision)| ShownRevision::new(root, profile, revision, MOST)).collect(),
        more: match charters.len().saturating_sub(MOST_CHARTERS) {
            0 => String::new(),
            more => format!("and {} more", say::number(more)),
        },
        charters: charters.into_iter().take(MOST_CHARTERS).collect(),
    };
    site.page(&path, "changes.html", &content)
}

fn row<'a>(root: &str, profile: &'a Profile, history: &History) -> Row<'a> {
    Row {
        library: &profile.facts.name,
        href: format!("{root}{}", history_path(profile)),
        captures: say::count(history.captures.len(), "capture"),
        last: history.last_change().map(|revision| Moment::of(revision.to)),
    }
}

/// A link to a charter's own page.
fn home(root: &str, profile: &Profile) -> Link {
    Link::new(format!("{root}{}", charter_path(&profile.id)), profile.facts.name.clone())
}
