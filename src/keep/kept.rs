//! What is kept of a charter, and which of it is read: the newest capture that is one.

use std::path::Path;

use jiff::civil::Date;

use crate::collect::store;
use crate::finding::Finding;
use crate::model::capture::Capture;
use crate::model::charter::Basis;
use crate::model::document::Place;
use crate::project::charters::CharterFile;
use crate::read::{self, Reading, Words};

/// The captures of a charter, and what is wrong with their file.
#[must_use]
pub fn kept(file: &CharterFile) -> (Kept, Vec<Finding>) {
    let path = file.captures_path();
    match store::captures(&file.captures()) {
        Ok(contents) => {
            let found = contents.trouble.map(|_| store::damaged(&path, &contents));
            (Kept { path, captures: contents.captures, day: None }, found.into_iter().collect())
        }
        Err(error) => {
            let finding = Finding::new("unreadable", &path, Place::default(), error.to_string());
            (Kept { path, ..Kept::default() }, vec![finding])
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
    /// Where one of a certain day is asked for: none that is later is read.
    pub day: Option<Date>,
}

/// The day of a capture, as the world's clock has it.
#[must_use]
pub fn day_of(capture: &Capture) -> Date {
    capture.date.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Puts the newest usable capture in the place of a charter file's own text, which stays where there is none.
pub fn from_captures(reading: &mut Reading, kept: &Kept, words: &Words) {
    let mut captures: Vec<&Capture> =
        kept.captures.iter().filter(|capture| kept.day.is_none_or(|day| day_of(capture) <= day)).collect();
    captures.sort_by_key(|capture| capture.date);
    for capture in captures.into_iter().rev() {
        let captured = read::capture::capture(&kept.path, capture, words);
        let Some(why) = captured.unusable else {
            // What is wrong with the text that is not shown is of no matter now.
            reading.findings.retain(|finding| finding.code == "bad-front-matter");
            reading.findings.extend(captured.reading.findings);
            reading.document = captured.reading.document;
            if let Some(facts) = &mut reading.facts {
                facts.basis = Basis::Capture;
                facts.retrieved = day_of(capture);
            }
            return;
        };
        // An answer that is an error by its own status was told when it came.
        if capture.status == 200 {
            let message = format!("the capture of {} is {why}: it is not shown", day_of(capture));
            reading.findings.push(Finding::new("bad-capture", &kept.path, Place::default(), message));
        }
    }
}

/// The captures that lie beside a file, for one who shows it: none later than `day`, where one is given.
#[must_use]
pub fn kept_beside(file: &Path, day: Option<Date>) -> Kept {
    let beside = file.with_extension("warc.gz");
    let captures = store::captures(&beside).map(|contents| contents.captures).unwrap_or_default();
    Kept { path: beside.to_string_lossy().into_owned(), captures, day }
}
