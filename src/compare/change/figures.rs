//! What became of a commitment's figures: tighter, looser, given, gone, or another one.

use crate::model::change::{Difference, What};
use crate::model::measure::Measure;
use crate::model::scale::{Scale, Scaled, Sense};

/// In which ways the figures differ. Those that come to the same on one scale ("2 weeks", "14 days") do not.
pub(super) fn differences(was: &[Measure], is: &[Measure]) -> Vec<Difference> {
    let (mut was, mut is): (Vec<&Measure>, Vec<&Measure>) = (was.iter().collect(), is.iter().collect());
    was.retain(|old| match is.iter().position(|new| alike(old, new)) {
        Some(at) => {
            is.remove(at);
            false
        }
        None => true,
    });
    let mut found = Vec::new();
    // What stands on one scale belongs together; then what is of one sort; the rest came or went.
    for near in [on_one_scale, of_one_sort] {
        was.retain(|old| match is.iter().position(|new| near(old, new)) {
            Some(at) => {
                let new = is.remove(at);
                found.push(difference(way(old, new), Some(old), Some(new)));
                false
            }
            None => true,
        });
    }
    found.extend(was.into_iter().map(|old| difference(What::FigureGone, Some(old), None)));
    found.extend(is.into_iter().map(|new| difference(What::FigureGiven, None, Some(new))));
    found
}

fn difference(what: What, was: Option<&Measure>, is: Option<&Measure>) -> Difference {
    Difference { what, was: was.cloned(), is: is.cloned() }
}

fn scaled(measure: &Measure) -> Option<(Scale, f64, Sense)> {
    Scaled::of(measure).map(|scaled| (scaled.scale(), scaled.amount(), Sense::of(measure)))
}

fn alike(old: &Measure, new: &Measure) -> bool {
    old == new
        || scaled(old).zip(scaled(new)).is_some_and(|(old, new)| {
            (old.0, old.2) == (new.0, new.2) && (old.1 - new.1).abs() <= 1e-9 * old.1.abs().max(new.1.abs())
        })
}

fn on_one_scale(old: &Measure, new: &Measure) -> bool {
    match (old, new) {
        (Measure::Count { unit: one, .. }, Measure::Count { unit: other, .. })
        | (Measure::Money { unit: one, .. }, Measure::Money { unit: other, .. }) => one == other,
        _ => scaled(old).zip(scaled(new)).is_some_and(|(old, new)| (old.0, old.2) == (new.0, new.2)),
    }
}

fn of_one_sort(old: &Measure, new: &Measure) -> bool {
    std::mem::discriminant(old) == std::mem::discriminant(new)
}

/// Which way a figure went. Less time is tighter for "within", more for "at least", and more often is tighter; a term ("for three
/// weeks"), a number of things and a sum of money are neither, since whom they bind is not in the figure.
fn way(old: &Measure, new: &Measure) -> What {
    let Some(((one, old, sense), (other, new, too))) = scaled(old).zip(scaled(new)) else {
        return What::FigureChanged;
    };
    let more_is_tighter = match sense {
        Sense::AtMost => false,
        Sense::AtLeast => true,
        Sense::Exactly if one == Scale::Frequency => true,
        Sense::Exactly => return What::FigureChanged,
    };
    if (one, sense) != (other, too) {
        return What::FigureChanged;
    }
    if (new > old) == more_is_tighter { What::Tightened } else { What::Loosened }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measure::{Bound, TimeUnit};

    #[track_caller]
    fn check(was: &[Measure], is: &[Measure], expected: &str) {
        let found: Vec<String> = differences(was, is)
            .iter()
            .map(|difference| format!("{}: {}", difference.what.id(), difference.figures()))
            .collect();
        assert_eq!(found.join("; "), expected);
    }

    fn days(bound: Bound, value: f64, working: bool) -> Measure {
        Measure::Duration { bound, value, unit: TimeUnit::Day, working }
    }

    #[test]
    fn a_bound_may_be_tighter_or_looser() {
        let max = |value| days(Bound::Max, value, true);
        check(&[max(2.0)], &[max(5.0)], "loosened: within 2 working days, now within 5 working days");
        check(&[max(5.0)], &[max(2.0)], "tightened: within 5 working days, now within 2 working days");
        let notice = |value| days(Bound::Min, value, false);
        check(&[notice(7.0)], &[notice(14.0)], "tightened: at least 7 days, now at least 14 days");
        let share = |bound, value| Measure::Percentage { bound, value };
        let (was, is) = (share(Bound::Exact, 95.0), share(Bound::Min, 90.0));
        check(&[was], &[is], "loosened: 95 %, now at least 90 %");
        let every = |value| Measure::Frequency { value, unit: TimeUnit::Month };
        check(&[every(12.0)], &[every(6.0)], "tightened: once a year, now twice a year");
    }

    #[test]
    fn what_comes_to_the_same_is_no_difference() {
        let weeks = Measure::Duration { bound: Bound::Max, value: 2.0, unit: TimeUnit::Week, working: false };
        check(&[days(Bound::Max, 14.0, false)], &[weeks], "");
        check(
            &[days(Bound::Max, 1.0, true), days(Bound::Max, 2.0, true)],
            &[days(Bound::Max, 2.0, true), days(Bound::Max, 1.0, true)],
            "",
        );
    }

    #[test]
    fn working_and_calendar_time_are_never_mixed() {
        check(
            &[days(Bound::Max, 5.0, true)],
            &[days(Bound::Max, 5.0, false)],
            "figure-changed: within 5 working days, now within 5 days, which is another scale and not compared",
        );
    }

    #[test]
    fn terms_sums_and_numbers_are_neither() {
        let exact = |value| days(Bound::Exact, value, false);
        check(&[exact(14.0)], &[exact(21.0)], "figure-changed: 14 days, now 21 days");
        let sum = |value| Measure::Money { bound: Bound::Exact, value, unit: "GBP".to_owned() };
        check(&[sum(1.0)], &[sum(2.0)], "figure-changed: £1, now £2");
        let items = |value| Measure::Count { bound: Bound::Max, value, unit: "item".to_owned() };
        check(&[items(10.0)], &[items(15.0)], "figure-changed: up to 10 items, now up to 15 items");
    }

    #[test]
    fn figures_come_and_go() {
        let two = days(Bound::Max, 2.0, true);
        check(&[], std::slice::from_ref(&two), "figure-given: within 2 working days");
        check(std::slice::from_ref(&two), &[], "figure-gone: was within 2 working days");
        let share = Measure::Percentage { bound: Bound::Min, value: 90.0 };
        let five = days(Bound::Max, 5.0, true);
        check(
            &[two],
            &[share, five],
            "loosened: within 2 working days, now within 5 working days; figure-given: at least 90 %",
        );
    }
}
