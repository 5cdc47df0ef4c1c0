//! The stems of words, so that "opens" and "opening" are one feature.

use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

/// As many stems as a thread remembers, and of words no longer than this: charters speak few words, and a hostile one
/// cannot fill the memory.
const MOST: usize = 1 << 14;
const LONGEST: usize = 32;

thread_local! {
    /// What was stemmed before. A stem depends on its word alone, so that what is remembered changes no label.
    static KNOWN: RefCell<FxHashMap<Box<str>, Box<str>>> = RefCell::default();
}

/// Makes stems.
pub(super) struct Stems(Stemmer);

impl Default for Stems {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::English))
    }
}

impl Stems {
    /// Hands on the stem of a word in lower case.
    pub(super) fn with<R>(&self, word: &str, then: impl FnOnce(&str) -> R) -> R {
        KNOWN.with_borrow_mut(|known| {
            if let Some(stem) = known.get(word) {
                return then(stem);
            }
            let stem = self.0.stem(word);
            if word.len() <= LONGEST && known.len() < MOST {
                known.insert(word.into(), stem.as_ref().into());
            }
            then(&stem)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_is_the_same_when_it_is_asked_for_again() {
        let stems = Stems::default();
        for _ in 0..2 {
            let mut found = Vec::new();
            for word in ["opens", "opening", "open"] {
                stems.with(word, |stem| found.push(stem.to_owned()));
            }
            assert_eq!(found, ["open", "open", "open"]);
        }
    }
}
