//! The features of a unit, gathered from its evidence and its surroundings. All models weigh the same ones.

use std::ops::Range;
use std::rc::Rc;

use super::name::{Name, OfRule, OfSays, OfTopic, OfWord};
use super::{Facts, Rests};
use crate::extract::evidence::{Evidence, Passage};
use crate::lexicon::{FileKey, Hit};
use crate::model::commitment::Topic;
use crate::model::document::Shape;

/// The rule files whose hits are evidence for a model.
const FILES: [FileKey; 5] =
    [FileKey::HEADING, FileKey::PARTY, FileKey::PROMISE, FileKey::STRENGTH, FileKey::TOPIC];

/// How much a word weighs beside a rule, which a person chose.
const WORD: f32 = 0.5;

/// What a unit's neighbours, its section and the whole document speak of: found once a document.
#[derive(Debug)]
pub struct Surroundings<'a> {
    units: &'a [Evidence<'a>],
    /// For each unit, the topics that its rules speak of, a bit each, in the order of [`Topic::ALL`].
    spoken: Vec<u32>,
    /// The topics of the document's title.
    title: u32,
    /// For each unit, the units of its section, and the number of that section.
    sections: Vec<(Range<usize>, usize)>,
    /// For each section, how many of its units speak of each topic. Counted once: a document may have a hundred thousand
    /// units, and to count them anew for each would take hours.
    in_sections: Vec<Counts>,
    /// The same for the whole document.
    in_document: Counts,
}

/// How many units speak of each topic, in the order of [`Topic::ALL`].
type Counts = [usize; Topic::ALL.len()];

/// How many of some units speak of each topic.
fn counts(spoken: &[u32]) -> Counts {
    let mut counts = [0; Topic::ALL.len()];
    for bits in spoken {
        for (place, count) in counts.iter_mut().enumerate() {
            *count += usize::from(bits >> place & 1 == 1);
        }
    }
    counts
}

impl<'a> Surroundings<'a> {
    /// The surroundings of a document's units.
    #[must_use]
    pub fn new(units: &'a [Evidence<'a>], title: &Passage<'_>) -> Self {
        let spoken: Vec<u32> = units.iter().map(|unit| spoken_of(&unit.unit)).collect();
        let mut sections: Vec<(Range<usize>, usize)> = Vec::with_capacity(units.len());
        let mut in_sections = Vec::new();
        for run in units.chunk_by(|a, b| a.context.section == b.context.section) {
            let range = sections.len()..sections.len() + run.len();
            sections.resize(range.end, (range.clone(), in_sections.len()));
            in_sections.push(counts(spoken.get(range).unwrap_or_default()));
        }
        Self { units, in_document: counts(&spoken), spoken, title: spoken_of(title), sections, in_sections }
    }

    /// Has the features of every unit taken, in order, and hands on what took them. What units share, the words over them, is
    /// gathered once.
    pub fn each<F: Facts<'a>>(&self, facts: &mut F, mut then: impl FnMut(&'a Evidence<'a>, &F)) {
        let mut last: Option<&Evidence<'a>> = None;
        for (index, evidence) in self.units.iter().enumerate() {
            let same = last.is_some_and(|last| {
                Rc::ptr_eq(&last.lead_in, &evidence.lead_in) && Rc::ptr_eq(&last.section, &evidence.section)
            });
            if !same {
                facts.shared();
                words_over(evidence, facts);
            }
            last = Some(evidence);
            facts.own();
            self.own(index, facts);
            then(evidence, facts);
        }
    }

    /// Gathers the features of the unit of that number.
    pub fn gather(&self, index: usize, facts: &mut impl Facts<'a>) {
        let Some(evidence) = self.units.get(index) else { return };
        words_over(evidence, facts);
        self.own(index, facts);
    }

    /// Gathers what is the unit's own: all but the words over it.
    fn own(&self, index: usize, features: &mut impl Facts<'a>) {
        let Some(evidence) = self.units.get(index) else { return };
        hits(evidence, features);
        words(&evidence.unit, OfWord::Unit, features);
        shape(evidence, features);
        openings(evidence, features);
        self.around(index, features);
        self.position(index, features);
    }

    /// Where in the document the unit stands: what opens or closes a charter is seldom a promise.
    fn position(&self, index: usize, features: &mut impl Facts<'a>) {
        // An example sentence on its own is no charter, and has no place in one.
        let Some(evidence) = self.units.get(index).filter(|_| self.units.len() > 1) else { return };
        let none = Rests::default();
        let place = ["first", "second", "third"].get(index).copied();
        features.add(Name::Parts(&["place ", place.unwrap_or("later")]), 1.0, none);
        if index + 1 == self.units.len() {
            features.add(Name::Parts(&["place last"]), 1.0, none);
        }
        let many = match evidence.context.block.units.len() {
            1 => "one",
            2 | 3 => "few",
            _ => "many",
        };
        features.add(Name::Parts(&["block of ", many, " in a ", shape_name(evidence)]), 1.0, none);
        let rest = evidence.context.block.units.len().saturating_sub(evidence.context.index);
        let next = self.units.get(index + rest);
        if let Some(next) = next.filter(|next| next.context.section == evidence.context.section) {
            let name = ["block ", shape_name(evidence), " before ", shape_name(next)];
            features.add(Name::Parts(&name), 1.0, none);
        }
    }

    fn around(&self, index: usize, features: &mut impl Facts<'a>) {
        let (section, number) = self.sections.get(index).cloned().unwrap_or_default();
        let neighbours = [(OfTopic::Before, index.checked_sub(1)), (OfTopic::After, Some(index + 1))];
        for (who, neighbour) in neighbours {
            let Some(neighbour) = neighbour.filter(|neighbour| section.contains(neighbour)) else {
                continue;
            };
            for topic in topics(self.spoken.get(neighbour).copied().unwrap_or_default()) {
                features.add(Name::Topic(who, topic), 0.5, Rests::default());
            }
        }
        if let Some(counts) = self.in_sections.get(number) {
            self.share(OfTopic::Section, counts, section.len(), index, features);
        }
        self.share(OfTopic::Document, &self.in_document, self.units.len(), index, features);
        for topic in topics(self.title) {
            features.add(Name::Topic(OfTopic::Title, topic), 1.0, Rests::default());
        }
    }

    /// The share of some units, this one apart, that speak of each topic.
    #[expect(clippy::cast_precision_loss, reason = "a share of some units needs no more than seven digits")]
    fn share(
        &self,
        who: OfTopic,
        counts: &Counts,
        units: usize,
        index: usize,
        features: &mut impl Facts<'a>,
    ) {
        let others = units.saturating_sub(1);
        if others == 0 {
            return;
        }
        let own = self.spoken.get(index).copied().unwrap_or_default();
        for (place, (topic, count)) in Topic::ALL.iter().zip(counts).enumerate() {
            let count = count - usize::from(own >> place & 1 == 1);
            if count > 0 {
                features.add(Name::Topic(who, *topic), count as f32 / others as f32, Rests::default());
            }
        }
    }
}

/// The topics that the rules of `topic` speak of in a passage, a bit each.
fn spoken_of(passage: &Passage<'_>) -> u32 {
    passage
        .of(FileKey::TOPIC)
        .filter_map(|hit| Topic::ALL.iter().position(|topic| topic.id() == hit.rule.says))
        .fold(0, |bits, place| bits | 1 << place)
}

fn topics(bits: u32) -> impl Iterator<Item = Topic> {
    Topic::ALL.iter().enumerate().filter(move |(place, _)| bits >> place & 1 == 1).map(|(_, topic)| *topic)
}

/// The rules that hit in the unit, in its lead-in, its headings and its table's header.
fn hits<'a>(evidence: &Evidence<'a>, features: &mut impl Facts<'a>) {
    let unit = &evidence.unit;
    let early = unit.words.len() * 2 / 5;
    for file in FILES {
        let mut first = true;
        let mut counts: Vec<(&Hit<'a>, f32, Rests<'a>)> = Vec::new();
        for hit in unit.of(file) {
            let rests = Rests { rule: &hit.rule.id, words: unit.quote(hit.words.clone()) };
            features.add(Name::Rule(OfRule::Unit, hit), 1.0, rests);
            features.add(Name::Phrase(hit), 1.0, rests);
            match counts.iter_mut().find(|(other, ..)| other.phrase.says == hit.phrase.says) {
                Some((_, count, _)) => *count += 1.0,
                None => counts.push((hit, 1.0, rests)),
            }
            if first {
                features.add(Name::Says(OfSays::First, hit), 1.0, rests);
                first = false;
            }
            if hit.words.start == 0 {
                features.add(Name::Rule(OfRule::Start, hit), 1.0, rests);
            }
            if hit.words.start < early {
                features.add(Name::Says(OfSays::Early, hit), 1.0, rests);
            }
        }
        for (hit, count, rests) in counts {
            features.add(Name::Says(OfSays::Unit, hit), count, rests);
        }
        let zones = [
            (OfRule::LeadIn, OfSays::LeadIn, &evidence.lead_in),
            (OfRule::Section, OfSays::Section, &evidence.section),
            (OfRule::Parent, OfSays::Parent, &evidence.parent_section),
        ];
        for (rule, says, passage) in zones {
            for hit in passage.of(file) {
                let rests = Rests { rule: &hit.rule.id, words: passage.quote(hit.words.clone()) };
                features.add(Name::Rule(rule, hit), 1.0, rests);
                features.add(Name::Says(says, hit), 1.0, rests);
            }
        }
        for hit in evidence.header.iter().flat_map(|cell| cell.of(file)) {
            features.add(Name::Says(OfSays::Header, hit), 1.0, Rests::default());
        }
    }
}

/// The words of a unit's lead-in and of its heading.
fn words_over<'a>(evidence: &Evidence<'a>, features: &mut impl Facts<'a>) {
    words(&evidence.lead_in, OfWord::LeadIn, features);
    words(&evidence.section, OfWord::Section, features);
}

/// The stems of a passage's words.
fn words<'a>(passage: &Passage<'a>, zone: OfWord, features: &mut impl Facts<'a>) {
    for word in passage.words.iter().filter(|word| !word.mark && !word.number) {
        let words = passage.text.get(word.span.clone()).unwrap_or_default();
        features.add(Name::Word(zone, &word.lower), WORD, Rests { rule: "", words });
    }
}

/// How the unit opens, beside what is said over it; and who is spoken of before what is said of him.
fn openings<'a>(evidence: &Evidence<'a>, features: &mut impl Facts<'a>) {
    let unit = &evidence.unit;
    let over = [
        ("lead-in ", evidence.lead_in.of(FileKey::HEADING).next().map_or("nothing", |hit| &hit.rule.says)),
        ("section ", evidence.section.of(FileKey::HEADING).next().map_or("nothing", |hit| &hit.rule.says)),
    ];
    let opening = unit.of(FileKey::OPENING).find(|hit| hit.words.start == 0);
    let opens = opening.map_or("other", |hit| &hit.rule.says);
    let rests = Rests { rule: opening.map_or("", |hit| &hit.rule.id), words: unit.quote(0..1) };
    features.add(Name::Parts(&["opens ", opens]), 1.0, rests);
    for (zone, says) in over {
        features.add(Name::Parts(&["opens ", opens, ", ", zone, says]), 1.0, rests);
    }
    let shape = shape_name(evidence);
    let alone = if evidence.lead_in.words.is_empty() { " alone" } else { "" };
    features.add(Name::Parts(&["opens ", opens, " in a ", shape, alone]), 1.0, rests);
    let party = ["party/user", "party/library"];
    let subject = unit.of(FileKey::PARTY).find(|hit| party.contains(&hit.rule.id.as_str()));
    let who = subject.map_or("nobody", |hit| &hit.rule.says);
    for hit in unit.of(FileKey::PARTY).filter(|hit| !party.contains(&hit.rule.id.as_str())) {
        let rests = Rests { rule: &hit.rule.id, words: unit.quote(hit.words.clone()) };
        let after = subject.is_none_or(|subject| subject.words.start <= hit.words.start);
        let name = [who, if after { " then " } else { " behind " }, &hit.rule.id];
        features.add(Name::Parts(&name), 1.0, rests);
    }
}

fn shape_name(evidence: &Evidence<'_>) -> &'static str {
    match evidence.context.block.shape {
        Shape::Paragraph => "paragraph",
        Shape::List => "list",
        Shape::Table => "table",
    }
}

/// How the unit is built: its shape, length, beginning and end, whether it has figures, what its first cell speaks of.
fn shape<'a>(evidence: &Evidence<'a>, features: &mut impl Facts<'a>) {
    let unit = &evidence.unit;
    let none = Rests::default();
    features.add(Name::Parts(&["shape ", shape_name(evidence)]), 1.0, none);
    let length = ["0", "5", "10", "15", "20", "25", "30"];
    let length = length.get(unit.words.len() / 5).unwrap_or(&"more");
    features.add(Name::Parts(&["length ", length]), 1.0, none);
    let lower = |at: usize| unit.words.get(at).map_or("", |word| word.lower.as_str());
    let quoted = |words| Rests { rule: "", words: unit.quote(words) };
    features.add(Name::Word(OfWord::Begins, lower(0)), 1.0, quoted(0..1));
    features.add(Name::Parts(&["begins ", lower(0), " ", lower(1)]), 1.0, quoted(0..2));
    let last = lower(unit.words.len().saturating_sub(1));
    features.add(Name::Word(OfWord::Ends, last), 1.0, none);
    if unit.words.iter().any(|word| word.number) {
        features.add(Name::Parts(&["figure"]), 1.0, none);
    }
    for (name, passage) in [("no lead-in", &evidence.lead_in), ("no section", &evidence.section)] {
        if passage.words.is_empty() {
            features.add(Name::Parts(&[name]), 1.0, none);
        }
    }
    for word in evidence.header.iter().flat_map(|cell| &cell.words) {
        features.add(Name::Word(OfWord::Header, &word.lower), WORD, none);
    }
    if evidence.context.block.shape == Shape::Table {
        let end = unit.words.iter().position(|word| word.lower == "|").unwrap_or(unit.words.len());
        for hit in unit.of(FileKey::TOPIC).filter(|hit| hit.words.end <= end) {
            features.add(Name::Parts(&["first cell says ", &hit.rule.says]), 1.0, none);
        }
    }
}
