//! Where a promise of one's own would stand among those of others.

use serde::Serialize;

use super::super::{Site, say};
use super::{FEW, amount, figures, named};
use crate::model::comparison::Group;
use crate::model::figures::{Figures, Selection};
use crate::model::scale::{Scale, Sense};
use crate::render::chart::KindMark;

/// Hours of service in a working day.
const WORKING_DAY: f64 = 8.0;
/// Hours by the clock in a day.
const DAY: f64 = 24.0;

/// One scale of time: a row for each common promise, a column for all libraries and for each kind with enough figures.
#[derive(Serialize)]
pub(super) struct Stand {
    id: &'static str,
    /// As in "working time".
    name: String,
    /// What the table says of one promise, as a sentence.
    sentence: String,
    /// As in "104 figures".
    of: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// Whose figures.
#[derive(Serialize)]
struct Column {
    mark: KindMark,
    /// As in "25 figures".
    of: String,
}

/// A promise of so much.
#[derive(Serialize)]
struct Row {
    /// As in "2 working days".
    promise: String,
    /// What share of all figures it would be tighter than, as in "45 %".
    tighter: String,
    /// What share promises the same.
    same: String,
    /// What share it would be looser than.
    looser: String,
    /// What share of each kind's figures it would be tighter than.
    shares: Vec<String>,
}

/// Times that a drafter may think of, the commonest in charters among them.
fn promises(scale: Scale) -> Vec<f64> {
    match scale {
        Scale::WorkingTime => [1.0, 2.0, 3.0, 5.0, 10.0, 20.0].map(|days| days * WORKING_DAY).to_vec(),
        Scale::CalendarTime => {
            let [minutes, hour] = [[5.0, 10.0, 15.0, 30.0].map(|minutes| minutes / 60.0).to_vec(), vec![1.0]];
            let days = [1.0, 2.0, 3.0, 7.0, 14.0, 28.0].map(|days| days * DAY).to_vec();
            [minutes, hour, days].concat()
        }
        Scale::Percentage | Scale::Frequency => Vec::new(),
    }
}

/// The two scales of time, each where enough promise one.
pub(super) fn of(site: &Site<'_>) -> Vec<Stand> {
    [Scale::WorkingTime, Scale::CalendarTime].into_iter().filter_map(|scale| on(site, scale)).collect()
}

fn on(site: &Site<'_>, scale: Scale) -> Option<Stand> {
    let selection = Selection::of(scale, Sense::AtMost);
    let enough =
        |selection: Selection| figures(site, selection).filter(|figures| figures.amounts.len() >= FEW);
    let all = enough(selection)?;
    let kinds: Vec<(KindMark, &Figures)> = site
        .kinds()
        .filter_map(|(kind, _)| Some((KindMark::of(kind), enough(selection.in_group(Group::Kind(kind)))?)))
        .collect();
    let name = named(scale).0.to_lowercase();
    let rows: Vec<Row> = promises(scale).into_iter().map(|hours| row(scale, hours, all, &kinds)).collect();
    let sentence = rows.get(1).map_or_else(String::new, |row| {
        format!(
            "A promise of {} would be tighter than {} of {} in {name}, the same as {}, and looser than {}.",
            row.promise,
            row.tighter,
            say::count(all.amounts.len(), "limit"),
            row.same,
            row.looser
        )
    });
    Some(Stand {
        id: scale.id(),
        name,
        sentence,
        of: say::count(all.amounts.len(), "figure"),
        rows,
        columns: kinds
            .into_iter()
            .map(|(mark, figures)| Column { mark, of: say::count(figures.amounts.len(), "figure") })
            .collect(),
    })
}

fn row(scale: Scale, hours: f64, all: &Figures, kinds: &[(KindMark, &Figures)]) -> Row {
    let standing = all.standing(hours);
    let of_all = |part: usize| say::share(part, all.amounts.len());
    Row {
        promise: amount(scale, hours),
        tighter: of_all(standing.more),
        same: of_all(standing.same),
        looser: of_all(standing.less),
        shares: kinds
            .iter()
            .map(|(_, figures)| say::share(figures.standing(hours).more, figures.amounts.len()))
            .collect(),
    }
}
