//! Which way a figure binds, and whether it is a condition only.

use super::amount;
use super::slots::Slots;
use crate::model::measure::{Bound, Measure};

/// How far before a figure a denied word turns the bound round.
const REACH: usize = 8;

/// The bound that the words around a figure give it; `None` where they give none.
pub(super) fn around(slots: &Slots<'_>, begin: usize, end: usize, range: bool) -> Option<Bound> {
    let behind = slots.from("bound", end).find_map(|(rule, _)| match &*rule.says {
        "max after" => Some(Bound::Max),
        "min after" => Some(Bound::Min),
        _ => None,
    });
    let before = slots.until("bound", begin).find_map(|(rule, start)| match &*rule.says {
        "max" => Some(Bound::Max),
        "over" if denied(slots, start) => Some(Bound::Max),
        "under" if denied(slots, start) => Some(Bound::Min),
        "under" => Some(Bound::Max),
        "min" | "over" => Some(Bound::Min),
        _ => None,
    });
    before.or(behind).or(range.then_some(Bound::Max))
}

fn denied(slots: &Slots<'_>, start: usize) -> bool {
    let from =
        (start.saturating_sub(REACH)..start).rev().find(|&at| slots.mark(at, ".") || slots.mark(at, ";"));
    (from.unwrap_or(start.saturating_sub(REACH))..start).any(|at| slots.says("bound", "denied", at).is_some())
}

/// Whether the figure says only when a promise holds.
pub(super) fn conditional(slots: &Slots<'_>, begin: usize, end: usize) -> bool {
    let said = |at| slots.until("condition", at).any(|(rule, _)| rule.says == "before");
    let bounded = slots.until("bound", begin).map(|(_, start)| start).min();
    said(begin)
        || bounded.is_some_and(said)
        || slots.from("condition", end).any(|(rule, _)| rule.says == "behind")
}

/// Whether a time is a threshold: longer than two weeks, and nothing denies it.
pub(super) fn threshold(slots: &Slots<'_>, begin: usize) -> bool {
    slots.until("bound", begin).any(|(rule, start)| rule.says == "over" && !denied(slots, start))
}

/// Whether a time is the one in which something is done: in two days.
pub(super) fn inside(slots: &Slots<'_>, begin: usize) -> bool {
    slots.until("bound", begin).any(|(rule, _)| rule.says == "in")
}

/// Whether the words behind a time say that it lies before something.
pub(super) fn ahead(slots: &Slots<'_>, end: usize) -> bool {
    slots.says("bound", "ahead", end).is_some()
}

/// Behind the other time that a time is given per: 37 hours a week.
pub(super) fn per_time(slots: &Slots<'_>, end: usize) -> Option<usize> {
    let (_, next) = slots.says("frequency", "per", end)?;
    amount::time_at(slots, next).map(|(_, _, _, behind)| behind)
}

/// The bound of a time that no word binds.
pub(super) fn default(slots: &Slots<'_>, begin: usize, end: usize) -> Bound {
    let exact = slots.until("bound", begin).any(|(rule, _)| rule.says == "exact");
    if exact || slots.term || ahead(slots, end) { Bound::Exact } else { Bound::Max }
}

/// A time that is said without a number: the same day.
pub(super) fn span(slots: &Slots<'_>, at: usize) -> Option<(Measure, usize)> {
    slots.from("span", at).find_map(|(rule, end)| {
        let (unit, working) = amount::time(&rule.says)?;
        Some((Measure::Duration { bound: Bound::Max, value: rule.value?, unit, working }, end))
    })
}
