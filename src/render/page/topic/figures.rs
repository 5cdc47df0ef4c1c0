//! The figures of a topic: a picture for each scale and sense, there and alone, and the table beside it.

use serde::Serialize;

use super::super::embed::{self, Offer, Part};
use super::super::{Job, Site, Strength, Topic, kind_path, promise_path, say, standards, topic_path};
use super::{ROOT, middle, noun, selections};
use crate::model::charter::Kind;
use crate::model::comparison::{Resolved, Summary};
use crate::model::figures::Selection;
use crate::model::scale::Sense;
use crate::render::chart::{Chart, DotPlot, Row, dots};
use crate::render::page::marks::Drawn;

/// With fewer figures than this, a picture says nothing that the wordings and the range beside them do not.
const FEW: usize = 3;
/// As many figures as a table beside a chart lists.
const MOST_FIGURES: usize = 1000;

/// The figures of one scale and sense: a chart, and a table that says the same.
#[derive(Serialize)]
pub(super) struct Figures<'a> {
    chart: Chart,
    /// How others may show it.
    offer: Offer,
    rows: Vec<FigureRow<'a>>,
    /// As in "The first 1,000 of 4,000 figures", or empty.
    cut: String,
}

/// One figure in the table.
#[derive(Serialize)]
struct FigureRow<'a> {
    /// With its `shape` as the component `kindshape` draws it.
    kind: Option<&'a Drawn>,
    library: &'a str,
    href: String,
    figure: Option<&'a Drawn>,
    strength: &'static str,
    /// That word with its sign, as the component `strength` draws it.
    strength_mark: &'a Drawn,
}

/// The selections of a topic that have figures enough for a picture.
fn pictured(site: &Site<'_>, topic: Topic) -> impl Iterator<Item = (Selection, Summary)> {
    selections(site, topic).into_iter().filter(|(_, summary)| summary.count >= FEW)
}

/// The pictures of every topic, each alone.
pub(in super::super) fn embeds<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let job = |topic, (selection, summary)| -> Job<'a> {
        embed::job(site, part(site, topic, selection), move || {
            let found: Vec<Resolved<'_>> = site.comparison.selected(selection).collect();
            dots(&plot(site, topic, selection, summary, &found))
        })
    };
    let of_topic = |topic: Topic| pictured(site, topic).map(move |one| job(topic, one));
    Topic::ALL.iter().copied().flat_map(of_topic).collect()
}

fn part(site: &Site<'_>, topic: Topic, selection: Selection) -> Part {
    let title = site.topic_text(topic).map_or(site.topic_name(topic), |text| text.question.as_str());
    let name = format!("topic-{}-{}", topic.id(), id(selection));
    Part::new(name, title, format!("{}#figures", topic_path(topic, 1)))
}

/// What tells a picture from the others of its page.
fn id(selection: Selection) -> String {
    format!("{}-{}", selection.scale.id(), sense(selection.sense))
}

/// The pictures of a topic with their tables.
pub(super) fn charts<'a>(site: &'a Site<'_>, topic: Topic) -> Vec<Figures<'a>> {
    let mut charts = Vec::new();
    for (selection, summary) in pictured(site, topic) {
        let mut found: Vec<Resolved<'a>> = site.comparison.selected(selection).collect();
        found.sort_by(|a, b| a.standard.scaled.amount().total_cmp(&b.standard.scaled.amount()));
        let cut = if found.len() > MOST_FIGURES {
            format!(
                "The first {} of {} figures; the data set has all.",
                say::number(MOST_FIGURES),
                say::number(found.len())
            )
        } else {
            String::new()
        };
        let chart = dots(&plot(site, topic, selection, summary, &found));
        charts.push(Figures {
            offer: Offer::chart(site, ROOT, &part(site, topic, selection), &chart),
            chart,
            rows: found.iter().take(MOST_FIGURES).map(|found| figure(site, found)).collect(),
            cut,
        });
    }
    charts
}

fn plot(
    site: &Site<'_>,
    topic: Topic,
    selection: Selection,
    summary: Summary,
    found: &[Resolved<'_>],
) -> DotPlot {
    let row = |kind: Kind| Row {
        label: say::capital(say::libraries(kind)),
        href: format!("{ROOT}{}", kind_path(kind, 1)),
        dots: standards::row_of(ROOT, found.iter().filter(|found| found.profile.facts.kind == kind)),
    };
    let rows: Vec<Row> = Kind::ALL.into_iter().map(row).filter(|row| !row.dots.is_empty()).collect();
    DotPlot {
        id: id(selection),
        title: say::capital(&middle(selection, summary)),
        description: format!(
            "{} on {}, a dot a promise, a row a kind of library. The table under the picture holds the same.",
            say::capital(noun(selection)),
            site.topic_name(topic).to_lowercase()
        ),
        scale: selection.scale,
        sense: selection.sense,
        rows,
    }
}

fn sense(sense: Sense) -> &'static str {
    match sense {
        Sense::AtMost => "at-most",
        Sense::Exactly => "exactly",
        Sense::AtLeast => "at-least",
    }
}

fn address(found: &Resolved<'_>) -> String {
    promise_path(ROOT, &found.profile.id, &found.commitment.id)
}

fn figure<'a>(site: &'a Site<'_>, found: &Resolved<'a>) -> FigureRow<'a> {
    FigureRow {
        kind: site.marks.kind(found.profile.facts.kind),
        library: &found.profile.facts.name,
        href: address(found),
        figure: site.marks.figure(found.measure).map(|figure| &figure.drawn),
        strength: Strength::id(found.commitment.strength),
        strength_mark: site.marks.strength(found.commitment.strength),
    }
}
