//! What stands on a sheet or its key: the part that differs from sheet to sheet.

use serde::Serialize;

use super::super::{Site, home, say};
use super::discussion::{self, Discussion};
use super::item::{self, Shown};
use super::reading::{self, KindRow, ReadingRow};
use crate::model::commitment::Topic;
use crate::model::kappa::{Agreement, Table, agreement};
use crate::model::worksheet::Sheet;
use crate::render::chart::KindMark;

/// Answers of two people who never were, to show how kappa is worked out: 20 items, of which 15 are labelled alike.
const TWO_LABELLERS: Table = [[9, 2, 0], [1, 4, 1], [0, 1, 2]];

/// What a sheet's own template sees: each takes what it needs, and the rest is empty.
#[derive(Default, Serialize)]
pub(super) struct Task<'a> {
    items: Vec<Shown<'a>>,
    /// How many items, in words.
    count: String,
    /// The answers that the sheet's lens tells apart.
    groups: Vec<GroupRow<'a>>,
    /// The names of all topics.
    topics: Vec<TopicRow<'a>>,
    /// All six kinds, to choose from.
    marks: Vec<KindMark>,
    kinds: Vec<KindRow<'a>>,
    /// Two charters to try a checklist on.
    trial: Vec<ReadingRow<'a>>,
    discussion: Option<Discussion<'a>>,
    /// Kappa worked out.
    example: Option<Example>,
}

/// One answer that a lens tells apart.
#[derive(Serialize)]
struct GroupRow<'a> {
    name: &'a str,
    note: &'a str,
    /// As in "41 of 103"; empty on the sheet.
    charters: String,
    /// Whether it is told by labels: the others are told by words.
    by_labels: bool,
}

/// A topic.
#[derive(Serialize)]
struct TopicRow<'a> {
    name: &'a str,
    covers: &'a str,
    /// What a drafter should keep in mind; empty on the sheet.
    hint: &'a str,
    /// As in "92 of 103"; empty on the sheet.
    charters: String,
}

/// Kappa worked out.
#[derive(Serialize)]
struct Example {
    table: Table,
    items: usize,
    alike: usize,
    rows: [usize; 3],
    columns: [usize; 3],
    observed: String,
    /// The products of the sums, and what they come to together.
    products: [usize; 3],
    sum: usize,
    square: usize,
    by_chance: String,
    kappa: String,
}

/// What stands on a sheet, or on its key.
pub(super) fn of<'a>(site: &Site<'a>, sheet: Sheet, is_key: bool, alone: bool) -> Task<'a> {
    let items = item::items(site, sheet, is_key, alone);
    let mut task = Task { count: say::word(items.len()), items, ..Task::default() };
    match sheet {
        Sheet::Classify => task.topics = topics(site, is_key),
        Sheet::Checklist => {
            task.topics = topics(site, is_key);
            task.trial = reading::trial(site, is_key, alone);
        }
        Sheet::SixKinds | Sheet::LessonPlan => {
            task.kinds = reading::kinds(site, is_key, alone);
            task.discussion = Some(discussion::of(site));
        }
        Sheet::Rules | Sheet::Names | Sheet::Needs => task.groups = groups(site, sheet, is_key),
        Sheet::Agreement => task.example = agreement(&TWO_LABELLERS).map(|found| example(&found)),
        Sheet::Rank | Sheet::Rewrite | Sheet::Reply => {}
    }
    if sheet == Sheet::Names {
        task.marks = KindMark::all();
    }
    task
}

/// The topics: by name on a sheet, the most spoken of first in a key.
fn topics<'a>(site: &Site<'a>, is_key: bool) -> Vec<TopicRow<'a>> {
    let mut ranked = home::ranked(site);
    if !is_key {
        ranked.sort_by_key(|(topic, _)| *topic);
    }
    let row = |(topic, charters): (Topic, usize)| {
        let text = site.topic_text(topic);
        TopicRow {
            name: site.topic_name(topic),
            covers: text.map_or("", |text| text.covers.as_str()),
            hint: text.filter(|_| is_key).map_or("", |text| text.hint.as_str()),
            charters: if is_key { of_all(site, charters) } else { String::new() },
        }
    };
    ranked.into_iter().map(row).collect()
}

fn groups<'a>(site: &Site<'a>, sheet: Sheet, is_key: bool) -> Vec<GroupRow<'a>> {
    let reading = site.input.lenses.iter().find(|reading| reading.lens.id == sheet.lens());
    let groups = reading.into_iter().flat_map(|reading| reading.lens.groups.iter().zip(&reading.groups));
    let mut rows: Vec<(usize, GroupRow<'a>)> = groups
        .map(|(group, found)| {
            let row = GroupRow {
                name: &group.name,
                note: &group.note,
                charters: if is_key { of_all(site, found.charters()) } else { String::new() },
                by_labels: group.labels.is_some(),
            };
            (found.charters(), row)
        })
        .collect();
    if is_key && sheet == Sheet::Names {
        rows.sort_by_key(|(charters, _)| std::cmp::Reverse(*charters));
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn of_all(site: &Site<'_>, charters: usize) -> String {
    format!("{} of {}", say::number(charters), say::number(site.comparison.compared()))
}

fn example(found: &Agreement) -> Example {
    let [[a, b, c], [d, e, f]] = [found.rows, found.columns];
    let products = [a * d, b * e, c * f];
    Example {
        table: TWO_LABELLERS,
        items: found.items,
        alike: found.alike,
        rows: found.rows,
        columns: found.columns,
        observed: format!("{:.2}", found.observed),
        products,
        sum: products.iter().sum(),
        square: found.items * found.items,
        by_chance: format!("{:.2}", found.by_chance),
        kappa: format!("{:.2}", found.kappa),
    }
}
