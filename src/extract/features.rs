//! What a model weighs: named facts about a unit, each with the words that it rests on.
//!
//! A feature is known by a number made from its [`name`], so that none needs a string while labelling; names are kept only
//! while training. Which features a model uses is decided in [`kinds`].

pub mod kinds;
pub mod name;
mod stems;

use std::collections::BTreeMap;
use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use name::Name;

/// What a feature rests on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rests<'a> {
    /// The id of the rule that it comes from; empty where it comes from words alone.
    pub rule: &'a str,
    /// The words that it rests on; empty where it rests on the unit's surroundings.
    pub words: &'a str,
}

/// What takes the features of a unit as they are gathered: the models while labelling, a list with all names while training.
pub trait Facts<'a> {
    /// Takes a fact, by its name, and how much of it there is. Where it is there already, the greater value stays.
    fn add(&mut self, name: Name<'_>, value: f32, rests: Rests<'a>);

    /// What comes now is shared by the units that follow; all that came before is done with.
    fn shared(&mut self) {}

    /// What comes now is one unit's own; what was another's own is done with, what they share stays.
    fn own(&mut self) {}
}

/// The features of a unit with their names.
#[derive(Debug, Default)]
pub struct Named {
    /// How much there is of each, by its key.
    pub values: BTreeMap<u64, f32>,
    /// The name of each key.
    pub names: BTreeMap<u64, String>,
}

impl Facts<'_> for Named {
    fn add(&mut self, name: Name<'_>, value: f32, _: Rests<'_>) {
        let key = name.spelled(|name| {
            let key = key(name);
            self.names.entry(key).or_insert_with(|| name.concat());
            key
        });
        let held = self.values.entry(key).or_insert(value);
        *held = held.max(value);
    }
}

/// A number made from the parts of a name (FNV-1a, 64 bits): the same for all ways of parting it, on every machine and in every
/// version, so that training goes the same way everywhere.
#[must_use]
pub fn key(name: &[&str]) -> u64 {
    name.iter().flat_map(|part| part.bytes()).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// So many bytes of a name are put together without a place in memory of their own.
const SHORT: usize = 120;

/// The like in a fraction of the time, but the same in one run of the program only: what labelling looks weights up by.
#[must_use]
pub fn quick_key(name: &[&str]) -> u64 {
    fn hash(name: &[u8]) -> u64 {
        let mut hasher = FxHasher::default();
        hasher.write(name);
        hasher.finish()
    }
    let mut whole = [0; SHORT];
    let mut end = 0;
    for part in name {
        let Some(place) = whole.get_mut(end..end + part.len()) else {
            return hash(name.concat().as_bytes());
        };
        place.copy_from_slice(part.as_bytes());
        end += part.len();
    }
    hash(whole.get(..end).unwrap_or_default())
}
