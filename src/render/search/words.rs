//! Every word with the docs that it stands in, in files cut by size.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::letters::push_number;
use super::token::each_word;
use crate::error::Error;
use crate::render::site::Site;

/// A file is full where another word would make it larger than this.
const FULL: usize = 64 * 1024;
/// A word whose docs alone are longer than this stands everywhere and tells nothing: it is kept without them.
const COMMON: usize = 96 * 1024;
/// As many other words of its stem as are kept beside a word.
const KIN: usize = 20;

/// Hands on the words file by file; gives the first word of each file.
///
/// # Errors
/// The first error of `put`.
pub(super) fn write(
    site: &Site<'_>,
    put: &mut dyn FnMut(usize, &str) -> Result<(), Error>,
) -> Result<Vec<String>, Error> {
    let found = gathered(site);
    let mut words: Vec<(&str, &Docs)> =
        found.numbers.iter().filter_map(|(word, number)| Some((&**word, found.docs.get(*number)?))).collect();
    words.sort_unstable_by_key(|(word, _)| *word);
    let kin = Kin::of(words.iter().map(|(word, _)| *word));
    let mut firsts: Vec<String> = Vec::new();
    let (mut file, mut line) = (String::new(), String::new());
    for (place, (word, docs)) in words.into_iter().enumerate() {
        line.clear();
        for part in [word, " ", if docs.list.len() > COMMON { "*" } else { &docs.list }] {
            line.push_str(part);
        }
        for other in kin.of_place(place).filter(|other| *other != word).take(KIN) {
            line.push(' ');
            line.push_str(other);
        }
        if !file.is_empty() && file.len() + line.len() >= FULL {
            put(firsts.len().saturating_sub(1), &file)?;
            file.clear();
        }
        if file.is_empty() {
            firsts.push(word.to_owned());
        } else {
            file.push('\n');
        }
        file.push_str(&line);
    }
    if !file.is_empty() {
        put(firsts.len().saturating_sub(1), &file)?;
    }
    Ok(firsts)
}

/// Which words are of one stem: a browser finds "complaints" by "complaint" and needs no stemmer of its own.
struct Kin<'a> {
    /// The words of each stem, in order.
    groups: Vec<Vec<&'a str>>,
    /// The group of each word.
    group: Vec<usize>,
}

impl<'a> Kin<'a> {
    fn of(words: impl Iterator<Item = &'a str>) -> Self {
        let stemmer = Stemmer::create(Algorithm::English);
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        let mut kin = Self { groups: Vec::new(), group: Vec::new() };
        for word in words {
            let next = numbers.len();
            let group = *numbers.entry(stemmer.stem(word).into_owned()).or_insert(next);
            if group == kin.groups.len() {
                kin.groups.push(Vec::new());
            }
            if let Some(words) = kin.groups.get_mut(group) {
                words.push(word);
            }
            kin.group.push(group);
        }
        kin
    }

    /// The words of the stem of the word at that place, itself among them.
    fn of_place(&self, place: usize) -> impl Iterator<Item = &'a str> + '_ {
        let group = self.group.get(place).and_then(|group| self.groups.get(*group));
        group.into_iter().flatten().copied()
    }
}

/// Where a word stands.
#[derive(Default)]
struct Docs {
    /// From one doc to the next, as [`push_number`] writes it; the first from the doc before the first.
    list: String,
    /// The last doc, counted from 1.
    last: usize,
}

/// All words with their docs. The map alone has no order: whoever walks it sorts.
#[derive(Default)]
struct Found {
    numbers: FxHashMap<Box<str>, usize>,
    docs: Vec<Docs>,
}

impl Found {
    fn number(&mut self, word: &str) -> usize {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.docs.len();
        self.numbers.insert(word.into(), number);
        self.docs.push(Docs::default());
        number
    }

    /// Says that the word stands in the doc.
    fn stands(&mut self, number: usize, doc: usize) {
        if let Some(docs) = self.docs.get_mut(number)
            && docs.last != doc
        {
            push_number(&mut docs.list, doc - docs.last - 1);
            docs.last = doc;
        }
    }
}

fn gathered(site: &Site<'_>) -> Found {
    let mut found = Found::default();
    let mut scratch = String::new();
    let mut doc = 0;
    for profile in &site.comparison.profiles {
        doc += 1;
        let facts = &profile.facts;
        for text in [&facts.name, &facts.title, site.countries.name(&facts.country)] {
            each_word(text, &mut scratch, |word| {
                let number = found.number(word);
                found.stands(number, doc);
            });
        }
        // All items of a list have one lead-in: its words are looked up once.
        let (mut lead_in, mut led): (&str, Vec<usize>) = ("", Vec::new());
        for commitment in &profile.commitments {
            doc += 1;
            if commitment.lead_in != lead_in {
                lead_in = &commitment.lead_in;
                led.clear();
                each_word(lead_in, &mut scratch, |word| led.push(found.number(word)));
            }
            for number in &led {
                found.stands(*number, doc);
            }
            each_word(&commitment.text, &mut scratch, |word| {
                let number = found.number(word);
                found.stands(number, doc);
            });
        }
    }
    found
}
