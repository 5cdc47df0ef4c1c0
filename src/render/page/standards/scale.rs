//! The pages of one scale: its figures as dots by kind and by channel, its medians, and every figure in a table.

use std::sync::Arc;

use serde::Serialize;

use super::super::embed::Offer;
use super::super::{Frame, Job, Link, Pager, Site, paged, say};
use super::far::{self, Far};
use super::pictures;
use super::summary::{self, Line};
use super::{FEW, figures, finding, main_sense, named, promise_href};
use crate::error::Error;
use crate::model::comparison::{Resolved, Standard};
use crate::model::figures::Selection;
use crate::model::scale::{Scale, Sense};
use crate::render::Page;
use crate::render::chart::Chart;
use crate::render::page::marks::Drawn;

/// As many figures as a page lists.
const MOST: usize = 1000;
pub(super) const ROOT: &str = "../";

/// What `scale.html` sees.
#[derive(Serialize)]
struct ScalePage<'a> {
    frame: Frame<'a>,
    crumbs: Vec<Link>,
    name: &'static str,
    about: &'static str,
    /// The first page alone has the pictures and the medians.
    first: bool,
    senses: Vec<Series<'a>>,
    /// The figures of the scale as a table to download.
    download: String,
    /// As in "Figures 1 to 1,000 of 4,100".
    shown: String,
    rows: Vec<Line1<'a>>,
    pager: Pager,
}

/// The figures of one sense.
#[derive(Serialize)]
struct Series<'a> {
    id: &'static str,
    name: &'static str,
    finding: String,
    charts: Vec<Offered>,
    lines: Vec<Line>,
    far: Vec<Far<'a>>,
    /// Whether there are figures enough to say that none lies far out.
    told: bool,
}

/// A picture, and how others may show it.
#[derive(Serialize)]
struct Offered {
    chart: Chart,
    offer: Offer,
}

/// One figure.
#[derive(Serialize)]
struct Line1<'a> {
    href: String,
    /// Its kind, with its `shape` as the component `kindshape` draws it.
    mark: Option<&'a Drawn>,
    library: &'a str,
    lead_in: &'a str,
    text: &'a str,
    /// As promised.
    figure: Option<&'a Drawn>,
    /// What it comes to.
    amount: String,
}

/// The pages of every scale that has figures, in the order of scales.
pub(super) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    Scale::ALL
        .into_iter()
        .flat_map(|scale| {
            // Sorted once for all pages of the scale.
            let standards: Arc<[&Standard]> = sorted(site, scale).into();
            let pages = standards.len().div_ceil(MOST).max(1);
            (1..=pages).map(move |page| -> Job<'a> {
                let standards = Arc::clone(&standards);
                Box::new(move || make(site, scale, page, &standards))
            })
        })
        .collect()
}

fn make(site: &Site<'_>, scale: Scale, page: usize, standards: &[&Standard]) -> Result<Page, Error> {
    let pages = standards.len().div_ceil(MOST).max(1);
    let path = paged("standards", scale.id(), page);
    let (name, about) = named(scale);
    let from = (page - 1) * MOST;
    let to = (from + MOST).min(standards.len());
    let rows: Vec<Line1<'_>> = standards
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .filter_map(|standard| site.comparison.resolve(standard))
        .map(|found| row(site, &found))
        .collect();
    let data = ScalePage {
        frame: site.frame(
            &path,
            match page {
                1 => format!("{name}: promises with a figure"),
                _ => format!("{name}: promises with a figure, page {page}"),
            },
            about,
        ),
        crumbs: vec![Link::new("../index.html", "Home"), Link::new("../standards.html", "Standards")],
        name,
        about,
        first: page == 1,
        download: super::download(scale),
        senses: if page == 1 { series(site, scale) } else { Vec::new() },
        shown: if pages == 1 {
            say::count(rows.len(), "figure")
        } else {
            format!(
                "Figures {} to {} of {}",
                say::number(from + 1),
                say::number(to),
                say::number(standards.len())
            )
        },
        rows,
        pager: Pager::new(page, pages, |page| {
            paged("standards", scale.id(), page).trim_start_matches("standards/").to_owned()
        }),
    };
    site.page(&path, "scale.html", &data)
}

/// The figures of a scale by sense, the smallest first; equals in the order of charters.
fn sorted<'a>(site: &Site<'a>, scale: Scale) -> Vec<&'a Standard> {
    let mut standards: Vec<&Standard> =
        site.comparison.standards.iter().filter(|standard| standard.scaled.scale() == scale).collect();
    standards.sort_by(|a, b| {
        let amounts = || a.scaled.amount().total_cmp(&b.scaled.amount());
        a.sense.cmp(&b.sense).then_with(amounts)
    });
    standards
}

fn row<'a>(site: &'a Site<'_>, found: &Resolved<'a>) -> Line1<'a> {
    Line1 {
        href: promise_href(ROOT, found),
        mark: site.marks.kind(found.profile.facts.kind),
        library: &found.profile.facts.name,
        lead_in: &found.commitment.lead_in,
        text: &found.commitment.text,
        figure: site.marks.figure(found.measure).map(|figure| &figure.drawn),
        amount: found.standard.scaled.words(),
    }
}

/// What a sense of a scale is called.
pub(super) fn sense_name(scale: Scale, sense: Sense) -> (&'static str, &'static str) {
    match (scale, sense) {
        (Scale::WorkingTime | Scale::CalendarTime, Sense::AtMost) => ("at-most", "No longer than"),
        (Scale::WorkingTime | Scale::CalendarTime, Sense::Exactly) => {
            ("exactly", "For just so long: loans, notice, terms")
        }
        (Scale::WorkingTime | Scale::CalendarTime, Sense::AtLeast) => ("at-least", "No shorter than"),
        (Scale::Frequency, _) => ("exactly", "How often"),
        (Scale::Percentage, Sense::AtMost) => ("at-most", "No more than"),
        (Scale::Percentage, Sense::Exactly) => ("exactly", "Just so much"),
        (Scale::Percentage, Sense::AtLeast) => ("at-least", "At least, or so much"),
    }
}

/// The senses of a scale that have figures, each with its pictures and medians: the one with the most first.
fn series<'a>(site: &'a Site<'_>, scale: Scale) -> Vec<Series<'a>> {
    let main = main_sense(site, scale);
    let others = Sense::ALL.into_iter().filter(|sense| *sense != main);
    std::iter::once(main)
        .chain(others)
        .filter_map(|sense| {
            let selection = Selection::of(scale, sense);
            let figures = figures(site, selection)?;
            let (id, name) = sense_name(scale, sense);
            let mut found: Vec<Resolved<'_>> = site.comparison.selected(selection).collect();
            found.sort_by(|a, b| a.standard.scaled.amount().total_cmp(&b.standard.scaled.amount()));
            let offered = |chart: Chart| Offered {
                offer: Offer::chart(site, ROOT, &pictures::part(selection, &chart.id), &chart),
                chart,
            };
            let many = figures.amounts.len() >= FEW;
            let charts = if many { pictures::of(site, selection, &found) } else { Vec::new() };
            Some(Series {
                id,
                name,
                finding: finding(site, selection),
                charts: charts.into_iter().map(offered).collect(),
                lines: summary::lines(site, ROOT, selection, &found),
                far: far::of(site, ROOT, selection, &found),
                told: figures.fences(scale).is_some(),
            })
        })
        .collect()
}
