//! What a person labelled, held against the machine and taught to it: `eval` and `train` end to end.
//!
//! What a person decided about a charter of the project (`<slug>.labels.json`) is left out here: the machine is measured.

use rayon::prelude::*;

use crate::error::Error;
use crate::eval;
use crate::extract::learned::Weights;
use crate::extract::learned::lessons::{self, Gathered, Taught};
use crate::extract::{self, About, Extraction};
use crate::finding::Finding;
use crate::lexicon::Lexicon;
use crate::model::charter::Facts;
use crate::project::gold::Pair;
use crate::read::{self, Words};

/// A labelled charter, read.
fn taught(pair: &Pair, words: &Words) -> Result<(Taught, Option<Facts>), Finding> {
    let reading = read::file_with(&pair.input.path, &pair.input.bytes()?, words);
    let title = reading.facts.as_ref().map(|facts| facts.title.clone());
    let title = title.or_else(|| reading.document.title.clone()).unwrap_or_default();
    Ok((
        Taught { document: reading.document, title, labels: pair.labels.clone(), weight: 1.0 },
        reading.facts,
    ))
}

/// Every labelled charter that can be read; the others are findings.
fn all_taught(
    pairs: &[Pair],
    lexicon: &Lexicon,
    findings: &mut Vec<Finding>,
) -> Vec<(Taught, Option<Facts>)> {
    let words = Words::new(lexicon);
    let read: Vec<_> = pairs.par_iter().map(|pair| taught(pair, &words)).collect();
    let mut all = Vec::with_capacity(read.len());
    for one in read {
        match one {
            Ok(taught) => all.push(taught),
            Err(finding) => findings.push(finding),
        }
    }
    all
}

/// Holds the labels that these weights give against a person's.
#[must_use]
pub fn evaluated(
    pairs: &[Pair],
    lexicon: &Lexicon,
    weights: &Weights,
    findings: &mut Vec<Finding>,
) -> eval::Report {
    judged(&all_taught(pairs, lexicon, findings), lexicon, weights)
}

fn judged(all: &[(Taught, Option<Facts>)], lexicon: &Lexicon, weights: &Weights) -> eval::Report {
    let extractions: Vec<Extraction> = all
        .par_iter()
        .map(|(taught, facts)| {
            let about = About {
                charter: &taught.labels.charter,
                title: Some(&taught.title),
                country: facts.as_ref().map(|facts| facts.country.as_str()),
                corrections: None,
            };
            extract::commitments(about, &taught.document, lexicon, weights)
        })
        .collect();
    eval::report(extractions.iter().zip(all.iter().map(|(taught, _)| &taught.labels)))
}

/// Holds labels against a person's on charters that the models have not seen: trains `folds` times, each time without the
/// charters that are then judged. Every `folds`th charter in the order of their names is of one fold.
///
/// # Errors
/// Lessons from which nothing can be learned.
pub fn cross_validated(
    pairs: &[Pair],
    examples: &[Taught],
    folds: usize,
    lexicon: &Lexicon,
    findings: &mut Vec<Finding>,
) -> Result<eval::Report, Error> {
    let all = all_taught(pairs, lexicon, findings);
    let gathered: Vec<Gathered> =
        all.par_iter().map(|(taught, _)| lessons::gather(taught, lexicon)).collect();
    let besides: Vec<Gathered> = examples.par_iter().map(|taught| lessons::gather(taught, lexicon)).collect();
    let mut report = eval::Report::default();
    for fold in 0..folds {
        let seen =
            gathered.iter().enumerate().filter(|(at, _)| at % folds != fold).map(|(_, gathered)| gathered);
        let weights = lessons::weights(&lessons::files(seen.chain(&besides))?)?;
        let unseen: Vec<_> = all
            .iter()
            .enumerate()
            .filter(|(at, _)| at % folds == fold)
            .map(|(_, taught)| taught.clone())
            .collect();
        let mut of_fold = judged(&unseen, lexicon, &weights);
        for seen in &mut of_fold.observations {
            seen.fold = fold;
        }
        report.extend(of_fold);
    }
    Ok(report)
}

/// Trains all models on labelled charters and on examples: each model's name with the text of its file of weights.
///
/// # Errors
/// Lessons from which nothing can be learned.
pub fn trained(
    pairs: &[Pair],
    examples: &[Taught],
    lexicon: &Lexicon,
    findings: &mut Vec<Finding>,
) -> Result<Vec<(String, String)>, Error> {
    let all = all_taught(pairs, lexicon, findings);
    let taught: Vec<&Taught> = all.iter().map(|(taught, _)| taught).chain(examples).collect();
    let gathered: Vec<Gathered> = taught.par_iter().map(|taught| lessons::gather(taught, lexicon)).collect();
    lessons::files(gathered.iter())
}
