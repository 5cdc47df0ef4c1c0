//! Figures that lie far from the others of their topic.
//!
//! Time and frequency are held against each other by how many times one is the other, shares by how far apart they are. Far is three
//! times the spread of the middle half beyond that half, and the spread is never taken for less than a doubling, or five points: where
//! nearly all promise the same, one that promises the double is not odd yet.

use std::collections::BTreeMap;

use crate::model::commitment::Party;
use crate::model::comparison::{Comparison, Group};
use crate::model::figures::Selection;
use crate::model::measure::Measure;
use crate::model::scale::{Scale, Scaled, Sense};

/// Fewer figures than this tell nothing of what is usual.
const FEWEST: usize = 8;

/// How many spreads beyond the middle half is far.
const FAR: f64 = 3.0;

/// The least spread of amounts that are held against each other by their ratio: a doubling.
const LEAST_RATIO: f64 = std::f64::consts::LN_2;

/// The least spread of shares, in points.
const LEAST_POINTS: f64 = 5.0;

/// A figure that is worth a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Odd {
    /// Its profile, as an index into the comparison's.
    pub profile: usize,
    /// Its commitment, as an index into the profile's.
    pub commitment: usize,
    /// Why, with the figure: "within 3 years; half of the 24 figures on complaints lie between 5 and 20 working days".
    pub said: String,
}

/// Every odd figure of the libraries' own commitments, in the order of profiles and their commitments.
#[must_use]
pub fn figures(comparison: &Comparison) -> Vec<Odd> {
    let mut usual: BTreeMap<Selection, Option<Usual>> = BTreeMap::new();
    let mut found: Vec<Odd> = impossible(comparison);
    for standard in &comparison.standards {
        let Some(at) = comparison.resolve(standard) else { continue };
        let (scale, topic) = (standard.scaled.scale(), at.commitment.topic);
        let selection = Selection::of(scale, standard.sense).in_group(Group::Topic(topic));
        let usual = usual
            .entry(selection)
            .or_insert_with(|| Usual::of(scale, &comparison.figures.get(&selection)?.amounts));
        if let Some(usual) = usual
            && usual.is_far(standard.scaled.amount())
        {
            let said = format!("{}; {} on {topic}", at.measure.words(), usual.said(scale, standard.sense));
            found.push(Odd { profile: standard.profile, commitment: standard.commitment, said });
        }
    }
    found.sort_by(|a, b| (a.profile, a.commitment, &a.said).cmp(&(b.profile, b.commitment, &b.said)));
    found
}

/// Times, shares and frequencies that no scale has, such as 120 %.
fn impossible(comparison: &Comparison) -> Vec<Odd> {
    let mut found = Vec::new();
    for (profile, of) in comparison.profiles.iter().enumerate() {
        for (commitment, of) in of.commitments.iter().enumerate().filter(|(_, of)| of.party == Party::Library)
        {
            for measure in &of.measures {
                let scaled = matches!(measure, Measure::Count { .. } | Measure::Money { .. });
                if !scaled && Scaled::of(measure).is_none() {
                    let said = format!("{}, which cannot be", measure.words());
                    found.push(Odd { profile, commitment, said });
                }
            }
        }
    }
    found
}

/// Where the middle half of some figures lies.
struct Usual {
    number: usize,
    low: f64,
    high: f64,
    by_ratio: bool,
}

impl Usual {
    /// Of amounts in order; `None` where they are too few.
    fn of(scale: Scale, amounts: &[f64]) -> Option<Self> {
        let number = amounts.len();
        if number < FEWEST {
            return None;
        }
        let (low, high) = (*amounts.get(number / 4)?, *amounts.get(number - 1 - number / 4)?);
        Some(Self { number, low, high, by_ratio: scale != Scale::Percentage })
    }

    fn is_far(&self, amount: f64) -> bool {
        let on = |value: f64| if self.by_ratio { value.ln() } else { value };
        let least = if self.by_ratio { LEAST_RATIO } else { LEAST_POINTS };
        let far = FAR * (on(self.high) - on(self.low)).max(least);
        on(amount) > on(self.high) + far || on(amount) < on(self.low) - far
    }

    fn said(&self, scale: Scale, sense: Sense) -> String {
        let [low, high] = [self.low, self.high].map(|amount| scale.with(amount).words());
        let such = match sense {
            Sense::AtMost => "limits",
            Sense::Exactly => "terms",
            Sense::AtLeast => "minimums",
        };
        if low == high {
            format!("half of the {} {such} are {low}", self.number)
        } else {
            format!("half of the {} {such} lie between {low} and {high}", self.number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scale: Scale, amounts: &[f64], amount: f64, far: Option<bool>) {
        assert_eq!(Usual::of(scale, amounts).map(|usual| usual.is_far(amount)), far);
    }

    #[test]
    fn a_figure_is_odd_far_beyond_the_middle_half() {
        let days = [8.0, 16.0, 16.0, 24.0, 40.0, 40.0, 80.0, 80.0];
        check(Scale::WorkingTime, &days, 80.0, Some(false));
        check(Scale::WorkingTime, &days, 600.0, Some(false));
        check(Scale::WorkingTime, &days, 20_000.0, Some(true));
        check(Scale::WorkingTime, &days, 0.01, Some(true));
        check(Scale::WorkingTime, &days[..7], 20_000.0, None);
    }

    #[test]
    fn where_all_promise_the_same_only_much_more_is_odd() {
        check(Scale::CalendarTime, &[24.0; 9], 100.0, Some(false));
        check(Scale::CalendarTime, &[24.0; 9], 240.0, Some(true));
        check(Scale::Percentage, &[90.0; 9], 80.0, Some(false));
        check(Scale::Percentage, &[90.0; 9], 9.0, Some(true));
    }
}
