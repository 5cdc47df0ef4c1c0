//! Weights from labelled units: a logistic regression with a penalty on the squares of its weights, by L-BFGS. Its classes are
//! weighed against one another ([`Choice::One`]) or each for itself ([`Choice::Each`]).
//!
//! The same lessons give the same weights: no chance is in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use argmin::core::{CostFunction, Executor, Gradient, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;

use super::BIAS;
use crate::error::Error;
use crate::extract::features::key;

/// One labelled unit.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The keys and values of its features.
    pub features: Vec<(u64, f32)>,
    /// Its classes, and how much of it is of each, from 0 to 1.
    pub classes: Vec<(usize, f64)>,
    /// How much it counts: 1 for a unit of a real charter.
    pub weight: f32,
}

/// What the classes of a model are to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A unit is of one class and so of no other: softmax.
    One,
    /// A unit may be of several: each class against all that is not of it.
    Each,
}

/// How a model is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// What its classes are to one another.
    pub choice: Choice,
    /// The inverse of the penalty's weight.
    pub trust: f64,
    /// How many lessons must have a feature for it to be weighed.
    pub least: usize,
    /// How many steps at the most.
    pub steps: u64,
    /// Which features count for more or less than they say, by the beginning of their names: the longest that fits. One
    /// that counts for nothing is left out.
    pub emphasis: &'static [(&'static str, f64)],
}

impl Settings {
    /// How much a feature counts for.
    fn emphasis(&self, name: &str) -> f64 {
        let fitting = self.emphasis.iter().filter(|(beginning, _)| name.starts_with(beginning));
        fitting.max_by_key(|(beginning, _)| beginning.len()).map_or(1.0, |(_, factor)| *factor)
    }
}

/// Trains a model, and gives it as the text of a file of weights.
///
/// # Errors
/// Lessons from which nothing can be learned.
pub fn model(
    name: &str,
    classes: &[String],
    lessons: &[Lesson],
    names: &BTreeMap<u64, String>,
    settings: Settings,
) -> Result<String, Error> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for (key, _) in lessons.iter().flat_map(|lesson| &lesson.features) {
        *counts.entry(*key).or_default() += 1;
    }
    let mut columns: BTreeMap<u64, usize> = BTreeMap::from([(key(&[BIAS]), 0)]);
    let mut factors = vec![1.0];
    for (key, _) in counts.into_iter().filter(|(_, count)| *count >= settings.least) {
        let factor = settings.emphasis(names.get(&key).map_or("", String::as_str));
        if factor > 0.0 && !columns.contains_key(&key) {
            columns.insert(key, factors.len());
            factors.push(factor);
        }
    }
    let rows: Vec<Row> = lessons
        .iter()
        .map(|lesson| {
            let known = lesson.features.iter().filter_map(|(key, value)| {
                let column = *columns.get(key)?;
                Some((column, f64::from(*value) * factors.get(column)?))
            });
            Row {
                cells: std::iter::once((0, 1.0)).chain(known).collect(),
                classes: lesson.classes.clone(),
                weight: f64::from(lesson.weight),
            }
        })
        .collect();
    let problem = Problem {
        rows,
        choice: settings.choice,
        classes: classes.len(),
        columns: columns.len(),
        penalty: 1.0 / settings.trust,
    };
    let weights = problem.solve(name, settings.steps)?;
    let mut text = format!("feature\t{}\n", classes.join("\t"));
    for (key, column) in &columns {
        // The weight of a feature as it is found: its emphasis is part of it.
        let factor = factors.get(*column).copied().unwrap_or(1.0);
        let hundredths: Vec<i64> = weights
            .iter()
            .skip(column * classes.len())
            .take(classes.len())
            .map(|weight| rounded(weight * factor * 100.0))
            .collect();
        if hundredths.iter().any(|weight| weight.abs() > 1) {
            let name = if *column == 0 { BIAS } else { names.get(key).map_or("", String::as_str) };
            let cells: Vec<String> = hundredths
                .iter()
                .map(|weight| if *weight == 0 { String::new() } else { weight.to_string() })
                .collect();
            let _ = writeln!(text, "{name}\t{}", cells.join("\t"));
        }
    }
    let mut lines: Vec<&str> = text.lines().collect();
    lines.get_mut(1..).unwrap_or_default().sort_unstable();
    Ok(lines.join("\n") + "\n")
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "weights are small, and a fraction of a hundredth is dropped on purpose"
)]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

struct Row {
    cells: Vec<(usize, f64)>,
    classes: Vec<(usize, f64)>,
    weight: f64,
}

struct Problem {
    rows: Vec<Row>,
    choice: Choice,
    classes: usize,
    columns: usize,
    penalty: f64,
}

impl Problem {
    fn solve(self, name: &str, steps: u64) -> Result<Vec<f64>, Error> {
        let start = vec![0.0; self.columns * self.classes];
        let failed =
            |error: argmin::core::Error| Error::Weights { name: name.to_owned(), message: error.to_string() };
        let solver = LBFGS::new(MoreThuenteLineSearch::new(), 8).with_tolerance_grad(1e-3).map_err(failed)?;
        let solved = Executor::new(self, solver)
            .configure(|state| state.param(start).max_iters(steps))
            .run()
            .map_err(failed)?;
        solved.state.get_best_param().cloned().ok_or_else(|| Error::Weights {
            name: name.to_owned(),
            message: "there is nothing to learn from".to_owned(),
        })
    }

    /// The probability of each class of a row.
    fn probabilities(&self, row: &Row, weights: &[f64], into: &mut [f64]) {
        into.fill(0.0);
        for (column, value) in &row.cells {
            let begin = column * self.classes;
            for (sum, weight) in
                into.iter_mut().zip(weights.get(begin..begin + self.classes).unwrap_or_default())
            {
                *sum += weight * value;
            }
        }
        if self.choice == Choice::Each {
            into.iter_mut().for_each(|sum| *sum = 1.0 / (1.0 + (-*sum).exp()));
            return;
        }
        let greatest = into.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut total = 0.0;
        for sum in into.iter_mut() {
            *sum = (*sum - greatest).exp();
            total += *sum;
        }
        for sum in into.iter_mut() {
            *sum /= total;
        }
    }
}

impl CostFunction for Problem {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, weights: &Vec<f64>) -> Result<f64, argmin::core::Error> {
        let mut probabilities = vec![0.0; self.classes];
        let mut cost =
            self.penalty / 2.0 * weights.iter().skip(self.classes).map(|weight| weight * weight).sum::<f64>();
        for row in &self.rows {
            self.probabilities(row, weights, &mut probabilities);
            let log = |probability: f64| probability.max(1e-300).ln();
            let mut row_cost = 0.0;
            if self.choice == Choice::Each {
                row_cost -= probabilities.iter().map(|probability| log(1.0 - probability)).sum::<f64>();
            }
            for (class, share) in &row.classes {
                let probability = probabilities.get(*class).copied().unwrap_or_default();
                row_cost -= share * log(probability);
                if self.choice == Choice::Each {
                    row_cost += share * log(1.0 - probability);
                }
            }
            cost += row.weight * row_cost;
        }
        Ok(cost)
    }
}

impl Gradient for Problem {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, weights: &Vec<f64>) -> Result<Vec<f64>, argmin::core::Error> {
        let mut probabilities = vec![0.0; self.classes];
        let mut gradient: Vec<f64> = weights.iter().map(|weight| weight * self.penalty).collect();
        gradient.iter_mut().take(self.classes).for_each(|bias| *bias = 0.0);
        for row in &self.rows {
            self.probabilities(row, weights, &mut probabilities);
            for (class, share) in &row.classes {
                if let Some(right) = probabilities.get_mut(*class) {
                    *right -= share;
                }
            }
            for (column, value) in &row.cells {
                let begin = column * self.classes;
                let part = gradient.get_mut(begin..begin + self.classes).unwrap_or_default();
                for (slope, error) in part.iter_mut().zip(&probabilities) {
                    *slope += row.weight * value * error;
                }
            }
        }
        Ok(gradient)
    }
}
