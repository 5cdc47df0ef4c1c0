//! Who promises what: topics against kinds, and for each kind its charters against topics.

use serde::Serialize;

use super::embed::{self, Offer, Part};
use super::home::words_of;
use super::{Frame, Job, Link, Site, kind_path, say, topic_path};
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::commitment::Topic;
use crate::model::comparison::Cell;
use crate::render::Page;
use crate::render::chart::KindMark;

mod explore;
mod of_kind;

use explore::Explore;

/// What `matrix.html` sees.
#[derive(Serialize)]
struct Matrix<'a> {
    frame: Frame<'a>,
    /// As in "103 charters".
    total: String,
    /// How many others are not labelled, in a sentence; empty where all are.
    unlabelled: String,
    counts: Counts<'a>,
    /// How others may show them.
    offer: Offer,
    /// Its charters one by one, as a reader filters them.
    explore: Explore,
}

/// Every topic against every kind. Its links begin where the site does.
#[derive(Debug, Serialize)]
pub(super) struct Counts<'a> {
    kinds: Vec<Head>,
    rows: Vec<Row<'a>>,
}

/// A kind over its column.
#[derive(Debug, Serialize)]
struct Head {
    mark: KindMark,
    /// To its charters against topics.
    href: String,
    /// As in "18 charters".
    charters: String,
}

/// A topic.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'static str,
    name: &'a str,
    href: String,
    cells: Vec<Count>,
}

/// What the charters of one kind say on one topic.
#[derive(Debug, Serialize)]
struct Count {
    /// Where their words are; empty where there are none.
    href: String,
    /// As in "12 of 18".
    charters: String,
    /// As in "40 commitments".
    commitments: String,
    /// As in "9 with a figure".
    figures: String,
}

/// The pages of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = vec![Box::new(|| make(site))];
    jobs.extend(of_kind::jobs(site));
    jobs.extend(explore::jobs(site));
    jobs
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "matrix.html";
    let data = Matrix {
        frame: site
            .frame(
                path,
                "Matrix: who promises what",
                "Every topic against every kind of library, and every charter against every topic, to filter and to download.",
            )
            .with(&["site.js", "choice.js", "matrix.js"]),
        total: say::count(site.comparison.compared(), "charter"),
        unlabelled: say::left_out(&site.comparison.profiles),
        counts: counts(site),
        offer: Offer::table(site, "", &part(), (Topic::ALL.len(), 3)),
        explore: explore::of(site),
    };
    site.page(path, "matrix.html", &data)
}

/// The table of topics against kinds alone.
pub(super) fn embeds<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let shown = || embed::Shown { counts: Some(counts(site)), ..embed::Shown::default() };
    vec![embed::job(site, part(), shown)]
}

fn part() -> Part {
    Part::new(
        "matrix",
        "How many charters speak of each topic, how often, and with how many figures",
        "matrix.html",
    )
}

fn counts<'a>(site: &Site<'a>) -> Counts<'a> {
    let head = |kind| Head {
        mark: KindMark::of(kind),
        href: of_kind::path(kind, 1),
        charters: say::count(site.comparison.compared_of(kind), "charter"),
    };
    Counts {
        kinds: site.kinds().map(|(kind, _)| head(kind)).collect(),
        rows: Topic::ALL.iter().map(|topic| row(site, *topic)).collect(),
    }
}

fn row<'a>(site: &Site<'a>, topic: Topic) -> Row<'a> {
    let href = topic_path(topic, 1);
    let cells = site.comparison.coverage.cells.get(&topic);
    Row {
        id: topic.id(),
        name: site.topic_name(topic),
        cells: site
            .kinds()
            .map(|(kind, _)| {
                let cell = cells.and_then(|cells| cells.get(&kind)).copied();
                let words = words_of(site, topic, kind);
                count(words, cell.unwrap_or_default(), site.comparison.compared_of(kind))
            })
            .collect(),
        href,
    }
}

fn count(words: String, cell: Cell, of: usize) -> Count {
    Count {
        href: if cell.charters == 0 { String::new() } else { words },
        charters: format!("{} of {}", say::number(cell.charters), say::number(of)),
        commitments: say::count(cell.commitments, "commitment"),
        figures: match cell.with_figure {
            0 => "no figure".to_owned(),
            with => format!("{} with a figure", say::number(with)),
        },
    }
}

/// The way back from a page of one kind.
fn crumbs(kind: Kind) -> Vec<Link> {
    vec![
        Link::new("../index.html", "Home"),
        Link::new("../matrix.html", "Matrix"),
        Link::new(format!("../{}", kind_path(kind, 1)), say::capital(say::libraries(kind))),
    ]
}
