//! What a model weighs: named facts about a unit, each with the words that it rests on.
//!
//! A feature is known by a number made from its name, so that none needs a string while labelling; names are kept only
//! while training. Which features a model uses is decided in [`kinds`].

pub mod kinds;
mod stems;

use std::collections::BTreeMap;

/// A fact about a unit.
#[derive(Clone, Copy, Debug)]
pub struct Feature<'a> {
    /// Made from its name.
    pub key: u64,
    /// How much of it there is.
    pub value: f32,
    /// The id of the rule that it comes from; empty where it comes from words alone.
    pub rule: &'a str,
    /// The words that it rests on; empty where it rests on the unit's surroundings.
    pub words: &'a str,
}

/// The features of a unit, as they are gathered.
#[derive(Debug, Default)]
pub struct Features<'a> {
    list: Vec<Feature<'a>>,
    /// The name of each key, while training.
    names: Option<BTreeMap<u64, String>>,
}

/// What a feature rests on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rests<'a> {
    /// The id of a rule, or nothing.
    pub rule: &'a str,
    /// Some words, or nothing.
    pub words: &'a str,
}

impl<'a> Features<'a> {
    /// None yet, their names to be kept.
    #[must_use]
    pub fn named() -> Self {
        Self { list: Vec::new(), names: Some(BTreeMap::new()) }
    }

    /// Those already, to be added to.
    #[must_use]
    pub fn with(shared: &[Feature<'a>]) -> Self {
        let mut list = Vec::with_capacity(shared.len() + 128);
        list.extend_from_slice(shared);
        Self { list, names: None }
    }

    /// Adds a fact. Where it was there already, the greater value stays.
    pub fn add(&mut self, name: &[&str], value: f32, rests: Rests<'a>) {
        let key = key(name);
        if let Some(names) = &mut self.names {
            names.entry(key).or_insert_with(|| name.concat());
        }
        self.list.push(Feature { key, value, rule: rests.rule, words: rests.words });
    }

    /// Each fact once, in the order of their keys, with the names where they were kept.
    #[must_use]
    pub fn finish(mut self) -> (Vec<Feature<'a>>, BTreeMap<u64, String>) {
        self.list.sort_unstable_by(|a, b| a.key.cmp(&b.key).then(b.value.total_cmp(&a.value)));
        self.list.dedup_by_key(|feature| feature.key);
        (self.list, self.names.unwrap_or_default())
    }
}

/// A number made from the parts of a name (FNV-1a, 64 bits): the same on every machine and in every version.
#[must_use]
pub fn key(name: &[&str]) -> u64 {
    name.iter().flat_map(|part| part.bytes()).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
