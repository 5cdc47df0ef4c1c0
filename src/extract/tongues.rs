//! Labels a document language by language: each unit by the rules of its own language, and none by those of another.
//!
//! A unit whose language has no rules is not labelled: it stands among the other units, and
//! [`Languages`](crate::model::language::Languages) says which those are.

mod part;

use part::{Part, only};

use super::corrected::{self, Decided};
use super::learned::Weights;
use super::{About, Extraction, Ongoing, by_models, by_rules, identity};
use crate::finding::Finding;
use crate::lexicon::Lexicon;
use crate::lexicon::language::Told;
use crate::model::document::{Document, Place, UnitInContext};
use crate::model::language::{Language, Unlabelled};

/// Where fewer of a charter's units than one in so many can be labelled, none is: what a few lines in English say in a
/// Malay charter is no measure of what the library promises.
const FEWEST: usize = 3;

/// Labels every unit whose language has rules. `facts` is what the charter's facts say of its language, and where. Also what a
/// person should know of its languages.
#[must_use]
pub fn labelled(
    path: &str,
    about: About<'_>,
    facts: Option<(&str, Place)>,
    document: &Document,
    (lexicon, weights): (&Lexicon, &Weights),
) -> (Extraction, Vec<Finding>) {
    let told = lexicon.tongues().told(document, facts.map(|(language, _)| language));
    let gainsaid = facts.filter(|_| told.gainsaid);
    let extraction = in_languages(about, document, told, lexicon, weights);
    let mut findings = not_labelled(path, document, &extraction);
    findings.extend(gainsaid.map(|said| gainsays(path, said, &extraction)));
    (extraction, findings)
}

fn in_languages(
    about: About<'_>,
    document: &Document,
    Told { main, units: tongues, .. }: Told,
    lexicon: &Lexicon,
    weights: &Weights,
) -> Extraction {
    let mut ongoing = Ongoing::new(about);
    let mut extraction = match (tongues.as_slice(), lexicon.of(&main.id)) {
        // As nearly every charter is: in one language, and that with rules.
        ([], Some(rules)) => in_one(about, document, rules, (lexicon, weights), &mut ongoing),
        (tongues, _) => in_several(about, document, (&main, tongues), (lexicon, weights), &mut ongoing),
    };
    extraction.stale = ongoing.decisions.stale();
    extraction.languages.main = main;
    extraction
}

/// Labels a document of several languages, or of one that has no rules. `tongues` has the language of each unit; where it is
/// empty, all are in the main one.
fn in_several(
    about: About<'_>,
    document: &Document,
    (main, tongues): (&Language, &[Language]),
    (lexicon, weights): (&Lexicon, &Weights),
    ongoing: &mut Ongoing<'_>,
) -> Extraction {
    let with_rules = tongues.iter().filter(|language| lexicon.of(&language.id).is_some()).count();
    let mut spoken: Vec<&Language> = tongues.iter().collect();
    spoken.sort_unstable();
    spoken.dedup();
    let mut parts: Vec<(&Language, Part)> = Vec::new();
    for language in spoken.into_iter().filter(|_| with_rules * FEWEST >= tongues.len()) {
        if let Some(rules) = lexicon.of(&language.id) {
            let part = only(document, tongues, language);
            let found = in_one(about, &part, rules, (lexicon, weights), ongoing);
            parts.push((language, Part::from(found)));
        }
    }
    let mut extraction = Extraction::default();
    for (place, unit) in document.units().iter().enumerate() {
        let language = tongues.get(place).unwrap_or(main);
        match parts.iter_mut().find(|(of, _)| *of == language) {
            Some((_, part)) => part.hand_on(unit.unit, &mut extraction),
            None => extraction.unlabelled(about, unit, language, ongoing),
        }
    }
    extraction.reviewed += parts.iter().map(|(_, part)| part.reviewed).sum::<usize>();
    extraction.languages.unlabelled.sort_by_key(|of| of.language != *main);
    extraction
}

/// Labels a document by the rules of one language; the models speak for English alone.
fn in_one(
    about: About<'_>,
    document: &Document,
    rules: &Lexicon,
    (english, weights): (&Lexicon, &Weights),
    ongoing: &mut Ongoing<'_>,
) -> Extraction {
    if std::ptr::eq(rules, english) {
        by_models(about, document, (rules, weights), ongoing)
    } else {
        by_rules::labelled(about, document, rules, ongoing)
    }
}

impl Extraction {
    /// Adds a unit for whose language there are no rules. What a person decided about it stands all the same.
    fn unlabelled(
        &mut self,
        about: About<'_>,
        unit: &UnitInContext<'_>,
        language: &Language,
        Ongoing { ids, decisions }: &mut Ongoing<'_>,
    ) {
        let text = &unit.unit.text;
        let decided = decisions.take(text, unit.section);
        self.reviewed += usize::from(decided.is_some());
        let place = self.other.len();
        match decided {
            Some(Decided::Commitment(correction)) => {
                let id = identity::id(about.charter, text, ids);
                self.commitments.push(corrected::alone(unit, correction, id));
                return;
            }
            Some(Decided::Other(_)) => return self.leave(text, 1.0),
            None => self.leave(text, 1.0),
        }
        let of = &mut self.languages.unlabelled;
        match of.iter_mut().find(|of| of.language == *language) {
            Some(of) => of.units.push(place),
            None => of.push(Unlabelled { language: language.clone(), units: vec![place] }),
        }
    }
}

/// A finding for each language of a document that has no rules, at the first unit in it.
fn not_labelled(path: &str, document: &Document, extraction: &Extraction) -> Vec<Finding> {
    let all = extraction.units();
    let units = || document.units().into_iter().map(|unit| unit.unit);
    let finding = |of: &Unlabelled| {
        let first = of.units.first().and_then(|place| extraction.other.get(*place));
        let place = first.and_then(|text| units().find(|unit| unit.text == *text)).map(|unit| unit.place);
        let Language { id, name } = &of.language;
        let message = match of.units.len() {
            1 if all == 1 => format!("the text is in {name}, which has no rules, and is not labelled"),
            part if part == all => {
                format!("the text is in {name}, which has no rules: its {all} units are not labelled")
            }
            part => format!("{part} of {all} units are in {name}, which has no rules, and are not labelled"),
        };
        let help = if id.starts_with("en") {
            "too little of the text is in English to tell what it promises".to_owned()
        } else {
            format!("rules in `lexicon/{}/` would label it", id.split('-').next().unwrap_or(id))
        };
        Finding::new("not-labelled", path, place.unwrap_or_default(), message).help(help)
    };
    extraction.languages.unlabelled.iter().map(finding).collect()
}

/// The finding that a charter's facts name another language than its text is in.
fn gainsays(path: &str, (said, place): (&str, Place), extraction: &Extraction) -> Finding {
    let Language { id, name } = &extraction.languages.main;
    let message = format!("the front matter says `{said}`, but the text reads as {name}");
    Finding::new("other-language", path, place, message)
        .help(format!("write `language = \"{id}\"` if that is so; it is what the text was taken for"))
}
