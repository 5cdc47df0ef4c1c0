//! The index that the reader's browser searches, as small scripts beside the page: no server and no service is asked, and a
//! folder opened from a disk can be searched as well, since a page may load scripts where it may not fetch data.
//!
//! Each charter and each commitment is a *doc*; docs are numbered in the order of charters, a charter before its commitments.
//! Every file calls `charterhouse.searched(part, number, data)`, which `assets/search.js` defines:
//!
//! - `search/index-0.js` says how many docs there are, which charter each is of, and which file holds what;
//! - `search/words-N.js` has words in order, each with its docs and its kin: the other words of its stem;
//! - `search/labels-N.js` has a letter a doc: its topic and strength;
//! - `search/charters-N.js` has the charters' names.
//!
//! Texts are not said again: those of a charter stand in `compare/<charter>.js`. A browser loads the files that a query needs,
//! none of which is larger than about 150 kB. All of it is made in one walk over the texts: time and memory grow with them alone.

use serde_json::{Value, json};

use super::Page;
use super::site::Site;
use crate::error::Error;
use crate::model::commitment::{Commitment, Strength, Topic};

mod charters;
pub(super) mod letters;
mod token;
mod words;

use super::page::script::call;
use letters::{letter, push_number};

/// As many docs as a file of labels has letters for.
const LABELS: usize = 100_000;

/// Makes the files of the index and hands each to `write`, the index itself last.
///
/// # Errors
/// The first error of `write`.
pub(super) fn index(
    site: &Site<'_>,
    write: &(dyn Fn(Page) -> Result<(), Error> + Sync),
) -> Result<(), Error> {
    let put = |part: &str, number: usize, data: &Value| {
        let path = format!("search/{part}-{number}.js");
        call(path, "searched", &(part, number, data)).and_then(write)
    };
    let words = words::write(site, &mut |number, words| put("words", number, &Value::from(words)))?;
    let labels = labels(site);
    for (number, some) in labels.as_bytes().chunks(LABELS).enumerate() {
        put("labels", number, &Value::from(String::from_utf8_lossy(some)))?;
    }
    let charters = charters::write(site, &|number, charters| put("charters", number, charters))?;
    let mut counts = String::new();
    for profile in &site.comparison.profiles {
        push_number(&mut counts, profile.commitments.len());
    }
    // In the order of charters, which is not that of pages.
    let mut ranges: Vec<_> = site.kinds().collect();
    ranges.sort_by_key(|(_, range)| range.start);
    let kinds: Vec<Value> = ranges.iter().map(|(kind, range)| json!([kind.id(), range.len()])).collect();
    let index = json!({
        "docs": labels.len(),
        "kinds": kinds,
        "topics": Topic::ALL.iter().map(|topic| topic.id()).collect::<Vec<_>>(),
        "strengths": Strength::ALL.iter().map(|strength| strength.id()).collect::<Vec<_>>(),
        "counts": counts,
        "words": words,
        "labels": LABELS,
        "charters": charters,
    });
    put("index", 0, &index)
}

/// A letter for each doc.
fn labels(site: &Site<'_>) -> String {
    let mut labels = String::new();
    for profile in &site.comparison.profiles {
        labels.push('_');
        labels.extend(profile.commitments.iter().map(label));
    }
    labels
}

/// The letter of a commitment. There are fewer topics and strengths than letters.
fn label(commitment: &Commitment) -> char {
    letter(commitment.topic as usize * Strength::ALL.len() + commitment.strength as usize)
}

#[cfg(test)]
mod tests;
