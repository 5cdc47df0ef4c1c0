//! The words that decide: loads the rule files, lays a project's own over the built-in ones, and finds rules in a text.
//!
//! The only reader of rule files; what a rule means is decided where it is used. `src/lexicon/README.md` tells a librarian
//! how to write one.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rust_embed::Embed;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::finding::Finding;
use crate::model::commitment::Topic;
use crate::model::document::Place;
use crate::model::lens::{Group, InLens, Lens};
use crate::model::topic::TopicText;
use crate::words::{Word, words};

pub mod language;
mod index;
mod lens;

pub use index::{FileKey, FileSet, Hit, PhraseKey};

use index::Index;
use language::Tongues;

/// The rule files of every language that ships, a folder each, and `language.toml`, by which languages are told apart.
#[derive(Embed)]
#[folder = "src/lexicon/"]
#[include = "*/*.toml"]
#[include = "*/lens/*.toml"]
#[include = "language.toml"]
struct BuiltIn;

/// The language whose rules and models ship.
const ENGLISH: &str = "en";

/// One entry of a rule file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rule {
    /// Unique in the language, and begins with the file's name, as in `strength/aim`.
    pub id: String,
    /// The file it stands in, without its ending: `strength`, or `lens/welcome`.
    pub file: String,
    /// What it says where it hits: a label's id, or a word of the file's own.
    pub says: String,
    /// The figure it stands for, in files of figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Its phrases, as [`words`](crate::words) reads them.
    pub words: Vec<String>,
    /// Why it is right.
    pub why: String,
    /// Sentences of our own in which it hits.
    pub hits: Vec<String>,
    /// Sentences of our own in which it does not.
    pub misses: Vec<String>,
    /// `built-in`, or the file of the project's own that it comes from.
    pub origin: String,
    /// The origin of the rule that it replaced; empty where it replaced none.
    pub replaced: String,
    /// The lens and the group that it speaks for; `None` for the rules of labels.
    #[serde(skip)]
    pub in_lens: Option<InLens>,
}

/// Rule files from one place.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// What the rules' origin is called: a folder.
    pub origin: String,
    /// Whose rules they are, as BCP 47 has it; empty for English.
    pub language: String,
    /// Each file's name in the language's folder, such as `strength.toml` or `lens/welcome.toml`, with its text.
    pub files: Vec<(String, String)>,
    /// Ids of rules to switch off.
    pub disable: Vec<String>,
}

/// All rules in force.
#[derive(Clone, Debug)]
pub struct Lexicon {
    rules: Arc<[Rule]>,
    topics: BTreeMap<Topic, TopicText>,
    lenses: Vec<Lens>,
    index: Index,
    by_id: HashMap<String, usize>,
    tongues: Arc<Tongues>,
    /// The rules of other languages than English, by the language's part of BCP 47.
    others: BTreeMap<String, Lexicon>,
}

/// The files that reading asks for by name. They hold words such as "to" and "the", which would hit in every unit and
/// say nothing there, so they are left out of [`Lexicon::hits`].
const READING: [&str; 4] = ["capture", "element", "furniture", "sentence"];

impl Eq for Rule {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RuleFile {
    #[serde(default)]
    topic: Vec<TopicText>,
    lens: Option<lens::Head>,
    #[serde(default)]
    group: Vec<Group>,
    #[serde(default)]
    rule: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    id: toml::Spanned<String>,
    says: String,
    value: Option<f64>,
    words: Vec<String>,
    why: String,
    hits: Vec<String>,
    #[serde(default)]
    misses: Vec<String>,
}

impl Lexicon {
    /// The built-in rules of a language alone.
    ///
    /// # Errors
    /// None in a released program: the built-in files are held by tests.
    pub fn built_in() -> Result<Self, Error> {
        Self::layered(&[]).map(|(lexicon, _)| lexicon)
    }

    /// The built-in rules with these layers over them, later ones winning, and a finding for each `disable` that names no rule.
    /// Each language has rules of its own: a layer is laid over those of its language alone.
    ///
    /// # Errors
    /// A file that is no rule file, with its place.
    pub fn layered(layers: &[Layer]) -> Result<(Self, Vec<Finding>), Error> {
        let mut built_in: BTreeMap<String, Layer> = BTreeMap::new();
        for path in BuiltIn::iter() {
            let Some((file, (language, name))) = BuiltIn::get(&path).zip(path.split_once('/')) else {
                continue;
            };
            let layer = built_in.entry(language.to_owned()).or_insert_with(|| Layer {
                origin: BUILT_IN.to_owned(),
                language: language.to_owned(),
                ..Layer::default()
            });
            layer.files.push((name.to_owned(), String::from_utf8_lossy(&file.data).into_owned()));
        }
        let text = BuiltIn::get("language.toml").map(|file| String::from_utf8_lossy(&file.data).into_owned());
        let tongues = Arc::new(Tongues::read("built-in lexicon/language.toml", &text.unwrap_or_default())?);
        let mut findings = Vec::new();
        let mut languages: BTreeMap<&str, Vec<&Layer>> = BTreeMap::from([(ENGLISH, Vec::new())]);
        for layer in built_in.values().chain(layers) {
            let language = if layer.language.is_empty() { ENGLISH } else { &layer.language };
            languages.entry(language).or_default().push(layer);
        }
        let mut all = BTreeMap::new();
        for (language, layers) in languages {
            let laid = laid(&layers, &mut findings)?;
            all.insert(language.to_owned(), Self::compiled(laid, Arc::clone(&tongues)));
        }
        let mut english = all.remove(ENGLISH).unwrap_or_else(|| Self::compiled(Laid::default(), tongues));
        english.others = all;
        Ok((english, findings))
    }

    fn compiled(laid: Laid, tongues: Arc<Tongues>) -> Self {
        let Laid { rules, topics, lenses } = laid;
        let by_id = rules.iter().enumerate().map(|(index, rule)| (rule.id.clone(), index)).collect();
        let index = Index::of(&rules, |rule| !READING.contains(&rule.file.as_str()));
        Self { rules: rules.into(), topics, lenses, index, by_id, tongues, others: BTreeMap::new() }
    }

    /// What languages are told apart by.
    #[must_use]
    pub fn tongues(&self) -> &Tongues {
        &self.tongues
    }

    /// The rules for texts in a language, named as BCP 47 does; `None` for one without rules.
    #[must_use]
    pub fn of(&self, language: &str) -> Option<&Self> {
        let primary = language::primary(language);
        if primary == ENGLISH { Some(self) } else { self.others.get(&primary) }
    }

    /// Every language but English that has rules, with them.
    pub fn others(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.others.iter().map(|(language, lexicon)| (language.as_str(), lexicon))
    }

    /// Every rule in force, in the order of their ids.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The same rules, shared by all copies of the lexicon: by them one knows whether numbers of rules and phrases are of one.
    #[must_use]
    pub(crate) fn shared(&self) -> &Arc<[Rule]> {
        &self.rules
    }

    /// The rule of that id, if it is in force.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.by_id.get(id).and_then(|&index| self.rules.get(index))
    }

    /// The rules of one file, such as `strength`, in the order of their ids.
    pub fn file<'lexicon>(&'lexicon self, file: &'lexicon str) -> impl Iterator<Item = &'lexicon Rule> {
        self.rules.iter().filter(move |rule| rule.file == file)
    }

    /// What readers of the site are told of each topic.
    #[must_use]
    pub fn topics(&self) -> &BTreeMap<Topic, TopicText> {
        &self.topics
    }

    /// The ways of reading charters, in the order of pages.
    #[must_use]
    pub fn lenses(&self) -> &[Lens] {
        &self.lenses
    }

    /// Every rule that hits in these words, in the order of the words. Within one file, a hit that overlaps a longer one of
    /// the same file is dropped: "next working day" is not also "day". Two of one length both stand.
    #[must_use]
    pub fn hits(&self, words: &[Word]) -> Vec<Hit<'_>> {
        self.index.hits(&self.rules, words)
    }

    /// The sentences of the rules that do not bear out what the rules claim of them. None for the built-in rules.
    #[must_use]
    pub fn contradictions(&self) -> Vec<String> {
        let index = Index::of(&self.rules, |_| true);
        let hit_in = |rule: &Rule, sentence: &str| {
            index.hits(&self.rules, &words(sentence)).iter().any(|hit| hit.rule.id == rule.id)
        };
        let mut found = Vec::new();
        for rule in &*self.rules {
            for sentence in rule.hits.iter().filter(|sentence| !hit_in(rule, sentence)) {
                found.push(format!("`{}` does not hit in its own sentence \"{sentence}\"", rule.id));
            }
            for sentence in rule.misses.iter().filter(|sentence| hit_in(rule, sentence)) {
                found.push(format!("`{}` hits in a sentence that it should miss: \"{sentence}\"", rule.id));
            }
        }
        found
    }
}

/// What the origin of the rules that ship is called.
const BUILT_IN: &str = "built-in";

/// The rules of one language, laid over one another.
#[derive(Default)]
struct Laid {
    /// In the order of their ids.
    rules: Vec<Rule>,
    topics: BTreeMap<Topic, TopicText>,
    lenses: Vec<Lens>,
}

/// Lays the layers of one language over one another, later ones winning.
fn laid(layers: &[&Layer], findings: &mut Vec<Finding>) -> Result<Laid, Error> {
    let mut rules: BTreeMap<String, Rule> = BTreeMap::new();
    let mut topics = BTreeMap::new();
    let mut lenses: BTreeMap<String, Lens> = BTreeMap::new();
    for layer in layers {
        for (name, text) in &layer.files {
            let path = if layer.origin == BUILT_IN {
                format!("built-in lexicon/{}/{name}", layer.language)
            } else {
                format!("{}/{name}", layer.origin)
            };
            let file = parse(&path, name, text)?;
            topics.extend(file.topic.into_iter().map(|topic| (topic.id, topic)));
            lens::add(&mut lenses, (file.lens, file.group), &path, name)?;
            let mut seen = std::collections::HashSet::new();
            for entry in file.rule {
                let rule = checked(entry, &path, name, text)?;
                if !seen.insert(rule.id.clone()) {
                    let message = format!("two rules have the id `{}`", rule.id);
                    return Err(Error::Lexicon { path, message });
                }
                let origin = if layer.origin == BUILT_IN { layer.origin.clone() } else { path.clone() };
                let replaced = rules.get(&rule.id).map(|old| old.origin.clone()).unwrap_or_default();
                rules.insert(rule.id.clone(), Rule { origin, replaced, ..rule });
            }
        }
        for id in &layer.disable {
            if rules.remove(id).is_none() {
                let message = format!("no rule has the id `{id}`");
                findings.push(
                    Finding::new("unmatched-disable", &layer.origin, Place::default(), message)
                        .help("`charterhouse lexicon` lists the rules in force"),
                );
            }
        }
    }
    let mut lenses: Vec<Lens> = lenses.into_values().collect();
    lenses.sort_by(|a, b| a.place.cmp(&b.place).then_with(|| a.id.cmp(&b.id)));
    let rules = lens::placed(rules.into_values().collect(), &lenses)?;
    Ok(Laid { rules, topics, lenses })
}

fn parse(path: &str, name: &str, text: &str) -> Result<RuleFile, Error> {
    if !name.ends_with(".toml") {
        return Err(Error::Lexicon {
            path: path.to_owned(),
            message: "a rule file ends in `.toml`".to_owned(),
        });
    }
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(0, |span| line_of(text, span.start));
        Error::Lexicon { path: format!("{path}:{line}"), message: error.message().to_owned() }
    })
}

fn checked(entry: Entry, path: &str, name: &str, text: &str) -> Result<Rule, Error> {
    let file = name.trim_end_matches(".toml").to_owned();
    let line = line_of(text, entry.id.span().start);
    let id = entry.id.into_inner();
    let fail = |message: String| Err(Error::Lexicon { path: format!("{path}:{line}"), message });
    let base = file.rsplit('/').next().unwrap_or(&file);
    if !id.starts_with(&format!("{base}/")) {
        return fail(format!("the id `{id}` does not begin with the file's name, `{base}/`"));
    }
    if entry.words.iter().all(|phrase| phrase.trim().is_empty()) {
        return fail(format!("the rule `{id}` has no words"));
    }
    if entry.hits.is_empty() || entry.why.trim().is_empty() {
        return fail(format!("the rule `{id}` has no `why` or no `hits`"));
    }
    Ok(Rule {
        id,
        file,
        says: entry.says,
        value: entry.value,
        words: entry.words,
        why: entry.why,
        hits: entry.hits,
        misses: entry.misses,
        origin: String::new(),
        replaced: String::new(),
        in_lens: None,
    })
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}
