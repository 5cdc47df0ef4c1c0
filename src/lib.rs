//! Reads the customer service charters of libraries, extracts the commitments in them, compares them, and renders a
//! comparison site.
//!
//! The steps, one module each; values flow down, and only this file chains them:
//!
//! 1. `project` gathers the charter files (the only one to touch the disk, besides `serve`),
//! 2. [`read`] makes a document of each: sections, blocks, units, each with its place,
//! 3. [`extract`] labels each unit: commitment or not, party, strength, topic, channels, measures, vague words,
//! 4. [`compare`] lays all profiles side by side,
//! 5. [`render`] makes the pages, `export` the downloads, and `project` swaps the site in whole.
//!
//! `eval` holds labels against gold labels; [`lexicon`] has the words that decide.

#![warn(clippy::disallowed_methods, clippy::exit, clippy::expect_used, clippy::unwrap_used)]
#![warn(clippy::print_stderr, clippy::print_stdout)]

pub mod model;
pub mod error;
pub mod finding;
pub mod words;
pub mod lexicon;
pub mod read;
pub mod extract;
pub mod compare;
pub mod render;


use extract::learned::Weights;
use finding::Finding;
use lexicon::Lexicon;
use model::charter::CharterId;
use model::comparison::Profile;

/// Reads and labels one charter file. `None` where its front matter is missing or wrong: the findings say why.
#[must_use]
pub fn profile(
    id: CharterId,
    path: &str,
    bytes: &[u8],
    lexicon: &Lexicon,
    weights: &Weights,
) -> (Option<Profile>, Vec<Finding>) {
    let reading = read::file(path, bytes, lexicon);
    let extraction = extract::commitments(id.as_str(), &reading.document, lexicon, weights);
    let profile = reading.facts.map(|facts| Profile {
        id,
        path: path.to_owned(),
        facts,
        commitments: extraction.commitments,
        other: extraction.other,
    });
    (profile, reading.findings)
}
