//! `extract`: files in, commitments as JSON Lines out, in the order of the files.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use rayon::prelude::*;
use serde::Serialize;

use super::terminal::{Watch, print, report};
use super::{Exit, Shared};
use crate::error::Error;
use crate::extract::learned::Weights;
use crate::finding::{Finding, guarded};
use crate::keep::kept::Kept;
use crate::lexicon::Lexicon;
use crate::model::commitment::Commitment;
use crate::model::language::Unlabelled;
use crate::project::inputs::{self, Input};
use crate::read::Words;
use crate::{Labelled, Progress, labelled, usable};

/// Print the commitments in files as JSON Lines, one line a charter.
///
/// Reads web pages, PDF, DOCX, Markdown and plain text. Folders are searched, their `README.md` and `FORMAT.md` left out. A line has
/// `charter`, `path`, `commitments` (each with its labels, its `id`, its `because` and the `confidence` of each label, 0 to 1),
/// `other` (the texts that are none) and `reviewed` (whether a person decided about any of them, in `<name>.labels.json` beside
/// the file).
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse extract charters > commitments.jsonl
  charterhouse extract saved-page.html draft.md
  curl -s https://library.example/charter | charterhouse extract -")]
pub(super) struct Arguments {
    /// A file, a folder, or `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// How many files are labelled before their lines are written: enough to keep every core busy, few enough to hold.
const FILES_AT_ONCE: usize = 512;

/// The same in bytes, for files that are large.
const BYTES_AT_ONCE: u64 = 32 << 20;

/// One line of the output.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    charter: &'a str,
    path: &'a str,
    language: &'a str,
    commitments: &'a [Commitment],
    other: &'a [String],
    /// Whether a person decided about any of its units.
    reviewed: bool,
    #[serde(skip_serializing_if = "<[Unlabelled]>::is_empty")]
    unlabelled: &'a [Unlabelled],
}

impl<'a> Line<'a> {
    pub(super) fn of(path: &'a str, labelled: &'a Labelled) -> Self {
        let extraction = &labelled.extraction;
        Self {
            charter: &labelled.charter,
            path,
            language: &extraction.languages.main.id,
            unlabelled: &extraction.languages.unlabelled,
            commitments: &extraction.commitments,
            other: &extraction.other,
            reviewed: extraction.reviewed > 0,
        }
    }
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, mut findings) = shared.lexicon(&project)?;
    let words = Words::new(&lexicon);
    let weights = Weights::built_in()?;
    let (inputs, found) = inputs::files(&arguments.paths)?;
    findings.extend(found);
    report(&findings);
    if inputs.is_empty() {
        return Err(Error::Usage(
            "there is no file to read: folders are searched for md, html, htm, txt, pdf and docx".to_owned(),
        ));
    }
    // A bar among the lines would spoil both.
    let watch = if io::stdout().is_terminal() { Watch::hidden() } else { Watch::new() };
    watch.see(Progress::Charters(inputs.len()));
    let mut exit = if findings.is_empty() { Exit::Done } else { Exit::Findings };
    print(|out| {
        for batch in batches(&inputs) {
            let lines: Vec<(Vec<u8>, Vec<Finding>)> = batch
                .par_iter()
                .map(|input| {
                    let line = line(input, &words, &lexicon, &weights);
                    watch.see(Progress::Charter);
                    line
                })
                .collect();
            for (line, findings) in lines {
                out.write_all(&line)?;
                if !findings.is_empty() {
                    exit = Exit::Findings;
                    watch.aside(|| report(&findings));
                }
            }
            out.flush()?;
        }
        Ok(())
    })?;
    Ok(exit)
}

/// The line of a file; empty where it cannot be read, so that nobody takes it for one that promises nothing.
fn line(input: &Input, words: &Words, lexicon: &Lexicon, weights: &Weights) -> (Vec<u8>, Vec<Finding>) {
    let bytes = match input.bytes() {
        Ok(bytes) => bytes,
        Err(finding) => return (Vec::new(), vec![finding]),
    };
    let (decided, unusable) = usable(input.corrections());
    let kept = Kept::default();
    let work = || labelled(input, (&bytes, decided.as_ref(), &kept), words, lexicon, weights);
    let mut labelled = match guarded(&input.path, work) {
        Ok(labelled) => labelled,
        Err(finding) => return (Vec::new(), vec![finding]),
    };
    labelled.findings.extend(unusable);
    if labelled.refused {
        return (Vec::new(), labelled.findings);
    }
    let mut line = Vec::new();
    // Strings, numbers and lists always have a JSON; the map keys are our own.
    if serde_json::to_writer(&mut line, &Line::of(&input.path, &labelled)).is_ok() {
        line.push(b'\n');
    }
    (line, labelled.findings)
}

/// The files in runs that may be held at once.
fn batches(inputs: &[Input]) -> impl Iterator<Item = &[Input]> {
    let mut rest = inputs;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fit = rest.iter().take(FILES_AT_ONCE).take_while(|input| {
            bytes += input.size;
            bytes <= BYTES_AT_ONCE
        });
        let (batch, after) = rest.split_at(fit.count().max(1).min(rest.len()));
        rest = after;
        (!batch.is_empty()).then_some(batch)
    })
}
