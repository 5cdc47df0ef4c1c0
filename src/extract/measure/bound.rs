//! Which way a figure binds, and whether it is a condition only.

use super::amount;
use super::number;
use super::slots::Slots;
use crate::lexicon::FileKey;
use crate::model::measure::{Bound, Measure};

/// How far before a figure a denied word turns the bound round.
const REACH: usize = 14;

/// How far behind a figure its bound may stand.
const BEHIND: usize = 4;

/// How far before a figure its clause may begin.
const CLAUSE: usize = 12;

/// How far before a figure the word that it takes so long may stand.
const TAKES: usize = 4;

/// The bound that the words around a figure give it; `None` where they give none.
pub(super) fn around(slots: &Slots<'_>, begin: usize, end: usize, range: bool) -> Option<Bound> {
    let before = slots.until(FileKey::BOUND, begin).find_map(|(rule, start)| match &*rule.says {
        "max" | "max by" => Some(Bound::Max),
        "over" if denied(slots, start) => Some(Bound::Max),
        "under" if denied(slots, start) => Some(Bound::Min),
        "under" => Some(Bound::Max),
        "min" | "over" => Some(Bound::Min),
        _ => None,
    });
    before.or_else(|| behind(slots, end)).or(range.then_some(Bound::Max))
}

/// The bound that stands behind a figure, at once or a few words on: five questions or searches at most.
fn behind(slots: &Slots<'_>, end: usize) -> Option<Bound> {
    for at in end..=end + BEHIND {
        let said = slots.from(FileKey::BOUND, at).find_map(|(rule, next)| match &*rule.says {
            "max after" => Some((Bound::Max, next)),
            "min after" => Some((Bound::Min, next)),
            _ => None,
        });
        // Farther on, it may bind the next figure: two books and at most three films.
        if let Some((bound, next)) = said
            && (at == end || number::at(slots, next).is_none())
        {
            return Some(bound);
        }
        if slots.words.get(at).is_none_or(|word| word.mark || word.number)
            || slots.from(FileKey::NUMBER, at).any(|(rule, _)| rule.says == "cardinal")
        {
            return None;
        }
    }
    None
}

/// The bound that stands between a number and what it counts, and the index behind it: ten or more items.
pub(super) fn between(slots: &Slots<'_>, end: usize) -> Option<(Bound, usize)> {
    slots.from(FileKey::BOUND, end).find_map(|(rule, next)| match &*rule.says {
        "max after" => Some((Bound::Max, next)),
        "min after" | "min between" => Some((Bound::Min, next)),
        _ => None,
    })
}

/// Whether a word before a figure says that it is meant as it stands: for an hour.
pub(super) fn exact(slots: &Slots<'_>, begin: usize) -> bool {
    slots.until(FileKey::BOUND, begin).any(|(rule, _)| rule.says == "exact")
}

/// Whether a figure is joined to the one before it by "or" or "and".
pub(super) fn joined(slots: &Slots<'_>, begin: usize) -> bool {
    slots.until(FileKey::BOUND, begin).any(|(rule, _)| rule.says == "joins")
}

fn denied(slots: &Slots<'_>, start: usize) -> bool {
    let from =
        (start.saturating_sub(REACH)..start).rev().find(|&at| slots.mark(at, ".") || slots.mark(at, ";"));
    (from.unwrap_or(start.saturating_sub(REACH))..start)
        .any(|at| slots.says(FileKey::BOUND, "denied", at).is_some())
}

/// Whether the figure says only when a promise holds.
pub(super) fn conditional(slots: &Slots<'_>, begin: usize, end: usize) -> bool {
    let ahead = ahead(slots, end);
    let bounded = slots.until(FileKey::BOUND, begin).map(|(_, start)| start).min();
    let denied =
        slots.until(FileKey::BOUND, begin).any(|(rule, start)| rule.says == "over" && denied(slots, start));
    let said = |at| {
        slots.until(FileKey::CONDITION, at).any(|(rule, start)| match &*rule.says {
            "before" => !(denied && start < at && at == begin),
            "past" => !ahead,
            _ => false,
        })
    };
    let over = slots.from(FileKey::BOUND, end).map(|(_, next)| next).chain([end]);
    said(begin)
        || bounded.is_some_and(said)
        || over
            .into_iter()
            .any(|at| slots.from(FileKey::CONDITION, at).any(|(rule, _)| rule.says == "behind"))
        || clause(slots, begin)
}

/// Whether a figure stands in a clause of condition, before the promise begins again.
fn clause(slots: &Slots<'_>, begin: usize) -> bool {
    for at in (begin.saturating_sub(CLAUSE)..begin).rev() {
        if slots.says(FileKey::CONDITION, "clause", at).is_some() {
            return true;
        }
        let stops = slots.words.get(at).is_none_or(|word| word.mark);
        if stops || slots.says(FileKey::CONDITION, "promise", at).is_some() {
            return false;
        }
    }
    false
}

/// Whether a time is a threshold: longer than two weeks, and nothing denies it.
pub(super) fn threshold(slots: &Slots<'_>, begin: usize) -> bool {
    slots.until(FileKey::BOUND, begin).any(|(rule, start)| rule.says == "over" && !denied(slots, start))
}

/// Whether a time is the one in which something is done: in two days.
pub(super) fn inside(slots: &Slots<'_>, begin: usize) -> bool {
    slots.until(FileKey::BOUND, begin).any(|(rule, _)| matches!(&*rule.says, "in" | "takes"))
}

/// Whether the words behind a time say that it lies before something.
pub(super) fn ahead(slots: &Slots<'_>, end: usize) -> bool {
    slots.says(FileKey::BOUND, "ahead", end).is_some()
}

/// Behind the other time that a time is given per: 37 hours a week.
pub(super) fn per_time(slots: &Slots<'_>, end: usize) -> Option<usize> {
    let (_, next) = slots.says(FileKey::FREQUENCY, "per", end)?;
    amount::time_at(slots, next).map(|(_, _, _, behind)| behind)
}

/// The bound of a time that no word binds.
pub(super) fn default(slots: &Slots<'_>, begin: usize, end: usize) -> Bound {
    let exact = exact(slots, begin);
    let takes = (begin.saturating_sub(TAKES)..begin)
        .any(|at| slots.says(FileKey::BOUND, "takes", at).is_some_and(|(_, next)| next <= begin));
    if slots.limits || (takes && !exact) {
        return Bound::Max;
    }
    if exact || slots.term() || ahead(slots, end) { Bound::Exact } else { Bound::Max }
}

/// A time that is said without a number: the same day.
pub(super) fn span(slots: &Slots<'_>, at: usize) -> Option<(Measure, usize)> {
    slots.from(FileKey::SPAN, at).find_map(|(rule, end)| {
        let (unit, working) = amount::time(&rule.says).filter(|_| !conditional(slots, at, end))?;
        Some((Measure::Duration { bound: Bound::Max, value: rule.value?, unit, working }, end))
    })
}
