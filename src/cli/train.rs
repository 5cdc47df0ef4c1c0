//! `train`: the weights of the models, made anew from a person's labels.

use std::path::{Path, PathBuf};

use super::terminal::{note, quoted, report};
use super::{Exit, Shared};
use crate::error::Error;
use crate::eval::{self, calibrate};
use crate::extract::confidence;
use crate::extract::learned::lessons::Taught;
use crate::extract::learned::{self, examples};
use crate::project::{disk, gold};

/// Train the models on labelled charters, and measure how good they are.
///
/// Writes their weights, what their confidence comes to (`calibration.tsv`), and the figures for the method page: on charters
/// that they have not seen, in five folds.
///
/// The program carries the weights in `src/lexicon/en/learned/`; they come into force when it is compiled.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse train gold charters --examples src/lexicon/en/learned/examples --out src/lexicon/en/learned")]
pub(super) struct Arguments {
    /// A folder of labels, `<kind>/<slug>.json`.
    #[arg(value_name = "GOLD_DIR")]
    gold: PathBuf,
    /// The folder of the charters that are labelled, `<kind>/<slug>.md`.
    #[arg(value_name = "CHARTERS_DIR")]
    charters: PathBuf,
    /// A folder of example sentences to train on besides (`.tsv`).
    #[arg(long, value_name = "DIR")]
    examples: Option<PathBuf>,
    /// The folder that the weights are written to, one file a model.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// How often the models are trained anew to measure how good they are on charters that they have not seen.
const FOLDS: usize = 5;

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, mut findings) = shared.lexicon(&project)?;
    let (pairs, found) = gold::pairs(&arguments.gold, &arguments.charters)?;
    findings.extend(found);
    let examples = examples(arguments.examples.as_deref())?;
    let files = crate::teach::trained(&pairs, &examples, &lexicon, &mut findings)?;
    for (name, text) in &files {
        let path = arguments.out.join(format!("{name}.tsv"));
        disk::replace(&path, text.as_bytes())?;
        note(format!("wrote {}", quoted(&path)));
    }
    let measured = crate::teach::cross_validated(&pairs, &examples, FOLDS, &lexicon, &mut Vec::new())?;
    let observed = &measured.observations;
    for (name, text) in [
        ("quality.tsv", learned::quality_file(&eval::quality(&measured))),
        ("calibration.tsv", confidence::file(&calibrate::rows(observed))),
        ("reliability.tsv", learned::reliability_file(&calibrate::reliability(observed))),
    ] {
        let path = arguments.out.join(name);
        disk::replace(&path, text.as_bytes())?;
        note(format!("wrote {}", quoted(&path)));
    }
    report(&findings);
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}

/// Every example in a folder; none without a folder.
pub(super) fn examples(folder: Option<&Path>) -> Result<Vec<Taught>, Error> {
    let Some(folder) = folder else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    for (name, text) in disk::texts(folder, |name| name.ends_with(".tsv"))? {
        all.extend(examples::examples(&format!("{}/{name}", folder.display()), &text)?);
    }
    Ok(all)
}
