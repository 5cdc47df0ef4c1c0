//! Where a promise of one's own would stand among those of others.

use serde::Serialize;

use super::super::{Site, say};
use super::{FEW, amount, figures};
use crate::model::comparison::Group;
use crate::model::figures::{Figures, Selection};
use crate::model::scale::{Scale, Sense};
use crate::render::chart::KindMark;

/// Working days that a drafter may think of.
const DAYS: [f64; 6] = [1.0, 2.0, 3.0, 5.0, 10.0, 20.0];
/// Hours of service in one.
const WORKING_DAY: f64 = 8.0;

/// A row for each promise, a column for all libraries and for each kind with enough figures.
#[derive(Serialize)]
pub(super) struct Stand {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// Whose figures.
#[derive(Serialize)]
struct Column {
    name: String,
    /// As in "120 figures".
    of: String,
}

/// A promise of so many days.
#[derive(Serialize)]
struct Row {
    /// As in "2 working days".
    promise: String,
    /// What share promises the same or sooner, as in "45 %".
    shares: Vec<String>,
}

/// Nothing where too few promise a time.
pub(super) fn of(site: &Site<'_>) -> Option<Stand> {
    let all = Selection::of(Scale::WorkingTime, Sense::AtMost);
    let enough =
        |selection: Selection| figures(site, selection).filter(|figures| figures.amounts.len() >= FEW);
    let mut columns: Vec<(String, &Figures)> = vec![("All libraries".to_owned(), enough(all)?)];
    columns.extend(site.kinds().filter_map(|(kind, _)| {
        let figures = enough(all.in_group(Group::Kind(kind)))?;
        Some((KindMark::of(kind).label, figures))
    }));
    let rows = DAYS
        .into_iter()
        .map(|days| Row {
            promise: amount(Scale::WorkingTime, days * WORKING_DAY),
            shares: columns
                .iter()
                .map(|(_, figures)| {
                    let standing = figures.standing(days * WORKING_DAY);
                    say::share(standing.less + standing.same, figures.amounts.len())
                })
                .collect(),
        })
        .collect();
    Some(Stand {
        rows,
        columns: columns
            .into_iter()
            .map(|(name, figures)| Column { name, of: say::count(figures.amounts.len(), "figure") })
            .collect(),
    })
}
