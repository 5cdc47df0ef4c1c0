//! What became of each charter from capture to capture: each is read and labelled as a build would, and set against the one before.

use rayon::prelude::*;

use super::kept::{self, Kept};
use super::{CharterFile, read};
use crate::compare::change::{self, Side};
use crate::error::Error;
use crate::extract::learned::Weights;
use crate::extract::{About, Extraction, tongues};
use crate::finding;
use crate::lexicon::Lexicon;
use crate::model::capture::Capture;
use crate::model::change::{Brought, History, Revision, Seen};
use crate::model::charter::Facts;
use crate::model::corrections::Corrections;
use crate::model::document::{Document, Place};
use crate::project::Project;
use crate::project::charters;
use crate::read::Words;

/// What reading and labelling go by.
#[derive(Clone, Copy)]
pub struct By<'a> {
    /// The words that decide.
    pub lexicon: &'a Lexicon,
    /// Those of them that reading goes by.
    pub words: &'a Words,
    /// The weights of the models.
    pub weights: &'a Weights,
}

/// The histories of a project's charters, in the order of their ids; a charter of which no capture and no visit is kept has none.
///
/// # Errors
/// No folder of charters, or one that cannot be read.
pub fn histories(project: &Project, by: By<'_>) -> Result<Vec<History>, Error> {
    let (files, _) = charters::files(project)?;
    Ok(files.par_iter().filter_map(|file| history(file, by)).collect())
}

/// The history of one charter; `None` where nothing is kept of it, or where its file cannot be read, which a build tells.
#[must_use]
pub fn history(file: &CharterFile, by: By<'_>) -> Option<History> {
    let kept = kept::kept(file);
    if kept.captures.is_empty() && kept.attempts.is_empty() {
        return None;
    }
    let facts = read::facts(&file.path, &file.bytes().ok()?).0?;
    let corrections = file.corrections().ok().flatten();
    let corrections = corrections.filter(|corrections| corrections.are_of(file.id.as_str()).is_ok());
    let from = From { file, facts: &facts, corrections: corrections.as_ref(), by };
    // A mistake of ours that a capture brings to light costs this history, not the run.
    finding::guarded(&kept.path, || from.history(&kept)).ok()
}

struct From<'a> {
    file: &'a CharterFile,
    facts: &'a Facts,
    corrections: Option<&'a Corrections>,
    by: By<'a>,
}

/// A capture that can be read, as long as another may follow.
struct Told<'a> {
    capture: &'a Capture,
    document: Document,
    /// Labelled when it is first set against another: most captures never are.
    extraction: Option<Extraction>,
}

impl From<'_> {
    fn history(&self, kept: &Kept) -> History {
        let mut captures: Vec<&Capture> = kept.captures.iter().filter(|one| !is_on_the_way(one)).collect();
        captures.sort_by_key(|capture| capture.date);
        let mut history = History {
            charter: self.file.id.clone(),
            captures: Vec::with_capacity(captures.len()),
            revisions: Vec::new(),
            attempt: None,
        };
        let mut last: Option<Told<'_>> = None;
        for capture in captures {
            let brought = self.brought(kept, capture, &mut last, &mut history.revisions);
            let (id, url, date) = (capture.id.clone(), capture.url.clone(), capture.date);
            history.captures.push(Seen { id, url, date, brought });
        }
        let newest = history.captures.last().map(|seen| seen.date);
        let attempt = kept.attempts.iter().max_by_key(|attempt| attempt.date);
        history.attempt =
            attempt.filter(|attempt| newest.is_none_or(|newest| attempt.date >= newest)).cloned();
        history
    }

    fn brought<'a>(
        &self,
        kept: &Kept,
        capture: &'a Capture,
        last: &mut Option<Told<'a>>,
        revisions: &mut Vec<Revision>,
    ) -> Brought {
        if let Some(last) = last
            && capture.status == 200
            && capture.digest == last.capture.digest
        {
            last.capture = capture;
            return Brought::Same;
        }
        let captured = kept::captured(&kept.path, capture, self.by.words);
        if let Some(why) = captured.unusable {
            return Brought::Unusable(why);
        }
        let document = captured.reading.document;
        let Some(before) = last else {
            *last = Some(Told { capture, document, extraction: None });
            return Brought::First;
        };
        // Another menu, another counter: most pages that changed say what they said.
        if document.sections == before.document.sections {
            before.capture = capture;
            return Brought::Noise;
        }
        let old = before.extraction.take().unwrap_or_else(|| self.labelled(&before.document));
        let new = self.labelled(&document);
        let changes = change::changes(side(&old), side(&new), kept::day_of(capture));
        let from = before.capture.date;
        let same = new.commitments.len() - changes.iter().filter(|change| change.is.is_some()).count();
        *last = Some(Told { capture, document, extraction: Some(new) });
        if changes.is_empty() {
            return Brought::Noise;
        }
        revisions.push(Revision { capture: capture.id.clone(), from, to: capture.date, changes, same });
        Brought::Changes
    }

    fn labelled(&self, document: &Document) -> Extraction {
        let about = About {
            charter: self.file.id.as_str(),
            title: Some(&self.facts.title),
            country: Some(&self.facts.country),
            corrections: self.corrections,
        };
        let said = Some((self.facts.language.as_str(), Place::default()));
        // What there is to find in the newest capture is told by a build.
        tongues::labelled(&self.file.path, about, said, document, (self.by.lexicon, self.by.weights)).0
    }
}

fn side(extraction: &Extraction) -> Side<'_> {
    Side { commitments: &extraction.commitments, other: &extraction.other }
}

/// Whether it is an answer that only led to another one.
fn is_on_the_way(capture: &Capture) -> bool {
    (300..=399).contains(&capture.status)
        || (capture.status == 200 && read::capture::refresh(&capture.payload).is_some())
}
