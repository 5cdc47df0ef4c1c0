//! All charters, by kind; a page for every [`MOST`] of them.

use serde::Serialize;

use super::{Frame, Job, Link, Pager, Site, charter_path, kind_path, say};
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::comparison::Profile;
use crate::render::Page;
use crate::render::chart::KindMark;

/// As many charters as a page lists.
const MOST: usize = 1000;

/// What `charters.html` sees.
#[derive(Serialize)]
struct Charters<'a> {
    frame: Frame<'a>,
    /// As in "103 charters".
    total: String,
    /// As in "6 kinds of library and 23 countries".
    reach: String,
    /// How many of them are not labelled, in a sentence; empty where all are.
    unlabelled: String,
    /// The kinds that have charters on this page.
    kinds: Vec<Group<'a>>,
    /// Every kind that has charters, with where its list begins.
    ways: Vec<Way>,
    pager: Pager,
}

/// Where the list of a kind begins.
#[derive(Serialize)]
struct Way {
    mark: KindMark,
    href: String,
    count: String,
}

/// The charters of one kind.
#[derive(Serialize)]
struct Group<'a> {
    mark: KindMark,
    /// As in "School libraries".
    name: String,
    /// What they promise together.
    link: Link,
    /// How many there are, on all pages.
    count: String,
    charters: Vec<Row<'a>>,
}

/// One charter.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    href: String,
    library: &'a str,
    /// Whether a person has decided about its labels.
    reviewed: bool,
    /// Its language, as in "Welsh", where nothing in it was labelled; else empty.
    unlabelled: &'a str,
    title: &'a str,
    country: &'a str,
    commitments: usize,
    /// How many of them have a figure.
    figures: usize,
}

/// The pages of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    (1..=pages(site)).map(|page| -> Job<'a> { Box::new(move || make(site, page)) }).collect()
}

fn pages(site: &Site<'_>) -> usize {
    site.comparison.profiles.len().div_ceil(MOST).max(1)
}

fn path(page: usize) -> String {
    match page {
        0 | 1 => "charters.html".to_owned(),
        _ => format!("charters-{page}.html"),
    }
}

fn make(site: &Site<'_>, page: usize) -> Result<Page, Error> {
    let path_here = path(page);
    let from = (page - 1) * MOST;
    // In the order of kinds, not of ids, so that the list is in the order of every other page.
    let mut before = 0;
    let mut kinds = Vec::new();
    let mut ways = Vec::new();
    for (kind, range) in site.kinds() {
        let count = range.len();
        let begins = path(before / MOST + 1);
        ways.push(Way {
            mark: KindMark::of(kind),
            href: if begins == path_here {
                format!("#{}", kind.id())
            } else {
                format!("{begins}#{}", kind.id())
            },
            count: say::number(count),
        });
        let (first, last) = (from.clamp(before, before + count), (from + MOST).clamp(before, before + count));
        let shown = site.profiles(kind).get(first - before..last - before).unwrap_or_default();
        if !shown.is_empty() {
            kinds.push(group(site, kind, count, shown));
        }
        before += count;
    }
    let total = say::count(before, "charter");
    let data = Charters {
        frame: site
            .frame(
                &path_here,
                "All charters",
                format!("{total} of libraries, by kind, each with what it promises."),
            )
            .with(&["site.js", "choice.js"]),
        reach: reach(site),
        unlabelled: say::left_out(&site.comparison.profiles),
        total,
        kinds,
        ways,
        pager: Pager::new(page, pages(site), path),
    };
    site.page(&path_here, "charters.html", &data)
}

fn reach(site: &Site<'_>) -> String {
    let countries: std::collections::BTreeSet<&str> =
        site.comparison.profiles.iter().map(|profile| profile.facts.country.as_str()).collect();
    let countries = match countries.len() {
        1 => "1 country".to_owned(),
        many => format!("{} countries", say::number(many)),
    };
    let kinds = match site.kinds().count() {
        1 => "1 kind".to_owned(),
        many => format!("{many} kinds"),
    };
    format!("{kinds} of library and {countries}")
}

fn group<'a>(site: &'a Site<'_>, kind: Kind, count: usize, shown: &'a [Profile]) -> Group<'a> {
    Group {
        mark: KindMark::of(kind),
        name: say::capital(say::libraries(kind)),
        link: Link::new(kind_path(kind, 1), format!("What {} promise", say::libraries(kind))),
        count: say::count(count, "charter"),
        charters: shown.iter().map(|profile| row(site, profile)).collect(),
    }
}

fn row<'a>(site: &'a Site<'_>, profile: &'a Profile) -> Row<'a> {
    Row {
        id: profile.id.as_str(),
        href: charter_path(&profile.id),
        library: &profile.facts.name,
        reviewed: profile.is_reviewed(),
        unlabelled: say::unlabelled(profile),
        title: &profile.facts.title,
        country: site.countries.name(&profile.facts.country),
        commitments: profile.commitments.len(),
        figures: profile.commitments.iter().filter(|c| !c.measures.is_empty()).count(),
    }
}
