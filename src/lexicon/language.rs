//! Which language a charter, and each of its units, is in: told by its small words, by its letters, or by its own say.
//!
//! The words stand in `language.toml`. A charter in English has so many of the commonest English words that a walk over the
//! beginning of each unit is enough; only where no language's words are met is the dearer guess by letter groups made.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::Error;
use crate::model::document::{Document, UnitInContext};
use crate::model::language::Language;

/// So many bytes of each unit are looked at.
const LOOKED_AT: usize = 160;
/// So many bytes of a document are looked at where no words of a known language are met.
const GUESSED_FROM: usize = 1_000;
/// A language is told of a document by no fewer of its words than this.
const FEWEST: u32 = 4;

/// All languages that are known by their words or by their letters.
#[derive(Clone, Debug)]
pub struct Tongues {
    known: Vec<Entry>,
    /// The languages that each word speaks for, as places in `known`.
    words: FxHashMap<Box<str>, Vec<u16>>,
    /// How long the longest of those is: most words of a text are longer than all of them.
    longest: usize,
    english: usize,
}

/// What is found of a document's languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The language that most of it is in.
    pub main: Language,
    /// The language of each unit, in the order of the document; empty where all are in the main one.
    pub units: Vec<Language>,
    /// Whether the text speaks clearly against the language that the charter's facts name.
    pub gainsaid: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: Vec<Entry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    #[serde(default)]
    code: String,
    name: String,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
}

/// How many words of each language some text has.
#[derive(Clone, Debug, Default)]
struct Count {
    words: u32,
    /// By the language's place, in no order.
    hits: Vec<(u16, u32)>,
    /// Letters that are not Latin, and all letters.
    other_letters: u32,
    letters: u32,
}

impl Tongues {
    /// The languages of a file such as `language.toml`.
    ///
    /// # Errors
    /// A file that is not of that form, or has no `en`.
    pub(super) fn read(path: &str, text: &str) -> Result<Self, Error> {
        let fail = |message: String| Error::Lexicon { path: path.to_owned(), message };
        let file: File = toml::from_str(text).map_err(|error| fail(error.message().to_owned()))?;
        let mut words: FxHashMap<Box<str>, Vec<u16>> = FxHashMap::default();
        for (place, entry) in (0u16..).zip(&file.language) {
            for word in &entry.words {
                words.entry(word.to_lowercase().into()).or_default().push(place);
            }
        }
        let english = file.language.iter().position(|entry| entry.id == "en");
        let english = english.ok_or_else(|| fail("there is no language `en`".to_owned()))?;
        let longest = words.keys().map(|word| word.len()).max().unwrap_or_default();
        Ok(Self { known: file.language, words, longest, english })
    }

    /// The language of that id, in any case, with its name where one is known.
    #[must_use]
    pub fn language(&self, id: &str) -> Language {
        let entry = self.known.iter().find(|entry| entry.id == primary(id));
        Language { id: id.to_owned(), name: entry.map_or_else(|| id.to_owned(), |entry| entry.name.clone()) }
    }

    /// Tells the languages of a document. `facts` is what the charter's facts say of it; where the text is not clear, it is
    /// believed, then what the page declares, and without either the text is taken for English.
    #[must_use]
    pub fn told(&self, document: &Document, facts: Option<&str>) -> Told {
        let units = document.units();
        let counts: Vec<Count> = units.iter().map(|unit| self.count(&unit.unit.text)).collect();
        let mut whole = Count::default();
        counts.iter().for_each(|count| whole.add(count));
        let text = self.main(&units, &counts, &whole);
        let declared = facts.or(document.language.as_deref());
        let main = match (&text, declared) {
            (Some(text), Some(declared)) if self.agree(text, declared) => self.language(declared),
            (Some(text), _) => self.language(text),
            (None, Some(declared)) => self.language(declared),
            (None, None) => Language::default(),
        };
        let gainsaid = text.is_some_and(|text| facts.is_some_and(|facts| !self.agree(&text, facts)));
        Told { units: self.units(&units, &counts, &main), main, gainsaid }
    }

    /// Whether two names of a language stand for the same one, or for two that are hardly told apart.
    fn agree(&self, told: &str, declared: &str) -> bool {
        let declared = primary(declared);
        let entry = self.known.iter().find(|entry| entry.id == told);
        told == declared || entry.is_some_and(|entry| entry.near.contains(&declared))
    }

    fn id(&self, place: u16) -> &str {
        self.known.get(usize::from(place)).map_or("en", |entry| entry.id.as_str())
    }

    /// The language that a whole document clearly is in; `None` where it is not clear.
    fn main(&self, units: &[UnitInContext<'_>], counts: &[Count], whole: &Count) -> Option<String> {
        let (scripted, most) = counts.iter().zip(units).fold((0, None), |(sum, most), (count, unit)| {
            if count.other_script() { (sum + 1, most.or(Some(unit))) } else { (sum, most) }
        });
        if let Some(unit) = most.filter(|_| scripted * 2 > units.len()) {
            return self.by_letters(&unit.unit.text);
        }
        let english = whole.of(self.english);
        let best = whole.best().unwrap_or_default();
        let clear = |hits: u32| hits >= FEWEST && hits * 8 >= whole.words;
        if usize::from(best.0) == self.english || best.1 <= english {
            return clear(english)
                .then(|| self.id(u16::try_from(self.english).unwrap_or_default()).to_owned());
        }
        // Names of people and places abroad have such words too, but fewer.
        if clear(best.1) && best.1 * 4 >= whole.words && best.1 * 2 >= english * 3 {
            return Some(self.id(best.0).to_owned());
        }
        (whole.words >= 15 && english * 10 < whole.words && best.1 * 4 < whole.words)
            .then(|| self.guessed(units))
            .flatten()
    }

    /// The guess by groups of letters, where it is a sure one and not for English.
    fn guessed(&self, units: &[UnitInContext<'_>]) -> Option<String> {
        let mut sample = String::new();
        for unit in units {
            if sample.len() >= GUESSED_FROM {
                break;
            }
            sample.push_str(start(&unit.unit.text, GUESSED_FROM));
            sample.push(' ');
        }
        let info = whatlang::detect(start(&sample, GUESSED_FROM)).filter(whatlang::Info::is_reliable)?;
        let entry = self.known.iter().find(|entry| entry.code == info.lang().code())?;
        // A language whose words are known would have been met by them.
        (entry.words.is_empty()).then(|| entry.id.clone())
    }

    /// The language that letters other than Latin ones speak for.
    fn by_letters(&self, text: &str) -> Option<String> {
        let lang = whatlang::detect_lang(start(text, GUESSED_FROM))?;
        self.known.iter().find(|entry| entry.code == lang.code()).map(|entry| entry.id.clone())
    }

    /// The language of each unit: by its own words, else by its block's, its section's, the document's.
    fn units(&self, units: &[UnitInContext<'_>], counts: &[Count], main: &Language) -> Vec<Language> {
        let Some(here) = self.known.iter().position(|entry| entry.id == primary(&main.id)) else {
            return Vec::new();
        };
        let here = u16::try_from(here).unwrap_or_default();
        let mut besides: FxHashMap<u16, (u32, u32)> = FxHashMap::default();
        for (count, unit) in counts.iter().zip(units) {
            if let Some((other, hits)) = self.foreign(count, &unit.unit.text, here) {
                let found = besides.entry(other).or_default();
                *found = (found.0 + 1, found.1 + hits);
            }
        }
        let near = |other: &u16| {
            self.agree(self.id(*other), self.id(here)) || self.agree(self.id(here), self.id(*other))
        };
        // One unit alone may be a name or a motto.
        besides.retain(|other, (units, hits)| *units >= 2 && *hits > FEWEST && !near(other));
        if besides.is_empty() {
            return Vec::new();
        }
        let mut spoken: Vec<u16> = besides.into_keys().collect();
        spoken.push(here);
        spoken.sort_unstable();
        let told = |count: &Count| count.told(&spoken);
        let mut found: Vec<Option<u16>> = vec![None; units.len()];
        let mut at = 0;
        for section in units.chunk_by(|a, b| a.section == b.section && a.parent_section == b.parent_section) {
            let first = section.first().map_or("", |unit| unit.section);
            let mut all = self.count(first);
            let span = counts.get(at..at + section.len()).unwrap_or_default();
            span.iter().for_each(|count| all.add(count));
            let by_section = told(&all);
            for block in section.chunk_by(|a, b| std::ptr::eq(a.block, b.block)) {
                let mut all = self.count(block.first().map_or("", |unit| unit.block.lead_in.as_str()));
                let span = counts.get(at..at + block.len()).unwrap_or_default();
                span.iter().for_each(|count| all.add(count));
                let by_block = told(&all).or(by_section);
                for (unit, count) in block.iter().zip(span) {
                    let letters =
                        count.other_script().then(|| self.foreign(count, &unit.unit.text, here)).flatten();
                    let own = letters.map(|(other, _)| other).or_else(|| told(count));
                    if let Some(slot) = found.get_mut(at) {
                        *slot = own.or(by_block);
                    }
                    at += 1;
                }
            }
        }
        let language = |place: Option<u16>| match place {
            Some(place) if place != here => self.language(self.id(place)),
            _ => main.clone(),
        };
        found.into_iter().map(language).collect()
    }

    /// A language other than the document's that a unit clearly is in, with how much speaks for it.
    fn foreign(&self, count: &Count, text: &str, here: u16) -> Option<(u16, u32)> {
        if count.other_script() {
            let id = self.by_letters(text)?;
            let place = u16::try_from(self.known.iter().position(|entry| entry.id == id)?).ok()?;
            return (place != here).then_some((place, count.other_letters / 2));
        }
        let (other, hits) = count.best()?;
        let own = count.of(usize::from(here));
        (other != here && hits >= 3 && hits * 4 >= count.words && hits > own * 2).then_some((other, hits))
    }

    /// The words of a text's beginning.
    fn count(&self, text: &str) -> Count {
        let text = start(text, LOOKED_AT);
        let mut count = Count::default();
        let mut lower = String::with_capacity(self.longest);
        let said = |count: &mut Count, lower: &str| {
            for &place in self.words.get(lower).map(Vec::as_slice).unwrap_or_default() {
                count.hit(place, 1);
            }
        };
        if text.is_ascii() {
            let words = text.as_bytes().split(|byte| !byte.is_ascii_alphabetic());
            for word in words.filter(|word| !word.is_empty()) {
                count.words += 1;
                count.letters += u32::try_from(word.len()).unwrap_or_default();
                if word.len() <= self.longest {
                    lower.clear();
                    lower.extend(word.iter().map(|byte| char::from(byte.to_ascii_lowercase())));
                    said(&mut count, &lower);
                }
            }
            return count;
        }
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            count.words += 1;
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            for c in word.chars() {
                count.letters += 1;
                count.other_letters += u32::from(!latin(c));
            }
            said(&mut count, &lower);
        }
        count
    }
}

impl Count {
    fn hit(&mut self, place: u16, times: u32) {
        match self.hits.iter_mut().find(|(known, _)| *known == place) {
            Some((_, hits)) => *hits += times,
            None => self.hits.push((place, times)),
        }
    }

    fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.letters += other.letters;
        self.other_letters += other.other_letters;
        for (place, hits) in &other.hits {
            self.hit(*place, *hits);
        }
    }

    fn of(&self, place: usize) -> u32 {
        self.hits.iter().find(|(known, _)| usize::from(*known) == place).map_or(0, |(_, hits)| *hits)
    }

    /// The language with the most words; the first of several.
    fn best(&self) -> Option<(u16, u32)> {
        self.hits.iter().copied().max_by_key(|(place, hits)| (*hits, std::cmp::Reverse(*place)))
    }

    /// Whether most letters are not Latin.
    fn other_script(&self) -> bool {
        self.other_letters >= 2 && self.other_letters * 2 > self.letters
    }

    /// The one of some languages that clearly speaks here.
    fn told(&self, spoken: &[u16]) -> Option<u16> {
        let mut among: Vec<(u32, u16)> =
            spoken.iter().map(|place| (self.of(usize::from(*place)), *place)).collect();
        among.sort_unstable_by(|a, b| b.cmp(a));
        let (first, second) = (among.first()?, among.get(1).map_or(0, |(hits, _)| *hits));
        let clear = (first.0 >= 2 && second == 0) || (first.0 >= 3 && first.0 > second * 3 / 2);
        clear.then_some(first.1)
    }
}

/// The language's own part of a BCP 47 tag, in small letters.
pub(super) fn primary(id: &str) -> String {
    id.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// No more than so many bytes of a text's beginning.
fn start(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// Whether a letter is Latin, or stands among Latin ones as the Polynesian glottal stop does.
fn latin(c: char) -> bool {
    c < '\u{0370}' || ('\u{1e00}'..='\u{1eff}').contains(&c)
}
