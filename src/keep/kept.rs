//! What is kept of a charter, and which of it is read: the newest capture that is one.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::collect::store;
use crate::finding::Finding;
use crate::model::capture::Capture;
use crate::model::change::Attempt;
use crate::model::charter::Basis;
use crate::model::document::Place;
use crate::project::charters::CharterFile;
use crate::project::child;
use crate::read::capture::{Captured, Unpack};
use crate::read::{self, Reading, Words};

/// The captures of a charter.
#[must_use]
pub fn kept(file: &CharterFile) -> Kept {
    let path = file.captures_path();
    match store::captures(&file.captures()) {
        Ok(contents) => {
            let findings = contents.trouble.map(|_| store::damaged(&path, &contents)).into_iter().collect();
            Kept { path, captures: contents.captures, attempts: contents.attempts, until: None, findings }
        }
        Err(error) => {
            let findings = vec![Finding::new("unreadable", &path, Place::default(), error.to_string())];
            Kept { path, findings, ..Kept::default() }
        }
    }
}

/// The captures that a charter may be read from.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// What their file is called in findings.
    pub path: String,
    /// In the order in which they were kept.
    pub captures: Vec<Capture>,
    /// The visits that brought nothing, in the same order.
    pub attempts: Vec<Attempt>,
    /// Where one of a certain time is asked for: none that is later is read.
    pub until: Option<Timestamp>,
    /// What is wrong with their file.
    pub findings: Vec<Finding>,
}

/// The day of a capture, as the world's clock has it.
#[must_use]
pub fn day_of(capture: &Capture) -> Date {
    capture.date.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// A capture as read; a PDF or DOCX is unpacked in a process of its own.
#[must_use]
pub fn captured(path: &str, capture: &Capture, words: &Words) -> Captured {
    let unpack: Unpack = |path, bytes| child::is_office(bytes).then(|| child::unpacked(path, bytes));
    read::capture::capture(path, capture, unpack, words)
}

/// Puts the newest usable capture in the place of a charter file's own text, which stays where there is none.
pub fn from_captures(reading: &mut Reading, kept: &Kept, words: &Words) {
    let mut captures: Vec<&Capture> =
        kept.captures.iter().filter(|capture| kept.until.is_none_or(|until| capture.date <= until)).collect();
    captures.sort_by_key(|capture| capture.date);
    let mut found = kept.findings.clone();
    let mut shown = None;
    for capture in captures.into_iter().rev() {
        let captured = captured(&kept.path, capture, words);
        match captured.unusable {
            None => {
                shown = Some((capture, captured.reading));
                break;
            }
            // An answer that is an error by its own status was told when it came.
            Some(why) if capture.status == 200 => {
                let message = format!("the capture of {} is {why}: it is not shown", day_of(capture));
                found.push(Finding::new("bad-capture", &kept.path, Place::default(), message));
            }
            Some(_) => {}
        }
    }
    if let Some((capture, captured)) = shown {
        // What is wrong with the text that is not shown is of no matter now.
        reading.findings.retain(|finding| finding.code == "bad-front-matter");
        reading.findings.extend(captured.findings);
        reading.document = captured.document;
        if let Some(facts) = &mut reading.facts {
            facts.basis = Basis::Capture;
            facts.retrieved = day_of(capture);
        }
    }
    reading.findings.append(&mut found);
}

/// The captures that lie beside a file, for one who shows it: none later than `until`, where that is given.
#[must_use]
pub fn kept_beside(file: &Path, until: Option<Timestamp>) -> Kept {
    let beside = file.with_extension("warc.gz");
    let path = beside.to_string_lossy().into_owned();
    let contents = store::captures(&beside).unwrap_or_default();
    let findings = contents.trouble.map(|_| store::damaged(&path, &contents)).into_iter().collect();
    Kept { path, captures: contents.captures, attempts: contents.attempts, until, findings }
}
