//! What a person should know about a file. A finding never stops a run; the exit status says that there were some.

use std::fmt;

use serde::Serialize;

use crate::model::document::Place;

/// What a person should know about a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file, as the user named it or from the project's folder.
    pub path: String,
    /// Where in it; line 0 where the whole file is meant.
    pub place: Place,
    /// Which sort of finding it is. Codes are for ever; see [`CODES`].
    pub code: &'static str,
    /// What was found, quoting what the file says.
    pub message: String,
    /// What to do about it; empty where the message says all.
    pub help: String,
}

impl Finding {
    /// A finding about a place in a file, without help.
    #[must_use]
    pub fn new(code: &'static str, path: &str, place: Place, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), place, code, message: message.into(), help: String::new() }
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if self.place.line > 0 {
            write!(f, ":{}", self.place.line)?;
        }
        write!(f, ": {}: {}", self.code, self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

/// Does something with one file of many. A mistake of ours that a file brings to light costs that file, not the whole run.
///
/// # Errors
/// A finding that says so.
pub fn guarded<T>(path: &str, work: impl FnOnce() -> T) -> Result<T, Finding> {
    // The stages are pure: what they leave half done is dropped with the panic.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|_| {
        Finding::new(
            "unreadable",
            path,
            Place::default(),
            "the program failed on this file, and went on without it",
        )
        .help("this is a mistake in charterhouse: please report it, with the file if you may")
    })
}

/// Every code with what it means, in order. Tests hold it against the code and the README.
pub const CODES: &[(&str, &str)] = &[
    ("bad-capture", "what an address gave is no charter that can be read, and what is shown stays as it was"),
    ("bad-front-matter", "the front matter is missing, is not TOML, or has a wrong, unknown or missing key"),
    ("bad-labels", "a file of a person's labels is not in the scheme, or its charter is not there"),
    (
        "bad-template",
        "a template of the project is unknown or broken, and the built-in ones are used in its place",
    ),
    (
        "damaged-capture",
        "a file of captures is damaged; what stands before the damage is read, and nothing is added",
    ),
    ("duplicate-slug", "two charter files would have one address; the later one is left out"),
    ("empty-charter", "the file has no text under its front matter"),
    ("not-fetched", "an address could not be fetched"),
    ("not-labelled", "some or all of the text is in a language without rules, and is not labelled"),
    ("odd-name", "a file or folder name cannot be an address, or a folder is no kind"),
    ("other-language", "the text is clearly in another language than the front matter says"),
    ("outside-folder", "a link leads out of the folder and is not followed"),
    ("scanned-pages", "pages of a PDF are pictures without text, and are not read"),
    ("stale-correction", "a text that a person labelled does not stand in the charter any more"),
    ("too-deep", "the text is nested deeper than is read; what lies deeper is read as one level"),
    ("too-large", "the file is larger than is read"),
    (
        "torn-capture",
        "a write of captures was cut short; the torn end is cut off, and every whole record stands",
    ),
    ("unmatched-disable", "the settings switch off a rule that does not exist"),
    ("unreadable", "the file cannot be read"),
    ("wrong-encoding", "some bytes are not text in the file's encoding and are shown as a replacement sign"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_of_ours_costs_one_file() {
        assert_eq!(guarded("a.md", || 4).ok(), Some(4));
        let found =
            guarded("b.md", || panic!("on purpose")).err().map(|finding| (finding.path, finding.code));
        assert_eq!(found, Some(("b.md".to_owned(), "unreadable")));
    }
}
