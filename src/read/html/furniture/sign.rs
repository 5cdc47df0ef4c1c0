//! The words by which what is the site's is known: names of elements, and how its lines and headings begin.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;
use crate::words::{Phrases, words};

/// The words that furniture is known by. Made once from the lexicon.
pub(crate) struct Furniture {
    names: Phrases,
    /// What each number of a phrase in `names` says.
    says: Vec<Name>,
    lines: Openings,
    headings: Openings,
}

/// What a class or id says of its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    Weak,
    Side,
    Apart,
    Comments,
    Furniture,
    Heading,
    Hidden,
}

/// Phrases by the word that they begin with.
#[derive(Default)]
struct Openings(FxHashMap<CompactString, Vec<Vec<CompactString>>>);

impl Openings {
    fn add(&mut self, phrase: &str) {
        let mut parts = phrase.split_whitespace().map(|part| part.to_lowercase().into());
        if let Some(first) = parts.next() {
            self.0.entry(first).or_default().push(parts.collect());
        }
    }

    /// How many words of the longest phrase a text begins with, and how many words it has (no more than 40 are counted).
    fn begin(&self, text: &str) -> Option<(usize, usize)> {
        let mut parts = text.split_whitespace();
        let rest = self.0.get(&plain(parts.next()?))?;
        let after: Vec<CompactString> = parts.take(40).map(plain).collect();
        let longest = rest.iter().filter(|phrase| after.starts_with(phrase)).map(Vec::len).max()?;
        Some((longest + 1, after.len() + 1))
    }
}

fn plain(word: &str) -> CompactString {
    if word.starts_with('©') {
        return CompactString::const_new("©");
    }
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word.is_ascii() {
        let mut lower = CompactString::new(word);
        lower.make_ascii_lowercase();
        lower
    } else {
        word.to_lowercase().into()
    }
}

impl Furniture {
    /// With the rules of the lexicon's files `element` and `furniture`.
    pub(in crate::read) fn new(lexicon: &Lexicon) -> Self {
        let mut names = Vec::new();
        let mut new = Self {
            names: Phrases::default(),
            says: Vec::new(),
            lines: Openings::default(),
            headings: Openings::default(),
        };
        for rule in lexicon.file("element").chain(lexicon.file("furniture")) {
            let name = match rule.says.as_str() {
                "class-or-id" => Name::Furniture,
                "apart-class-or-id" => Name::Apart,
                "comments-class-or-id" => Name::Comments,
                "side-class-or-id" => Name::Side,
                "weak-class-or-id" => Name::Weak,
                "heading-class" => Name::Heading,
                "hidden-class" => Name::Hidden,
                "phrase" => {
                    rule.words.iter().for_each(|phrase| new.lines.add(phrase));
                    continue;
                }
                "heading" => {
                    rule.words.iter().for_each(|phrase| new.headings.add(phrase));
                    continue;
                }
                _ => continue,
            };
            let number = u32::try_from(new.says.len()).unwrap_or(u32::MAX);
            new.says.push(name);
            names.extend(rule.words.iter().map(|phrase| (phrase.as_str(), number)));
        }
        new.names = Phrases::new(names);
        new
    }

    /// Whether a line is a tool of the site: it begins as one, and says little more.
    pub(in crate::read) fn is_line(&self, text: &str) -> bool {
        self.lines.begin(text).is_some_and(|(phrase, all)| {
            all <= phrase + 3 || ((phrase >= 3 || text.contains('©')) && all <= 20)
        })
    }

    /// Whether a heading stands over something of the site's.
    pub(in crate::read) fn is_heading(&self, text: &str) -> bool {
        self.headings
            .begin(text)
            .is_some_and(|(phrase, all)| all == phrase || (phrase >= 2 && all <= phrase + 4))
    }

    /// What an element's class and id say: a heading or hidden word first, then the strongest suspicion.
    pub(super) fn name(&self, names: &str) -> Option<Name> {
        let mut apart = String::with_capacity(names.len() + 8);
        let mut before = ' ';
        for c in names.chars() {
            let c = if c == '_' { '-' } else { c };
            if c.is_uppercase() && before.is_lowercase() {
                apart.push(' ');
            }
            before = c;
            apart.push(c);
        }
        let found = self.names.matches(&words(&apart));
        let says = found.iter().filter_map(|found| self.says.get(found.phrase as usize).copied());
        says.max()
    }
}
