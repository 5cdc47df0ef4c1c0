//! The charters of one kind against topics; a page for every [`MOST`] of them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{Frame, Job, Link, Pager, Site, charter_path, paged, say, topic_path};
use super::crumbs;
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::commitment::{Commitment, Party, Strength, Topic};
use crate::model::comparison::Profile;
use crate::model::measure::Measure;
use crate::model::scale::Scaled;
use crate::render::Page;

/// As many charters as a page shows.
pub(super) const MOST: usize = 500;
const ROOT: &str = "../";

/// What `matrix-kind.html` sees.
#[derive(Serialize)]
struct OfKind<'a> {
    frame: Frame<'a>,
    crumbs: Vec<Link>,
    /// As in "public libraries".
    libraries: &'static str,
    /// To the same charters with filters, and to download.
    filter: String,
    /// As in "18 charters".
    total: String,
    /// How many of them are not labelled, in a sentence; empty where all are.
    unlabelled: String,
    topics: Vec<Link>,
    rows: Vec<Row<'a>>,
    pager: Pager,
}

/// A charter.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    href: String,
    library: &'a str,
    /// Whether a person has decided about its labels.
    reviewed: bool,
    /// Its language, as in "Welsh", where nothing in it was labelled; else empty.
    unlabelled: &'a str,
    cells: Vec<Option<Cell>>,
}

/// What a charter says on a topic.
#[derive(Serialize)]
struct Cell {
    href: String,
    count: usize,
    /// The sign of the firmest.
    sign: &'static str,
    figure: bool,
    /// As in "2 commitments, the firmest qualified; within 2 working days".
    words: String,
}

/// What is gathered for a cell.
struct Gathered<'a> {
    count: usize,
    firmest: Strength,
    /// The first commitment, to which the cell leads.
    first: &'a str,
    best: Option<&'a Measure>,
}

/// The path of a page, from 1.
pub(super) fn path(kind: Kind, page: usize) -> String {
    paged("matrix", kind.id(), page)
}

/// The pages of every kind that has charters.
pub(super) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    site.kinds()
        .flat_map(|(kind, range)| {
            let pages = range.len().div_ceil(MOST).max(1);
            (1..=pages).map(move |page| -> Job<'a> { Box::new(move || make(site, kind, page, pages)) })
        })
        .collect()
}

fn make(site: &Site<'_>, kind: Kind, page: usize, pages: usize) -> Result<Page, Error> {
    let path_here = path(kind, page);
    let profiles = site.profiles(kind);
    let from = (page - 1) * MOST;
    let to = (from + MOST).min(profiles.len());
    let libraries = say::libraries(kind);
    let data = OfKind {
        frame: site
            .frame(
                &path_here,
                match page {
                    1 => format!("Matrix of {libraries}"),
                    _ => format!("Matrix of {libraries}, page {page}"),
                },
                format!("Which charters of {libraries} speak of which topic, how often and how firmly."),
            )
            .with(&["site.js", "choice.js", "matrix.js"]),
        crumbs: crumbs(kind),
        libraries,
        filter: format!("{ROOT}matrix.html#kind={}", kind.id()),
        total: say::count(profiles.len(), "charter"),
        unlabelled: say::left_out(profiles),
        topics: Topic::ALL
            .iter()
            .map(|topic| Link::new(format!("{ROOT}{}", topic_path(*topic, 1)), site.topic_name(*topic)))
            .collect(),
        rows: profiles.get(from..to).unwrap_or_default().iter().map(row).collect(),
        pager: Pager::new(page, pages, |page| path(kind, page).trim_start_matches("matrix/").to_owned()),
    };
    site.page(&path_here, "matrix-kind.html", &data)
}

fn row(profile: &Profile) -> Row<'_> {
    let charter = format!("{ROOT}{}", charter_path(&profile.id));
    let gathered = gathered(&profile.commitments);
    Row {
        id: profile.id.as_str(),
        library: &profile.facts.name,
        reviewed: profile.is_reviewed(),
        unlabelled: say::unlabelled(profile),
        cells: Topic::ALL
            .iter()
            .map(|topic| gathered.get(topic).map(|found| cell(&charter, found)))
            .collect(),
        href: charter,
    }
}

fn gathered(commitments: &[Commitment]) -> BTreeMap<Topic, Gathered<'_>> {
    let mut topics: BTreeMap<Topic, Gathered<'_>> = BTreeMap::new();
    for commitment in commitments {
        let found = topics.entry(commitment.topic).or_insert(Gathered {
            count: 0,
            firmest: commitment.strength,
            first: &commitment.id,
            best: None,
        });
        found.count += 1;
        found.firmest = found.firmest.min(commitment.strength);
        if commitment.party == Party::Library {
            for measure in &commitment.measures {
                found.best = Some(found.best.map_or(measure, |best| better(best, measure)));
            }
        }
    }
    topics
}

/// Of two figures the sooner where both are times of one scale; else the first, since they do not compare.
fn better<'a>(one: &'a Measure, other: &'a Measure) -> &'a Measure {
    match (Scaled::of(one), Scaled::of(other)) {
        (Some(Scaled::WorkingTime(a)), Some(Scaled::WorkingTime(b)))
        | (Some(Scaled::CalendarTime(a)), Some(Scaled::CalendarTime(b)))
            if b < a =>
        {
            other
        }
        _ => one,
    }
}

fn cell(charter: &str, found: &Gathered<'_>) -> Cell {
    let firmest = match found.count {
        1 => format!("1 commitment, {}", found.firmest),
        _ => format!("{}, the firmest {}", say::count(found.count, "commitment"), found.firmest),
    };
    Cell {
        href: format!("{charter}#c-{}", found.first),
        count: found.count,
        sign: say::sign(found.firmest),
        figure: found.best.is_some(),
        words: match found.best {
            Some(best) => format!("{firmest}; {}", best.words()),
            None => firmest,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measure::{Bound, TimeUnit};

    #[test]
    fn the_sooner_of_two_times_is_shown_and_times_of_two_scales_do_not_compare() {
        let days =
            |value, working| Measure::Duration { bound: Bound::Max, value, unit: TimeUnit::Day, working };
        let (slow, quick, calendar) = (days(5.0, true), days(2.0, true), days(1.0, false));
        assert_eq!(better(&slow, &quick), &quick);
        assert_eq!(better(&quick, &slow), &quick);
        assert_eq!(better(&slow, &calendar), &slow);
    }
}
