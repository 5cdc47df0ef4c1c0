//! The captures of one charter, and what changed from each to the next: the page that its feed opens.

use serde::Serialize;

use super::shown::{self, Capture, ShownRevision, history_path};
use super::{Frame, History, Job, Link, Page, Profile, Site, home, say};
use crate::error::Error;

/// Where the page begins from: two folders deep.
const ROOT: &str = "../../";

/// How many revisions are shown in full; older ones stand in the table.
pub(in crate::render) const MOST: usize = 50;

/// How many changes of a revision are shown.
const MOST_CHANGES: usize = 300;

/// How many captures stand in the table.
const MOST_CAPTURES: usize = 500;

/// What `history.html` sees.
#[derive(Serialize)]
struct OfCharter<'a> {
    frame: Frame<'a>,
    crumbs: Vec<Link>,
    library: &'a str,
    language: &'a str,
    charter: Link,
    /// As in "3 captures kept; commitments changed at one of them".
    found: String,
    /// What the last visit said; empty where it brought a page.
    attempt: String,
    /// The newest first.
    captures: Vec<Capture>,
    /// As in "and 12 more"; empty where all are shown.
    more: String,
    /// The newest first.
    revisions: Vec<ShownRevision<'a>>,
    /// Where its feed is.
    feed: String,
}

/// The pages of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    site.kept()
        .map(|(profile, history)| -> Job<'a> { Box::new(move || make(site, profile, history)) })
        .collect()
}

fn make(site: &Site<'_>, profile: &Profile, history: &History) -> Result<Page, Error> {
    let path = history_path(profile);
    let library = &profile.facts.name;
    let captures = history.captures.iter().rev();
    // What is not shown in full has no place on the page.
    let oldest = history.revisions.iter().rev().nth(MOST - 1).map(|revision| revision.to);
    let page = OfCharter {
        frame: site.frame(
            &path,
            format!("{library}: what changed"),
            format!("Every capture of the charter of {library}, and what changed from each to the next."),
        ),
        crumbs: vec![Link::new(format!("{ROOT}changes.html"), "What changed")],
        library,
        language: &profile.facts.language,
        charter: home(ROOT, profile),
        found: match history.revisions.len() {
            0 => format!(
                "{} kept, and no commitment changed among them",
                say::count(history.captures.len(), "capture")
            ),
            some => format!(
                "{} kept; commitments changed at {}",
                say::count(history.captures.len(), "capture"),
                if some == 1 { "one of them".to_owned() } else { format!("{} of them", say::number(some)) }
            ),
        },
        attempt: shown::attempt(history),
        captures: captures
            .take(MOST_CAPTURES)
            .map(|seen| {
                let full = oldest.is_none_or(|oldest| seen.date >= oldest);
                Capture::new(site, full, "", history, seen)
            })
            .collect(),
        more: match history.captures.len().saturating_sub(MOST_CAPTURES) {
            0 => String::new(),
            more => format!("and {} more", say::number(more)),
        },
        revisions: history
            .revisions
            .iter()
            .rev()
            .take(MOST)
            .map(|revision| ShownRevision::new(ROOT, profile, revision, MOST_CHANGES))
            .collect(),
        feed: format!("{ROOT}changes/{}.atom", profile.id),
    };
    site.page(&path, "history.html", &page)
}
