//! A changed commitment, and what a capture brought, as pages and feeds show them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Site, promise_path, say};
use crate::model::change::{Brought, Change, History, Mark, Revision, Seen, Stretch, What};
use crate::model::comparison::Profile;
use crate::render::outward::Outward;

/// A changed commitment. Templates draw it with the component `change`.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Shown<'a> {
    /// In which ways it changed.
    ways: Vec<Way>,
    /// Its section; empty before the first.
    section: &'a str,
    /// Its words, old and new marked.
    words: Vec<Words<'a>>,
    /// Where it stands now; empty where it stands there no more.
    href: String,
}

/// One way in which it changed.
#[derive(Debug, Serialize)]
struct Way {
    id: &'static str,
    word: &'static str,
    /// A sign beside the word.
    sign: &'static str,
    /// As in "within 2 days, now within 5 days"; empty where the words say all.
    details: String,
}

/// A stretch of its words.
#[derive(Debug, Serialize)]
struct Words<'a> {
    text: &'a str,
    /// The space behind them, which is not marked.
    space: &'a str,
    /// `same`, `old` or `new`.
    mark: &'static str,
}

impl<'a> Shown<'a> {
    /// `root` is where the site begins, seen from the page; `there` the ids of the commitments that stand in the charter now.
    fn new(change: &'a Change, root: &str, profile: &Profile, there: &BTreeSet<&str>) -> Self {
        let stands = change.is.as_ref().filter(|is| there.contains(is.id.as_str()));
        Self {
            ways: change
                .differences
                .iter()
                .map(|one| Way {
                    id: one.what.id(),
                    word: one.what.word(),
                    sign: sign(one.what),
                    details: change.details(one),
                })
                .collect(),
            section: change.commitment().map_or("", |one| one.section.as_str()),
            words: change.words.iter().map(Words::of).collect(),
            href: stands.map(|is| promise_path(root, &profile.id, &is.id)).unwrap_or_default(),
        }
    }
}

impl<'a> Words<'a> {
    fn of(stretch: &'a Stretch) -> Self {
        let (text, space) = stretch.text.split_at(stretch.text.trim_end().len());
        // What is gone and what has come in its place never run into each other.
        let space = if stretch.mark == Mark::Old { " " } else { space };
        Self { text, space, mark: mark(stretch.mark) }
    }
}

/// A sign never stands without its word. It says what became of the commitment, not whether that is well.
fn sign(what: What) -> &'static str {
    match what {
        What::Added | What::FigureGiven => "+",
        What::Dropped | What::FigureGone => "−",
        What::Tightened | What::Firmer => "▲",
        What::Loosened | What::Weaker => "▼",
        What::FigureChanged | What::Reworded => "≈",
    }
}

fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Same => "same",
        Mark::Old => "old",
        Mark::New => "new",
    }
}

/// What changed between two captures. Templates draw it with the component `revision`.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ShownRevision<'a> {
    /// What its place on the page of its charter is called.
    pub(in crate::render) id: String,
    library: &'a str,
    /// Where its charter's history is.
    href: String,
    /// As in "1 loosened, 2 added".
    pub(in crate::render) said: String,
    /// As in "12 commitments stand as they stood".
    same: String,
    from: Moment,
    to: Moment,
    changes: Vec<Shown<'a>>,
    /// As in "and 12 more"; empty where all are shown.
    more: String,
}

/// A day for the eye and for machines.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Moment {
    /// As in "24 November 2026".
    said: String,
    /// As in `2026-11-24T10:00:00Z`.
    at: String,
}

impl Moment {
    pub(in crate::render) fn of(moment: jiff::Timestamp) -> Self {
        let day = moment.to_zoned(jiff::tz::TimeZone::UTC).date();
        Self {
            said: say::date(day),
            at: jiff::Timestamp::from_second(moment.as_second()).unwrap_or(moment).to_string(),
        }
    }
}

impl<'a> ShownRevision<'a> {
    /// With at most `most` of its changes.
    pub(in crate::render) fn new(
        root: &str,
        profile: &'a Profile,
        revision: &'a Revision,
        most: usize,
    ) -> Self {
        let there: BTreeSet<&str> = profile.commitments.iter().map(|one| one.id.as_str()).collect();
        let id = revision_id(revision);
        Self {
            library: &profile.facts.name,
            href: format!("{root}{}#{id}", history_path(profile)),
            id,
            said: revision.said(),
            same: match revision.same {
                0 => "No other commitment stands as it stood".to_owned(),
                1 => "1 commitment stands as it stood".to_owned(),
                same => format!("{} commitments stand as they stood", say::number(same)),
            },
            from: Moment::of(revision.from),
            to: Moment::of(revision.to),
            changes: revision
                .changes
                .iter()
                .take(most)
                .map(|one| Shown::new(one, root, profile, &there))
                .collect(),
            more: match revision.changes.len().saturating_sub(most) {
                0 => String::new(),
                more => format!("and {} more", say::number(more)),
            },
        }
    }
}

/// The path of the page of a charter's captures.
pub(in crate::render) fn history_path(profile: &Profile) -> String {
    format!("changes/{}.html", profile.id)
}

/// What the place of a revision on its page is called: by the day and the capture, so that it stays when others come.
pub(in crate::render) fn revision_id(revision: &Revision) -> String {
    let day = revision.to.strftime("%Y%m%d");
    let capture = lasting(&[&revision.capture]);
    format!("r-{day}-{}", capture.get(..8).unwrap_or_default())
}

/// Thirty-two digits that are the same for the same parts, for ever.
pub(in crate::render) fn lasting(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\n"));
    digest.iter().take(16).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A capture in a table.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Capture {
    on: Moment,
    /// What it brought, in words.
    brought: String,
    /// What changed, as the place on the page; empty where nothing did.
    href: String,
    link: Outward,
}

impl Capture {
    /// `page` is the address of the page of its charter's history, seen from the page; empty on that page itself. `full` says
    /// whether what changed stands there.
    pub(in crate::render) fn new(
        site: &Site<'_>,
        full: bool,
        page: &str,
        history: &History,
        seen: &Seen,
    ) -> Self {
        let revision = history.revision_of(seen);
        Self {
            on: Moment::of(seen.date),
            brought: match (&seen.brought, revision) {
                (Brought::First, _) => "the first that can be read".to_owned(),
                (Brought::Same, _) => "the page as it was".to_owned(),
                (Brought::Noise, _) => "another page, no other commitment".to_owned(),
                (Brought::Changes, Some(revision)) => revision.said(),
                (Brought::Changes, None) => "changes".to_owned(),
                (Brought::Unusable(why), _) => format!("{why}: not shown"),
            },
            href: revision
                .filter(|_| full)
                .map(|one| format!("{page}#{}", revision_id(one)))
                .unwrap_or_default(),
            link: Outward::at(&seen.url, seen.date, site.input.archive),
        }
    }
}

/// The last visit, where it brought nothing: as in "On 24 November 2026 robots.txt …".
pub(in crate::render) fn attempt(history: &History) -> String {
    history.attempt.as_ref().map_or(String::new(), |attempt| {
        let day = say::date(attempt.date.to_zoned(jiff::tz::TimeZone::UTC).date());
        format!("The last visit, on {day}, brought no page: {}.", attempt.why)
    })
}
