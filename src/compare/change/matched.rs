//! Which commitment of the new capture is which of the old one: by content address first, then by likeness.
//!
//! Every step walks sorted lists, and each unit is set against a bounded number of others that share its rarest words: ten thousand
//! units take a moment, whatever they say.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;

use super::tokens::keys;
use crate::model::commitment::Commitment;

/// How alike two commitments must be to be one, from 0 to 1: with half of the weight of their words in common.
const ALIKE: f64 = 0.5;

/// How much a shared topic and a shared section count beside the words.
const SAME_TOPIC: f64 = 0.06;
const SAME_SECTION: f64 = 0.03;

/// A word or pair of words in more units than this is no way to find its like.
const COMMON: usize = 64;

/// How many of a unit's rarest words and pairs are looked up.
const LOOKED_UP: usize = 12;

/// A commitment with its words that count.
pub(super) struct Told<'a> {
    pub(super) commitment: &'a Commitment,
    pub(super) keys: Vec<String>,
    /// Those of its lead-in.
    pub(super) lead_in: Vec<String>,
}

impl<'a> Told<'a> {
    /// Each with the words that count on a day.
    pub(super) fn all(commitments: &'a [Commitment], day: Date) -> Vec<Self> {
        let told = |commitment: &'a Commitment| Self {
            commitment,
            keys: keys(&commitment.text, day),
            lead_in: keys(&commitment.lead_in, day),
        };
        commitments.iter().map(told).collect()
    }

    /// What it says, without what makes no difference: its words that count, and its figures.
    fn address(&self) -> String {
        address(&self.keys, self.commitment)
    }

    /// The same with its lead-in taken into its text.
    fn whole(&self) -> String {
        address(&[self.lead_in.as_slice(), &self.keys].concat(), self.commitment)
    }
}

fn address(keys: &[String], commitment: &Commitment) -> String {
    let measures: Vec<String> = commitment.measures.iter().map(ToString::to_string).collect();
    format!("{}\n{}", keys.join(" "), measures.join("; "))
}

/// For each old commitment the new one that it is, if any. No new one is given out twice.
pub(super) fn pairs(old: &[Told<'_>], new: &[Told<'_>]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { of_old: vec![None; old.len()], taken: vec![false; new.len()] };
    let at_home = |one: &Told<'_>| (one.address(), one.commitment.section.clone());
    pairs.by_address(old, new, at_home);
    pairs.by_address(old, new, |one| one.address());
    // A bullet that took its lead-in into itself, or the other way round.
    pairs.by_address(old, new, |one| one.whole());
    pairs.by_likeness(old, new);
    pairs.of_old
}

struct Pairs {
    of_old: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs {
    fn free_old(&self, index: usize) -> bool {
        self.of_old.get(index).is_some_and(Option::is_none)
    }

    fn free_new(&self, index: usize) -> bool {
        self.taken.get(index).is_some_and(|taken| !taken)
    }

    fn pair(&mut self, old: usize, new: usize) {
        if let (Some(of_old), Some(taken)) = (self.of_old.get_mut(old), self.taken.get_mut(new)) {
            *of_old = Some(new);
            *taken = true;
        }
    }

    /// Pairs what has one address, in the order of both.
    fn by_address<A: Ord>(&mut self, old: &[Told<'_>], new: &[Told<'_>], address: impl Fn(&Told<'_>) -> A) {
        let mut waiting: BTreeMap<A, VecDeque<usize>> = BTreeMap::new();
        for (index, one) in new.iter().enumerate().filter(|(index, _)| self.free_new(*index)) {
            waiting.entry(address(one)).or_default().push_back(index);
        }
        for (index, one) in old.iter().enumerate() {
            if self.free_old(index)
                && let Some(new) = waiting.get_mut(&address(one)).and_then(VecDeque::pop_front)
            {
                self.pair(index, new);
            }
        }
    }

    /// Pairs what is alike, the likest first.
    fn by_likeness(&mut self, old: &[Told<'_>], new: &[Told<'_>]) {
        let mut lexis = Lexis::default();
        let mut bags = |of: &[Told<'_>], free: &dyn Fn(usize) -> bool| -> Vec<Option<Bag>> {
            of.iter().enumerate().map(|(index, one)| free(index).then(|| lexis.bag(&one.keys))).collect()
        };
        let was = bags(old, &|index| self.free_old(index));
        let is = bags(new, &|index| self.free_new(index));
        let mut postings: Vec<Vec<usize>> = vec![Vec::new(); lexis.ids.len()];
        for (index, bag) in is.iter().enumerate() {
            for feature in bag.iter().flat_map(|bag| &bag.features) {
                if let Some(posting) = postings.get_mut(*feature) {
                    posting.push(index);
                }
            }
        }
        let mut likenesses: Vec<(f64, usize, usize)> = Vec::new();
        for (from, bag) in was.iter().enumerate() {
            let Some((bag, one)) = bag.as_ref().zip(old.get(from)) else { continue };
            for to in lexis.near(bag, &postings) {
                let Some((other, two)) = is.get(to).and_then(Option::as_ref).zip(new.get(to)) else {
                    continue;
                };
                if let Some(likeness) = lexis.likeness((bag, one.commitment), (other, two.commitment)) {
                    likenesses.push((likeness, from, to));
                }
            }
        }
        // Of two that are as like, the nearer in the order of the charter.
        likenesses.sort_by(|a, b| {
            b.0.total_cmp(&a.0)
                .then_with(|| a.1.abs_diff(a.2).cmp(&b.1.abs_diff(b.2)))
                .then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
        });
        for (_, from, to) in likenesses {
            if self.free_old(from) && self.free_new(to) {
                self.pair(from, to);
            }
        }
    }
}

/// A unit's words.
struct Bag {
    /// Its words, sorted, with how often each stands there.
    words: Vec<(usize, f64)>,
    /// Its words and pairs of neighbours, sorted, each once.
    features: Vec<usize>,
}

/// The words of all units, and in how many each stands.
#[derive(Default)]
struct Lexis {
    ids: BTreeMap<String, usize>,
    units: Vec<usize>,
}

impl Lexis {
    fn id(&mut self, word: &str) -> usize {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.ids.len();
        self.ids.insert(word.to_owned(), id);
        self.units.push(0);
        id
    }

    fn bag(&mut self, keys: &[String]) -> Bag {
        let pairs: Vec<String> = keys.windows(2).map(|pair| pair.join(" ")).collect();
        let mut counted: BTreeMap<usize, f64> = BTreeMap::new();
        for key in keys {
            *counted.entry(self.id(key)).or_default() += 1.0;
        }
        let mut features: Vec<usize> = counted.keys().copied().collect();
        features.extend(pairs.iter().map(|pair| self.id(pair)));
        features.sort_unstable();
        features.dedup();
        for feature in &features {
            if let Some(units) = self.units.get_mut(*feature) {
                *units += 1;
            }
        }
        Bag { words: counted.into_iter().collect(), features }
    }

    fn units(&self, feature: usize) -> usize {
        self.units.get(feature).copied().unwrap_or_default()
    }

    /// The new units that share some of a unit's rarest words or pairs, each once, in order.
    fn near(&self, bag: &Bag, postings: &[Vec<usize>]) -> Vec<usize> {
        let found = |feature: &usize| postings.get(*feature).map_or(0, Vec::len);
        let mut rare: Vec<usize> =
            bag.features.iter().copied().filter(|one| (1..=COMMON).contains(&found(one))).collect();
        rare.sort_unstable_by_key(|feature| (self.units(*feature), *feature));
        let mut near: Vec<usize> =
            rare.iter().take(LOOKED_UP).filter_map(|one| postings.get(*one)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near
    }

    /// A word that few units have says more than one that all have.
    fn weight(&self, word: usize) -> f64 {
        let units = u32::try_from(self.units(word).max(1)).unwrap_or(u32::MAX);
        1.0 / (1.0 + f64::from(units).ln())
    }

    /// How alike two commitments are; `None` where too little, or where two parties owe them.
    fn likeness(&self, (bag, one): (&Bag, &Commitment), (other, two): (&Bag, &Commitment)) -> Option<f64> {
        if one.party != two.party {
            return None;
        }
        let weighed =
            |bag: &Bag| -> f64 { bag.words.iter().map(|(word, many)| many * self.weight(*word)).sum() };
        let (mut shared, mut left) = (0.0, bag.words.iter().peekable());
        for (word, many) in &other.words {
            while left.next_if(|(mine, _)| mine < word).is_some() {}
            if let Some((_, mine)) = left.next_if(|(mine, _)| mine == word) {
                shared += mine.min(*many) * self.weight(*word);
            }
        }
        let all = weighed(bag) + weighed(other);
        let alike = if all > 0.0 { 2.0 * shared / all } else { 0.0 };
        let bonus = |same: bool, worth: f64| if same { worth } else { 0.0 };
        (alike >= ALIKE).then(|| {
            alike
                + bonus(one.topic == two.topic, SAME_TOPIC)
                + bonus(one.section == two.section, SAME_SECTION)
        })
    }
}
