//! Which row of the table of weights a feature has: looked up by its name once on a thread, by a number from then on.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Table;
use crate::extract::features::name::{Name, OfRule, OfSays, OfTopic, OfWord};
use crate::extract::features::quick_key;
use crate::lexicon::{Lexicon, PhraseKey, Rule};
use crate::model::commitment::Topic;

/// As many words as a thread remembers, and none longer than this: charters speak few words, and a hostile one cannot fill the
/// memory.
const MOST: usize = 1 << 14;
const LONGEST: usize = 32;

thread_local! {
    /// What the last document's features were found by, for the next one. A row depends on the name alone, so that what is
    /// remembered changes no label.
    static KEPT: RefCell<Option<Rows>> = const { RefCell::new(None) };
}

/// The rows of a table by what names them in the rules of one lexicon.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) table: Arc<Table>,
    of: Arc<[Rule]>,
    rules: Vec<[Asked; OfRule::COUNT]>,
    sayings: Vec<[Asked; OfSays::COUNT]>,
    phrases: Vec<Asked>,
    topics: [[Asked; OfTopic::COUNT]; Topic::ALL.len()],
    words: FxHashMap<Box<str>, [Asked; OfWord::COUNT]>,
    /// For each row, its place among the features of the unit at hand, from 1; 0 for those that it has not.
    pub(super) places: Vec<u32>,
}

/// The answer to which row a feature has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    /// Nobody asked yet.
    #[default]
    Never,
    /// No model has a weight for it.
    None,
    /// This one.
    Row(u32),
}

impl Asked {
    /// The answer, which is looked up the first time.
    fn or_look_up(&mut self, name: Name<'_>, table: &Table) -> Option<u32> {
        if *self == Self::Never {
            *self = look_up(name, table).map_or(Self::None, Self::Row);
        }
        match *self {
            Self::Row(row) => Some(row),
            Self::Never | Self::None => None,
        }
    }
}

fn look_up(name: Name<'_>, table: &Table) -> Option<u32> {
    name.spelled(|name| table.places.get(&quick_key(name)).copied())
}

/// The place of a number in a list that grows as it is asked.
fn place<T: Clone + Default>(list: &mut Vec<T>, number: u32) -> Option<&mut T> {
    let number = number as usize;
    if list.len() <= number {
        list.resize(number + 1, T::default());
    }
    list.get_mut(number)
}

impl Rows {
    /// What the thread remembers of these weights and rules; nothing yet where it last labelled by others.
    pub(super) fn of(table: &Arc<Table>, lexicon: &Lexicon) -> Self {
        let fits = |kept: &Self| Arc::ptr_eq(&kept.table, table) && Arc::ptr_eq(&kept.of, lexicon.shared());
        KEPT.take().filter(fits).unwrap_or_else(|| Self {
            table: Arc::clone(table),
            of: Arc::clone(lexicon.shared()),
            rules: Vec::new(),
            sayings: Vec::new(),
            phrases: Vec::new(),
            topics: Default::default(),
            words: FxHashMap::default(),
            places: vec![0; table.rows.len()],
        })
    }

    /// Leaves what is known to the next document.
    pub(super) fn keep(self) {
        KEPT.set(Some(self));
    }

    /// The row of a feature; `None` where no model has a weight for it.
    pub(super) fn row(&mut self, name: Name<'_>) -> Option<u32> {
        let full = self.words.len() >= MOST;
        let asked = match name {
            Name::Rule(kind, hit) => place(&mut self.rules, hit.phrase.rule)?.get_mut(kind as usize)?,
            Name::Says(kind, hit) => place(&mut self.sayings, hit.phrase.says)?.get_mut(kind as usize)?,
            Name::Phrase(hit) => {
                let PhraseKey { number, .. } = hit.phrase;
                place(&mut self.phrases, number)?
            }
            Name::Topic(kind, topic) => self.topics.get_mut(topic as usize)?.get_mut(kind as usize)?,
            Name::Word(kind, word) => match self.words.get_mut(word) {
                Some(rows) => rows.get_mut(kind as usize)?,
                None if word.len() <= LONGEST && !full => {
                    self.words.entry(word.into()).or_default().get_mut(kind as usize)?
                }
                None => return look_up(name, &self.table),
            },
            Name::Parts(_) => return look_up(name, &self.table),
        };
        asked.or_look_up(name, &self.table)
    }
}
