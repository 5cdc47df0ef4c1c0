//! Where an amount lies along a scale, and which amounts are marked on it.
//!
//! Times and frequencies reach from seconds to years, so their scale is logarithmic; a percentage's is even.

use serde::Serialize;

use super::{LEFT, NARROWEST, RIGHT, percent};
use crate::model::scale::Scale;

/// A mark on a scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tick {
    /// Where it is, in percent of the width.
    pub x: String,
    /// What it says; empty where there is no room to say it.
    pub label: String,
    /// Whether the label has room only in a chart that is twice as wide as the narrowest.
    pub wide: bool,
    /// Which part of the label stands at the mark: `start` and `end` at the edges, else `middle`.
    pub anchor: &'static str,
}

/// An amount worth a mark, what it says, and how much it matters.
type Mark = (f64, String, u8);

/// A scale from one amount to another.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    scale: Scale,
    from: f64,
    to: f64,
}

/// How wide a letter of a label is on average, in pixels.
const LETTER: f64 = 6.4;

const YEAR: f64 = 365.25 * 24.0;

/// Amounts worth a mark, what each says, and how much it matters: 0 is labelled first.
type Candidates = [(f64, &'static str, u8)];

const CALENDAR: &Candidates = &[
    (1.0 / 3600.0, "1 sec", 3),
    (10.0 / 3600.0, "10 sec", 3),
    (30.0 / 3600.0, "30 sec", 4),
    (1.0 / 60.0, "1 min", 1),
    (5.0 / 60.0, "5 min", 4),
    (10.0 / 60.0, "10 min", 2),
    (0.5, "30 min", 3),
    (1.0, "1 hour", 0),
    (2.0, "2 hours", 5),
    (4.0, "4 hours", 4),
    (12.0, "12 hours", 4),
    (24.0, "1 day", 0),
    (48.0, "2 days", 3),
    (72.0, "3 days", 5),
    (168.0, "1 week", 1),
    (336.0, "2 weeks", 4),
    (YEAR / 12.0, "1 month", 1),
    (YEAR / 4.0, "3 months", 4),
    (YEAR / 2.0, "6 months", 5),
    (YEAR, "1 year", 0),
    (10.0 * YEAR, "10 years", 2),
];

// In working days as charters say it, without "working" on every label: the note under the scale says it once.
const WORKING: &Candidates = &[
    (1.0 / 60.0, "1 min", 1),
    (10.0 / 60.0, "10 min", 2),
    (1.0, "1 hour", 0),
    (2.0, "2 hours", 4),
    (4.0, "4 hours", 4),
    (8.0, "1 day", 0),
    (16.0, "2 days", 3),
    (24.0, "3 days", 5),
    (40.0, "5 days", 1),
    (80.0, "10 days", 2),
    (160.0, "20 days", 1),
    (320.0, "40 days", 4),
    (480.0, "60 days", 4),
    (800.0, "100 days", 3),
    (2000.0, "250 days", 3),
];

const FREQUENCY: &Candidates = &[
    (0.1, "every 10 years", 3),
    (0.2, "every 5 years", 2),
    (0.5, "every 2 years", 4),
    (1.0, "yearly", 0),
    (4.0, "quarterly", 3),
    (12.0, "monthly", 1),
    (YEAR / 168.0, "weekly", 1),
    (365.25, "daily", 0),
    (YEAR, "hourly", 0),
];

impl Axis {
    /// The scale that reaches over all the amounts, from a mark to a mark.
    pub(super) fn of(scale: Scale, amounts: impl Iterator<Item = f64>) -> Self {
        let placed = |amount: &f64| amount.is_finite() && (*amount > 0.0 || scale == Scale::Percentage);
        let mut bounds: Option<(f64, f64)> = None;
        for amount in amounts.filter(placed) {
            let (low, high) = bounds.unwrap_or((amount, amount));
            bounds = Some((low.min(amount), high.max(amount)));
        }
        let Some(candidates) = candidates(scale) else {
            let low = bounds.map_or(0.0, |(low, _)| low);
            // Targets crowd between 80 and 100; a scale from 0 would show them as one stack.
            let from = if low >= 80.0 {
                80.0
            } else if low >= 50.0 {
                50.0
            } else {
                0.0
            };
            return Self { scale, from, to: 100.0 };
        };
        let (low, high) = bounds.unwrap_or((1.0, 24.0));
        let marks = || candidates.iter().map(|(amount, ..)| *amount);
        let smallest = marks().next().unwrap_or(low);
        let largest = marks().next_back().unwrap_or(high);
        let mut from = marks().rfind(|mark| *mark <= low * 1.001).unwrap_or(smallest.min(low / 2.0));
        let mut to = marks().find(|mark| *mark >= high * 0.999).unwrap_or(largest.max(high * 2.0));
        // One amount alone would have no scale to lie on.
        if to < from * 1.01 {
            from = marks().rfind(|mark| *mark < low * 0.999).unwrap_or(low / 2.0);
            to = marks().find(|mark| *mark > high * 1.001).unwrap_or(high * 2.0);
        }
        Self { scale, from, to }
    }

    /// Where an amount lies, in percent of the width.
    pub(super) fn place(&self, amount: f64) -> f64 {
        let (from, to, amount) = match self.scale {
            Scale::Percentage => (self.from, self.to, amount),
            _ => (self.from.ln(), self.to.ln(), amount.ln()),
        };
        let share = (amount - from) / (to - from);
        // What has no place, such as the logarithm of less than nothing, is put where the scale begins.
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        LEFT + share * (RIGHT - LEFT)
    }

    /// The marks from left to right. Labels are given by how much they matter, as long as none touches another in the
    /// narrowest chart.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let mut marks = self.marks();
        marks.retain(|(amount, ..)| *amount >= self.from * 0.999 && *amount <= self.to * 1.001);
        let narrow = self.labelled(&marks, NARROWEST, &[]);
        let wide = self.labelled(&marks, 2.0 * NARROWEST, &narrow);
        let drawn = |(index, (amount, label, _)): (usize, &Mark)| {
            let given = wide.contains(&index);
            Tick {
                x: percent(self.place(*amount)),
                label: if given { label.clone() } else { String::new() },
                wide: given && !narrow.contains(&index),
                anchor: self.label_at(*amount, label, NARROWEST).0,
            }
        };
        marks.iter().enumerate().map(drawn).collect()
    }

    /// Which marks have a label at that width, besides those that are `given` one anyway.
    fn labelled(&self, marks: &[Mark], width: f64, given: &[usize]) -> Vec<usize> {
        let mut order: Vec<_> = marks.iter().enumerate().collect();
        order.sort_by_key(|(index, (.., rank))| (!given.contains(index), *rank));
        let mut taken: Vec<(usize, f64, f64)> = Vec::new();
        for (index, (amount, label, _)) in order {
            let (_, begin, end) = self.label_at(*amount, label, width);
            if taken.iter().all(|(_, other_begin, other_end)| end <= *other_begin || begin >= *other_end) {
                taken.push((index, begin, end));
            }
        }
        taken.into_iter().map(|(index, ..)| index).collect()
    }

    /// Which part of a label stands at its mark, and from where to where it reaches in pixels of a chart of that
    /// width. A label
    /// that the edge would cut off in the middle stands beside its mark.
    fn label_at(&self, amount: f64, label: &str, width: f64) -> (&'static str, f64, f64) {
        let at = self.place(amount) / 100.0 * width;
        let letters = u32::try_from(label.chars().count()).unwrap_or(u32::MAX);
        let (wide, gap) = (f64::from(letters) * LETTER, 1.5 * LETTER);
        if at < wide / 2.0 {
            ("start", at, at + wide + gap)
        } else if at > width - wide / 2.0 {
            ("end", at - wide - gap, at)
        } else {
            ("middle", at - wide / 2.0 - gap / 2.0, at + wide / 2.0 + gap / 2.0)
        }
    }

    fn marks(&self) -> Vec<Mark> {
        if let Some(candidates) = candidates(self.scale) {
            return candidates
                .iter()
                .map(|(amount, label, rank)| (*amount, (*label).to_owned(), *rank))
                .collect();
        }
        let step = if self.from >= 80.0 {
            5
        } else if self.from >= 50.0 {
            10
        } else {
            20
        };
        (0..=100).step_by(step).map(|share| (f64::from(share), format!("{share} %"), 0)).collect()
    }
}

fn candidates(scale: Scale) -> Option<&'static Candidates> {
    match scale {
        Scale::CalendarTime => Some(CALENDAR),
        Scale::WorkingTime => Some(WORKING),
        Scale::Frequency => Some(FREQUENCY),
        Scale::Percentage => None,
    }
}

/// How a scale is to be read.
pub(super) fn note(scale: Scale) -> &'static str {
    match scale {
        Scale::CalendarTime => {
            "Time by the clock, on a logarithmic scale: each day is 24 hours. The upright line is the median of a row of three figures or more."
        }
        Scale::WorkingTime => {
            "Working time, on a logarithmic scale: a working day is 8 hours of service. The upright line is the median of a row of three figures or more."
        }
        Scale::Percentage => {
            "The share of cases that is promised. The upright line is the median of a row of three figures or more."
        }
        Scale::Frequency => {
            "How often, on a logarithmic scale. The upright line is the median of a row of three figures or more."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scale: Scale, amounts: &[f64], expected: &str) {
        let axis = Axis::of(scale, amounts.iter().copied());
        let ticks: Vec<String> = axis
            .ticks()
            .iter()
            .filter(|tick| !tick.label.is_empty() && !tick.wide)
            .map(|tick| format!("{} at {}", tick.label, tick.x))
            .collect();
        assert_eq!(ticks.join(", "), expected);
    }

    #[test]
    fn marks_are_the_units_that_people_think_in() {
        check(
            Scale::WorkingTime,
            &[8.0, 80.0],
            "1 day at 4%, 2 days at 31.7%, 3 days at 47.9%, 5 days at 68.3%, 10 days at 96%",
        );
        check(
            Scale::CalendarTime,
            &[0.1, 2000.0],
            "10 min at 10.3%, 1 hour at 26.5%, 1 day at 55.2%, 1 week at 72.8%",
        );
        check(Scale::Frequency, &[1.0, 12.0], "yearly at 4%, quarterly at 55.3%, monthly at 96%");
    }

    #[test]
    fn a_percentage_s_scale_begins_where_its_figures_do() {
        check(
            Scale::Percentage,
            &[85.0, 99.0],
            "80 % at 4%, 85 % at 27%, 90 % at 50%, 95 % at 73%, 100 % at 96%",
        );
        check(
            Scale::Percentage,
            &[50.0],
            "50 % at 4%, 60 % at 22.4%, 70 % at 40.8%, 80 % at 59.2%, 90 % at 77.6%",
        );
    }

    #[test]
    fn one_amount_nothing_and_the_impossible_have_a_scale_too() {
        check(Scale::WorkingTime, &[8.0], "4 hours at 4%, 1 day at 50%, 2 days at 96%");
        check(Scale::WorkingTime, &[], "1 hour at 4%, 4 hours at 44.1%, 1 day at 64.2%, 2 days at 84.3%");
        check(Scale::CalendarTime, &[1e-9, 1e12], "1 sec at 28.5%, 1 hour at 43.6%, 1 year at 60.4%");
        check(Scale::CalendarTime, &[f64::NAN, 24.0], "12 hours at 4%, 1 day at 50%, 2 days at 96%");
    }
}
