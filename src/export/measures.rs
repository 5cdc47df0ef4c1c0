//! The table of measures: one row for each figure of each commitment, with what it comes to on its scale.

use super::column::{Column, Sort, any, ids, list, number, yes_no};
use super::commitments::{self, Row as Commitment};
use crate::model::charter::Kind;
use crate::model::commitment::{Channel, Party, Strength, Topic};
use crate::model::comparison::Comparison;
use crate::model::measure::{Bound, Measure};
use crate::model::scale::{Scale, Scaled};

/// The sorts of figures, as the gold labels name them.
pub(super) const KINDS: [&str; 5] = ["duration", "percentage", "count", "money", "frequency"];

/// What an amount on a scale is.
pub(super) const AMOUNT: &str = "What it comes to on that scale. A calendar day is 24 hours, a month a twelfth of 365.25 days; a \
     working day is 8 hours of service, a working week 40; a working year has 365.25 / 7 such weeks.";
/// And in which unit.
pub(super) const AMOUNT_UNIT: &str =
    "hours for the two scales of time, % for percentages, times a year for frequencies";

/// Which sort of figure a measure is.
pub(super) fn kind(measure: &Measure) -> &'static str {
    let [duration, percentage, count, money, frequency] = KINDS;
    match measure {
        Measure::Duration { .. } => duration,
        Measure::Percentage { .. } => percentage,
        Measure::Count { .. } => count,
        Measure::Money { .. } => money,
        Measure::Frequency { .. } => frequency,
    }
}

/// Which way it binds; `None` for a frequency.
pub(super) fn bound(measure: &Measure) -> Option<Bound> {
    match measure {
        Measure::Duration { bound, .. }
        | Measure::Percentage { bound, .. }
        | Measure::Count { bound, .. }
        | Measure::Money { bound, .. } => Some(*bound),
        Measure::Frequency { .. } => None,
    }
}

/// Its value, in its unit.
pub(super) fn value(measure: &Measure) -> f64 {
    match measure {
        Measure::Duration { value, .. }
        | Measure::Percentage { value, .. }
        | Measure::Count { value, .. }
        | Measure::Money { value, .. }
        | Measure::Frequency { value, .. } => *value,
    }
}

/// Its unit.
pub(super) fn unit(measure: &Measure) -> &str {
    match measure {
        Measure::Duration { unit, .. } | Measure::Frequency { unit, .. } => unit.id(),
        Measure::Percentage { .. } => "%",
        Measure::Count { unit, .. } | Measure::Money { unit, .. } => unit,
    }
}

/// Whether working time is meant; `None` for all but times.
pub(super) fn working(measure: &Measure) -> Option<bool> {
    match measure {
        Measure::Duration { working, .. } => Some(*working),
        _ => None,
    }
}

/// A measure with its commitment and its number among the commitment's, from 1.
pub(super) struct Row<'a> {
    of: Commitment<'a>,
    number: usize,
    measure: &'a Measure,
}

/// Every measure, in the order of charters and of the text.
pub(super) fn rows(comparison: &Comparison) -> impl Iterator<Item = Row<'_>> {
    commitments::rows(comparison).flat_map(|of| {
        let measures = of.commitment.measures.iter().enumerate();
        measures.map(move |(index, measure)| Row { of, number: index + 1, measure })
    })
}

/// The measures that a scale's charts show: those of commitments by a library, in the same order.
pub(super) fn of_scale(comparison: &Comparison, scale: Scale) -> impl Iterator<Item = Row<'_>> {
    rows(comparison).filter(move |row| {
        row.of.commitment.party == Party::Library
            && Scaled::of(row.measure).is_some_and(|scaled| scaled.scale() == scale)
    })
}

type Cell = fn(&Row<'_>, &mut String);

const fn text(name: &'static str, meaning: &'static str, cell: Cell) -> Column<Cell> {
    Column { name, sort: Sort::Text, unit: "", values: any, meaning, cell }
}

const fn word(name: &'static str, values: fn() -> String, meaning: &'static str, cell: Cell) -> Column<Cell> {
    Column { name, sort: Sort::Word, unit: "", values, meaning, cell }
}

pub(super) const COLUMNS: &[Column<Cell>] = &[
    text("commitment", "The id of the commitment, as in the table of commitments.", |row, cell| {
        cell.push_str(&row.of.commitment.id);
    }),
    text("charter", "The id of its charter.", |row, cell| cell.push_str(row.of.profile.id.as_str())),
    text("library", "The library, as it names itself.", |row, cell| {
        cell.push_str(&row.of.profile.facts.name)
    }),
    word(
        "kind",
        || ids(Kind::ALL.map(Kind::id)),
        "The kind of library.",
        |row, cell| {
            cell.push_str(row.of.profile.facts.kind.id());
        },
    ),
    word(
        "party",
        || ids(Party::ALL.iter().map(|party| party.id())),
        "Who owes it.",
        |row, cell| {
            cell.push_str(row.of.commitment.party.id());
        },
    ),
    word(
        "strength",
        || ids(Strength::ALL.iter().map(|strength| strength.id())),
        "How firmly it is promised.",
        |row, cell| cell.push_str(row.of.commitment.strength.id()),
    ),
    word(
        "topic",
        || ids(Topic::ALL.iter().map(|topic| topic.id())),
        "What it is about, above all.",
        |row, cell| {
            cell.push_str(row.of.commitment.topic.id());
        },
    ),
    Column {
        sort: Sort::List,
        ..word(
            "channels",
            || ids(Channel::ALL.iter().map(|channel| channel.id())),
            "The ways of contact that its commitment names; empty where it names none.",
            |row, cell| list(cell, row.of.commitment.channels.iter().map(|channel| channel.id())),
        )
    },
    Column {
        sort: Sort::Whole,
        ..text("number", "Its number among the figures of its commitment, from 1.", |row, cell| {
            cell.push_str(&row.number.to_string());
        })
    },
    text("words", "The figure in words.", |row, cell| cell.push_str(&row.measure.words())),
    word(
        "measure_kind",
        || ids(KINDS),
        "What sort of figure it is.",
        |row, cell| cell.push_str(kind(row.measure)),
    ),
    word(
        "bound",
        || ids([Bound::Max, Bound::Min, Bound::Exact].map(Bound::id)),
        "Which way it binds: no more (max), no less (min), just so (exact); empty for a frequency.",
        |row, cell| cell.push_str(bound(row.measure).map(Bound::id).unwrap_or_default()),
    ),
    Column {
        sort: Sort::Number,
        ..text(
            "value",
            "Its value, in the unit that the charter names. A frequency is once in so many units.",
            |row, cell| {
                number(cell, value(row.measure));
            },
        )
    },
    text(
        "unit",
        "Its unit: of time, the noun that is counted, or the currency (ISO 4217); % for a percentage.",
        |row, cell| cell.push_str(unit(row.measure)),
    ),
    Column {
        sort: Sort::YesNo,
        ..word(
            "working",
            || ids(["yes", "no"]),
            "Whether working or business days or hours are meant; empty for all but times.",
            |row, cell| cell.push_str(working(row.measure).map(yes_no).unwrap_or_default()),
        )
    },
    word(
        "scale",
        || ids(Scale::ALL.map(Scale::id)),
        "The scale on which it may be compared; empty for counts and money, which have none. Working and calendar time are \
         never mixed.",
        |row, cell| {
            cell.push_str(Scaled::of(row.measure).map(|scaled| scaled.scale().id()).unwrap_or_default())
        },
    ),
    Column {
        sort: Sort::Number,
        unit: AMOUNT_UNIT,
        ..text("amount", AMOUNT, |row, cell| {
            if let Some(scaled) = Scaled::of(row.measure) {
                number(cell, scaled.amount());
            }
        })
    },
    Column {
        sort: Sort::Address,
        ..text("page", "Where its commitment stands in the site, from the site's home.", |row, cell| {
            commitments::page(&row.of, cell);
        })
    },
];
