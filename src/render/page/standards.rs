//! All promises with a figure: an overview, and a page for each scale with every figure on it.

use serde::Serialize;

use super::embed::{self, Offer, Part};
use super::{Figure, Frame, Job, Link, Site, kind_path, promise_path, say};
use crate::error::Error;
use crate::model::comparison::Resolved;
use crate::model::figures::{Figures, Selection};
use crate::model::scale::{Scale, Sense};
use crate::render::Page;
use crate::render::chart::{Chart, Dot, DotPlot, KindMark, MOST_DOTS, Row, dots};

mod far;
mod pictures;
mod reckon;
mod scale;
mod stand;
mod summary;

use reckon::Reckon;
use stand::Stand;

/// With fewer figures than this, a table says it better than a picture.
const FEW: usize = 5;
/// As many figures as the table beside an overview's picture holds; it is as many dots as a row of the picture has.
const TWIN: usize = 150;

/// What `standards.html` sees.
#[derive(Serialize)]
struct Standards<'a> {
    frame: Frame<'a>,
    /// As in "61 of 103 charters".
    charters: String,
    /// As in "512 figures".
    figures: String,
    scales: Vec<Overview<'a>>,
    /// Where a promise of one's own would stand, on each scale of time that has figures enough.
    stands: Vec<Stand>,
    /// The same for any promise, with a script.
    reckon: Reckon,
}

/// One scale at a glance.
#[derive(Serialize)]
struct Overview<'a> {
    id: &'static str,
    name: &'static str,
    about: &'static str,
    /// The finding.
    finding: String,
    chart: Option<Chart>,
    /// How others may show it.
    offer: Option<Offer>,
    /// The dots as a table, the smallest first.
    twin: Vec<TwinRow<'a>>,
    /// As in "The first 150 of 4,100 figures", where there are more than the table holds.
    cut: String,
    /// To every figure.
    link: Link,
    /// All of them to download.
    download: String,
}

/// A dot in the table beside its picture.
#[derive(Serialize)]
struct TwinRow<'a> {
    mark: KindMark,
    library: &'a str,
    href: String,
    figure: Figure,
}

/// The pages of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = vec![Box::new(|| make(site))];
    jobs.extend(scale::jobs(site));
    jobs.extend(reckon::jobs(site));
    jobs
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "standards.html";
    let comparison = site.comparison;
    let mut charters: Vec<usize> = comparison.standards.iter().map(|standard| standard.profile).collect();
    charters.dedup();
    let data = Standards {
        frame: site.frame(
            path,
            "Standards: promises with a figure",
            "Every promise with a figure, on scales that may be compared: working time, calendar time, shares and frequencies.",
        )
        .with(&["site.js", "reckon.js"]),
        charters: format!(
            "{} of {}",
            say::number(charters.len()),
            say::count(comparison.compared(), "charter")
        ),
        figures: say::count(comparison.standards.len(), "figure"),
        scales: Scale::ALL.into_iter().map(|scale| overview(site, scale)).collect(),
        stands: stand::of(site),
        reckon: reckon::of(site),
    };
    site.page(path, "standards.html", &data)
}

/// The pictures of the overview and of each scale, each alone.
pub(super) fn embeds<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let main = Scale::ALL.into_iter().map(|scale| Selection::of(scale, main_sense(site, scale)));
    let picture = |selection: Selection| {
        let found: Vec<Resolved<'_>> = site.comparison.selected(selection).collect();
        let Selection { scale, sense, .. } = selection;
        dots(&plot(site, scale.id(), embed::ROOT, finding(site, selection), (scale, sense), &found))
    };
    let shown = main.filter(|selection| enough(site, *selection));
    let job = |selection: Selection| embed::job(site, part(selection.scale), move || picture(selection));
    let mut jobs: Vec<Job<'a>> = shown.map(job).collect();
    jobs.extend(pictures::embeds(site));
    jobs
}

/// The picture of a scale on the overview.
fn part(scale: Scale) -> Part {
    let title = format!("What libraries promise with a figure: {}", named(scale).0.to_lowercase());
    Part::new(format!("standards-{}", scale.id()), title, format!("standards.html#{}", scale.id()))
}

/// Whether there are figures enough for a picture.
fn enough(site: &Site<'_>, selection: Selection) -> bool {
    figures(site, selection).is_some_and(|figures| figures.amounts.len() >= FEW)
}

/// What a scale is called, and what it holds.
fn named(scale: Scale) -> (&'static str, &'static str) {
    match scale {
        Scale::WorkingTime => (
            "Working time",
            "Promises in working days or hours. A working day is 8 hours of service, so 2 working days are 16 hours.",
        ),
        Scale::CalendarTime => (
            "Calendar time",
            "Promises in days, weeks or minutes by the clock, with nights and weekends counted in.",
        ),
        Scale::Percentage => {
            ("Shares", "Promises of a share, such as 95 % of requests or of visitors content.")
        }
        Scale::Frequency => {
            ("Frequencies", "Promises to do something again and again, such as a survey once a year.")
        }
    }
}

/// Whether the overview says where a promise of one's own would stand: there are figures enough for it.
pub(super) fn says_where_one_stands(site: &Site<'_>) -> bool {
    enough(site, Selection::of(Scale::WorkingTime, Sense::AtMost))
}

/// Whether a scale is one of time.
pub(super) fn time(scale: Scale) -> bool {
    matches!(scale, Scale::WorkingTime | Scale::CalendarTime)
}

/// An amount of a scale in words.
pub(super) fn amount(scale: Scale, amount: f64) -> String {
    scale.with(amount).words()
}

/// The figures of a selection.
fn figures<'a>(site: &Site<'a>, selection: Selection) -> Option<&'a Figures> {
    site.comparison.figures.get(&selection)
}

/// The sense in which most figures of a scale bind.
fn main_sense(site: &Site<'_>, scale: Scale) -> Sense {
    let count =
        |sense: Sense| figures(site, Selection::of(scale, sense)).map_or(0, |figures| figures.amounts.len());
    let rank = |sense: Sense| (count(sense), std::cmp::Reverse(sense));
    Sense::ALL.into_iter().max_by_key(|sense| rank(*sense)).unwrap_or(Sense::AtMost)
}

/// The figures of a scale as a table to download, from the site's beginning.
fn download(scale: Scale) -> String {
    format!("data/standards-{}.csv", scale.id())
}

fn overview<'a>(site: &'a Site<'_>, scale: Scale) -> Overview<'a> {
    let sense = main_sense(site, scale);
    let (name, about) = named(scale);
    let selection = Selection::of(scale, sense);
    let finding = finding(site, selection);
    let mut found: Vec<Resolved<'_>> = site.comparison.selected(selection).collect();
    found.sort_by(|a, b| a.standard.scaled.amount().total_cmp(&b.standard.scaled.amount()));
    let chart = enough(site, selection)
        .then(|| dots(&plot(site, scale.id(), "", finding.clone(), (scale, sense), &found)));
    let cut = if found.len() > TWIN {
        format!("The first {} of {}.", say::number(TWIN), say::count(found.len(), "figure"))
    } else {
        String::new()
    };
    Overview {
        id: scale.id(),
        name,
        about,
        finding,
        offer: chart.as_ref().map(|chart| Offer::chart(site, "", &part(scale), chart)),
        chart,
        twin: found.iter().take(TWIN).map(twin).collect(),
        cut,
        download: download(scale),
        link: Link::new(
            format!("standards/{}.html", scale.id()),
            format!("Every figure: {}", name.to_lowercase()),
        ),
    }
}

fn twin<'a>(found: &Resolved<'a>) -> TwinRow<'a> {
    TwinRow {
        mark: KindMark::of(found.profile.facts.kind),
        library: &found.profile.facts.name,
        href: promise_href("", found),
        figure: Figure::of(found.measure),
    }
}

/// What the figures of a selection come to, in a sentence or two.
fn finding(site: &Site<'_>, selection: Selection) -> String {
    let of = say::count(site.comparison.compared(), "charter");
    let Some(summary) = figures(site, selection).and_then(Figures::summary) else {
        return format!("None of {of} gives such a figure.");
    };
    let say = |value: f64| amount(selection.scale, value);
    if summary.count == 1 {
        return format!("1 of {of} gives such a figure: {}.", say(summary.median));
    }
    let (what, half) = match (selection.sense, time(selection.scale)) {
        (Sense::AtMost, true) => ("time limit", "at least half are {} or less"),
        (Sense::AtMost, false) => ("upper limit", "at least half are {} or less"),
        (Sense::AtLeast, true) => ("shortest time", "at least half are {} or more"),
        (Sense::AtLeast, false) => ("target", "at least half are {} or more"),
        (Sense::Exactly, true) => ("fixed time", "the median is {}"),
        (Sense::Exactly, false) => ("rhythm", "the median is {}"),
    };
    format!(
        "{} of {of} {} {}: {}.",
        say::number(summary.charters),
        if summary.charters == 1 { "gives" } else { "give" },
        say::count(summary.count, what),
        match summary.middle() {
            Some(median) => half.replace("{}", &say(median)),
            None if summary.low < summary.high => format!("{} and {}", say(summary.low), say(summary.high)),
            None => format!("both {}", say(summary.low)),
        }
    )
}

/// Some promises as dots, a row for each kind. `root` is where the site begins, seen from the page.
pub(super) fn plot(
    site: &Site<'_>,
    id: &str,
    root: &str,
    title: String,
    (scale, sense): (Scale, Sense),
    found: &[Resolved<'_>],
) -> DotPlot {
    let rows = site
        .kinds()
        .map(|(kind, _)| Row {
            label: KindMark::of(kind).label,
            href: format!("{root}{}", kind_path(kind, 1)),
            dots: row_of(root, found.iter().filter(|found| found.profile.facts.kind == kind)),
        })
        .collect();
    DotPlot {
        id: id.to_owned(),
        description:
            "One row for each kind of library, one dot for each promise; an upright line marks the median."
                .to_owned(),
        title,
        scale,
        sense,
        rows,
    }
}

/// Some promises as the dots of a row. Where a row has too many to be drawn one by one, they need no names.
pub(super) fn row_of<'f>(root: &str, found: impl Iterator<Item = &'f Resolved<'f>>) -> Vec<Dot> {
    let found: Vec<&Resolved<'_>> = found.collect();
    let are_many = found.len() > MOST_DOTS;
    let dot = |found: &&Resolved<'_>| {
        let (amount, kind) = (found.standard.scaled.amount(), found.profile.facts.kind);
        if are_many {
            return Dot { amount, kind, href: String::new(), title: String::new() };
        }
        let title = format!("{}: {}", found.profile.facts.name, found.measure.words());
        Dot { amount, kind, href: promise_href(root, found), title }
    };
    found.iter().map(dot).collect()
}

/// The permanent address of a promise.
fn promise_href(root: &str, found: &Resolved<'_>) -> String {
    promise_path(root, &found.profile.id, &found.commitment.id)
}
