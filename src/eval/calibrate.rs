//! How far confidence can be trusted: what labels given alike came to, from labels on charters that the models had not seen.
//!
//! A model's probabilities are put in order, in bins of a like number, and neighbouring bins are joined until more probable
//! labels are right more often (isotonic regression). Of what rules decide, each rule that was often enough at work has its
//! own share, and the rest have that of their situation. Small numbers lean on the label's mean.

use std::collections::BTreeMap;

use crate::extract::confidence::{self, Calibration, OTHER, Row};
use crate::model::commitment::Commitment;
use crate::model::confidence::{Label, Reliability, calibration_error};

/// A label with what decided it, and whether it is right.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// As the table of the calibration calls the label.
    label: &'static str,
    /// The model's probability; 1 where rules decided.
    probability: f32,
    /// The rules that decided, then their situation; empty where a model did.
    cases: Vec<String>,
    /// Whether it is right.
    right: bool,
    /// Of which fold the charter is.
    pub fold: usize,
}

impl Observation {
    /// That of a label which a model gave.
    #[must_use]
    pub fn of_model(label: &'static str, probability: f32, right: bool) -> Self {
        Self { label, probability, cases: Vec::new(), right, fold: 0 }
    }

    /// That of a commitment's label; `None` where the label has no confidence of its own.
    #[must_use]
    pub fn of(label: &str, commitment: &Commitment, right: bool) -> Option<Self> {
        let label = Label::from_id(label)?;
        Some(match label {
            Label::Commitment => return None,
            Label::Party | Label::Topic => Self::of_model(label.id(), commitment.confidence.of(label), right),
            Label::Strength | Label::Channels | Label::Measures | Label::Vague => {
                let mut cases: Vec<String> =
                    confidence::rules(label, commitment).map(str::to_owned).collect();
                cases.sort();
                cases.dedup();
                cases.push(confidence::situation(label, commitment).to_owned());
                Self { label: label.id(), probability: 1.0, cases, right, fold: 0 }
            }
        })
    }

    fn is_modelled(&self) -> bool {
        self.cases.is_empty()
    }

    /// How sure a calibration is of it.
    fn sure(&self, calibration: &Calibration) -> f32 {
        if self.is_modelled() {
            return calibration.modelled(self.label, self.probability);
        }
        let cases = self.cases.iter().map(String::as_str);
        Label::from_id(self.label).map_or(1.0, |label| calibration.decided(label, cases))
    }
}

/// As the table has them.
const LABELS: [&str; 8] =
    ["commitment", OTHER, "party", "strength", "topic", "channels", "measures", "vague"];

/// How many bins a model's probabilities are put in to begin with.
const BINS: usize = 20;

/// How often a rule must have been at work to be trusted by its own share.
const OFTEN: usize = 15;

/// The most that a machine's label can be trusted.
const MOST: f64 = 0.999;

/// As how many labels the mean of all weighs beside a share.
const LEAN: f64 = 2.0;

/// The calibration that observations come to.
#[must_use]
pub fn rows(observations: &[Observation]) -> Vec<Row> {
    rows_of(&observations.iter().collect::<Vec<_>>())
}

fn rows_of(observations: &[&Observation]) -> Vec<Row> {
    let mut rows = Vec::new();
    for label in LABELS {
        let of: Vec<&Observation> = observations.iter().copied().filter(|one| one.label == label).collect();
        let mean = share(of.iter().filter(|one| one.right).count(), of.len(), 1.0);
        let counts = if of.iter().all(|one| one.is_modelled()) { bins(of, mean) } else { cases(&of) };
        rows.extend(counts.into_iter().map(|Counted { case, right, of }| Row {
            label,
            case,
            right,
            of,
            // Whole certainty is a person's alone.
            confidence: share(right, of, mean).min(MOST) as f32,
        }));
    }
    rows
}

/// A case with how many of its labels were right.
struct Counted {
    case: String,
    right: usize,
    of: usize,
}

/// The share that is right, leaning on a mean.
#[expect(clippy::cast_precision_loss, reason = "counts of units are far below 2^52")]
fn share(right: usize, of: usize, mean: f64) -> f64 {
    (right as f64 + LEAN * mean) / (of as f64 + LEAN)
}

/// Bins of probabilities, joined until those of greater probability are right more often.
fn bins(mut of: Vec<&Observation>, mean: f64) -> Vec<Counted> {
    of.sort_by(|a, b| a.probability.total_cmp(&b.probability));
    let size = of.len().div_ceil(BINS).max(1);
    let mut joined: Vec<(f32, usize, usize)> = Vec::new();
    for chunk in of.chunks(size) {
        let Some(first) = chunk.first() else { continue };
        let mut bin = (first.probability, chunk.iter().filter(|one| one.right).count(), chunk.len());
        while let Some(last) = joined.pop_if(|last| share(last.1, last.2, mean) >= share(bin.1, bin.2, mean))
        {
            bin = (last.0, last.1 + bin.1, last.2 + bin.2);
        }
        joined.push(bin);
    }
    joined.into_iter().map(|(from, right, of)| Counted { case: format!("{from:.3}"), right, of }).collect()
}

/// Rules and situations with what they came to, by name.
fn cases(of: &[&Observation]) -> Vec<Counted> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for one in of {
        for case in &one.cases {
            let count = counts.entry(case).or_default();
            count.0 += usize::from(one.right);
            count.1 += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(case, (_, of))| !confidence::is_rule(case) || *of >= OFTEN)
        .map(|(case, (right, of))| Counted { case: case.to_owned(), right, of })
        .collect()
}

/// Where the rows of a reliability table begin; the last one ends at 1.
const BANDS: [f32; 8] = [0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/// How far the confidence can be trusted: for each fold, labels are calibrated by the other folds and held against a person's.
/// Rows without any label are left out.
#[must_use]
pub fn reliability(observations: &[Observation]) -> Vec<Reliability> {
    let folds = observations.iter().map(|one| one.fold).max().map_or(0, |most| most + 1);
    let mut counts: BTreeMap<(Label, usize), (f64, usize, usize)> = BTreeMap::new();
    for fold in 0..folds {
        let others: Vec<&Observation> = observations.iter().filter(|one| one.fold != fold).collect();
        let calibration = Calibration::of(&rows_of(&others));
        for one in observations.iter().filter(|one| one.fold == fold) {
            // That a unit is none is the same question as that it is a commitment.
            let label = Label::from_id(one.label).unwrap_or(Label::Commitment);
            let sure = one.sure(&calibration);
            let band = BANDS.partition_point(|from| *from <= sure).saturating_sub(1);
            let count = counts.entry((label, band)).or_default();
            count.0 += f64::from(sure);
            count.1 += usize::from(one.right);
            count.2 += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of units are far below 2^52")]
    let row = |((label, band), (said, right, of)): ((Label, usize), (f64, usize, usize))| Reliability {
        label,
        from: BANDS.get(band).copied().unwrap_or_default(),
        to: BANDS.get(band + 1).copied().unwrap_or(1.0),
        said: said / of as f64,
        right,
        of,
    };
    counts.into_iter().map(row).collect()
}

/// The expected calibration error of each label that was observed.
#[must_use]
pub fn errors(rows: &[Reliability]) -> Vec<(Label, f64)> {
    let of = |label: Label| rows.iter().filter(move |row| row.label == label);
    let seen = Label::ALL.into_iter().filter(|label| of(*label).next().is_some());
    seen.map(|label| (label, calibration_error(of(label)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed(of: &[(f32, bool)]) -> Vec<Observation> {
        of.iter().map(|(probability, right)| Observation::of_model("topic", *probability, *right)).collect()
    }

    #[track_caller]
    fn check(of: &[(f32, bool)], expected: &[(&str, usize, usize)]) {
        let rows = rows(&observed(of));
        let bins: Vec<(&str, usize, usize)> =
            rows.iter().map(|row| (row.case.as_str(), row.right, row.of)).collect();
        assert_eq!(bins, expected);
        assert!(rows.is_sorted_by(|a, b| a.confidence < b.confidence), "{rows:?}");
    }

    #[test]
    fn bins_are_joined_until_the_more_probable_is_right_more_often() {
        check(&[(0.2, false), (0.9, true)], &[("0.200", 0, 1), ("0.900", 1, 1)]);
        check(&[(0.2, true), (0.9, false)], &[("0.200", 1, 2)]);
        check(
            &[(0.9, true), (0.5, true), (0.2, false), (0.6, false)],
            &[("0.200", 0, 1), ("0.500", 1, 2), ("0.900", 1, 1)],
        );
    }

    #[test]
    fn a_fold_is_calibrated_by_the_others() {
        // The first fold is always right and the second always wrong, so each is trusted as the other came to.
        let mut all = observed(&[(0.5, true); 50]);
        all.extend(observed(&[(0.5, false); 50]).into_iter().map(|one| Observation { fold: 1, ..one }));
        let rows = reliability(&all);
        let said: Vec<(f32, usize, usize)> = rows.iter().map(|row| (row.from, row.right, row.of)).collect();
        assert_eq!(said, [(0.0, 50, 50), (0.95, 0, 50)]);
        assert!(errors(&rows)[0].1 > 0.9);
    }
}
