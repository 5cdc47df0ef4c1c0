//! `eval`: the labels held against a person's, as a table or JSON, error by error where asked.

use std::path::PathBuf;

use super::layout::{columns, wrap};
use super::terminal::{BOLD, DIM, clean, count, print, print_json, report};
use super::{Exit, Format, Shared};
use crate::error::Error;
use crate::eval::{LABELS, Report, calibrate};
use crate::extract::learned::Weights;
use crate::model::confidence::calibration_error;
use crate::project::gold;

/// Measure the labels against a person's: precision, recall and F1 of each.
///
/// With `--folds N` the models are trained anew N times, each time without the charters on which they are then measured: that
/// is how good they are on charters never seen, and the expected calibration error says how far their confidence can be trusted.
/// Without it the weights in the program are measured, which have seen the gold labels that they were trained on. What a person decided in `<slug>.labels.json` is left out.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse eval gold charters --errors
  charterhouse eval gold charters --folds 5 --examples src/lexicon/en/learned/examples")]
pub(super) struct Arguments {
    /// A folder of labels, `<kind>/<slug>.json`.
    #[arg(value_name = "GOLD_DIR")]
    gold: PathBuf,
    /// The folder of the charters that are labelled, `<kind>/<slug>.md`.
    #[arg(value_name = "CHARTERS_DIR")]
    charters: PathBuf,
    /// Train anew this many times, each time without the charters that are then measured.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(2..=50))]
    folds: Option<u8>,
    /// A folder of example sentences to train on besides (`.tsv`); only with `--folds`.
    #[arg(long, value_name = "DIR", requires = "folds")]
    examples: Option<PathBuf>,
    /// List every label that is wrong, with the rules and words that decided it.
    #[arg(long)]
    errors: bool,
    /// List the wrong labels of one sort alone, such as `topic`.
    #[arg(long, value_name = "LABEL", value_parser = LABELS.map(|(label, _)| label))]
    label: Option<String>,
    /// How the figures are printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, mut findings) = shared.lexicon(&project)?;
    let (pairs, found) = gold::pairs(&arguments.gold, &arguments.charters)?;
    findings.extend(found);
    let mut measured = match arguments.folds {
        Some(folds) => {
            let examples = super::train::examples(arguments.examples.as_deref())?;
            crate::teach::cross_validated(&pairs, &examples, usize::from(folds), &lexicon, &mut findings)?
        }
        None => crate::teach::evaluated(&pairs, &lexicon, &Weights::built_in()?, &mut findings),
    };
    report(&findings);
    match &arguments.label {
        Some(label) => measured.errors.retain(|wrong| wrong.label == label),
        None if arguments.errors => {}
        None => measured.errors.clear(),
    }
    let folds = arguments.folds.is_some() && measured.charters > 0;
    match arguments.format {
        Format::Json => print_json(&json(&measured, folds))?,
        Format::Text => table(&measured, folds)?,
    }
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}

fn json(measured: &Report, folds: bool) -> serde_json::Value {
    let labels: serde_json::Map<String, serde_json::Value> = LABELS
        .iter()
        .map(|(label, meaning)| {
            let tally = measured.of(label);
            let row = serde_json::json!({
                "meaning": meaning, "right": tally.right, "found": tally.found, "there": tally.there,
                "precision": tally.precision(), "recall": tally.recall(), "f1": tally.f1(),
            });
            ((*label).to_owned(), row)
        })
        .collect();
    let mut json =
        serde_json::json!({ "charters": measured.charters, "labels": labels, "errors": measured.errors });
    if let (true, Some(json)) = (folds, json.as_object_mut()) {
        let errors = calibration(measured).into_iter().map(|(label, error)| (label.to_owned(), error.into()));
        json.insert("calibration_error".to_owned(), serde_json::Value::Object(errors.collect()));
    }
    json
}

/// The expected calibration error of each label, and of all labels together.
fn calibration(measured: &Report) -> Vec<(&'static str, f64)> {
    let rows = calibrate::reliability(&measured.observations);
    let errors = calibrate::errors(&rows).into_iter().map(|(label, error)| (label.id(), error));
    errors.chain([("all", calibration_error(&rows))]).collect()
}

fn table(measured: &Report, folds: bool) -> Result<(), Error> {
    // Of nothing there is no share, though the arithmetic calls it 1.
    let figure = |value: f64, of: usize| if of == 0 { "-".to_owned() } else { format!("{value:.3}") };
    let names = ["label", "precision", "recall", "F1", "right", "found", "there"];
    let mut rows = Vec::new();
    for (label, _) in LABELS {
        let tally = measured.of(label);
        rows.push([
            label.to_owned(),
            figure(tally.precision(), tally.found),
            figure(tally.recall(), tally.there),
            figure(tally.f1(), tally.found + tally.there),
            tally.right.to_string(),
            tally.found.to_string(),
            tally.there.to_string(),
        ]);
    }
    print(|out| {
        for wrong in &measured.errors {
            let gold = if wrong.gold.is_empty() { "nothing" } else { &wrong.gold };
            let machine = if wrong.machine.is_empty() { "nothing" } else { &wrong.machine };
            writeln!(
                out,
                "{BOLD}{}{BOLD:#} {}: {} is said, {} is right",
                wrong.label,
                clean(&wrong.charter),
                clean(machine),
                clean(gold)
            )?;
            wrap(out, "    ", &clean(&wrong.text))?;
            if !wrong.because.is_empty() {
                writeln!(out, "    {DIM}{}{DIM:#}", clean(&wrong.because))?;
            }
        }
        columns(out, names, &rows)?;
        writeln!(out, "\n{}", count(measured.charters, "charter"))?;
        if folds {
            let said = calibration(measured).into_iter().map(|(label, error)| format!("{label} {error:.3}"));
            wrap(out, "", &format!("expected calibration error: {}", said.collect::<Vec<_>>().join(", ")))?;
        }
        Ok(())
    })
}
