//! Charters of our own in several languages: which language each is taken for, and that no rule of another labels it.

use charterhouse::extract::learned::Weights;
use charterhouse::extract::tongues::labelled;
use charterhouse::extract::{About, Extraction};
use charterhouse::lexicon::{Layer, Lexicon};
use charterhouse::model::corrections::{Correction, Corrections, NoCommitment};
use charterhouse::model::document::Place;
use charterhouse::model::lens::UnitAt;
use charterhouse::read;

/// `main`, then each language that was not labelled with the number of its units; and how many commitments there are.
#[track_caller]
fn check_with(name: &str, lexicon: &Lexicon, expected: &str) {
    let path = format!("tests/language/{name}.md");
    let reading = read::file(&path, &std::fs::read(&path).unwrap(), lexicon);
    let weights = Weights::built_in().unwrap();
    let (found, _) = labelled(&path, About::default(), None, &reading.document, (lexicon, &weights));
    assert_eq!(found.commitments.len() + found.other.len(), reading.document.units().len());
    let mut said = found.languages.main.id.clone();
    for of in &found.languages.unlabelled {
        said.push_str(&format!(", {} of {}", of.units.len(), of.language.id));
    }
    assert_eq!(format!("{said}; {}", found.commitments.len()), expected, "{name}");
}

#[track_caller]
fn check(name: &str, expected: &str) {
    check_with(name, &Lexicon::built_in().unwrap(), expected);
}

#[test]
fn a_charter_in_another_language_is_known_and_not_labelled() {
    check("es", "es, 8 of es; 0");
    check("ms", "ms, 5 of ms; 0");
    check("cy", "cy, 6 of cy; 0");
    check("fr", "fr, 5 of fr; 0");
    check("de", "de, 6 of de; 0");
    check("mi", "mi, 6 of mi; 0");
    check("ga", "ga, 6 of ga; 0");
    check("zh", "zh, 5 of zh; 0");
    check("pl", "pl, 4 of pl; 0");
    check("vi", "vi, 4 of vi; 0");
    check("ar", "ar, 3 of ar; 0");
    check("hu", "hu, 4 of hu; 0");
}

#[test]
fn a_short_charter_in_english_is_taken_for_no_other() {
    check("en-one", "en; 0");
    check("en-short", "en; 3");
    check("en-table", "en; 3");
    check("en-names", "en; 2");
    check("en-with-a-spanish-line", "en; 3");
}

#[test]
fn of_a_charter_in_two_languages_the_one_with_rules_is_labelled() {
    check("mixed-cy-en", "en, 3 of cy; 3");
    check("mixed-es-en", "en, 3 of es; 3");
    check("mixed-ms-en", "en, 2 of ms; 2");
    check("malay-with-an-english-line", "ms, 5 of ms; 0");
}

#[test]
fn a_projects_own_rules_label_their_language() {
    let rule = |id: &str, says: &str, words: &str, hits: &str| {
        format!(
            "[[rule]]\nid = \"{id}\"\nsays = \"{says}\"\nwords = [\"{words}\"]\nwhy = \"W.\"\nhits = [\"{hits}\"]\n"
        )
    };
    let file = |name: &str, text: String| (name.to_owned(), text);
    let files = vec![
        file("promise.toml", rule("promise/byddwn", "promises", "byddwn", "Byddwn yn ateb.")),
        file("topic.toml", rule("topic/ebost", "enquiries", "e-bost", "Ateb pob e-bost.")),
    ];
    let layer =
        Layer { origin: "lexicon/cy".to_owned(), language: "cy".to_owned(), files, ..Layer::default() };
    let (lexicon, _) = Lexicon::layered(&[layer]).unwrap();
    check_with("cy", &lexicon, "cy; 1");
    check_with("mixed-cy-en", &lexicon, "en; 4");
}

const ENGLISH: &str = "We will answer your letter within five days.\n\nThe library was founded for the readers of the \
    town.\n\nYou may borrow ten books for three weeks.\n\nThe staff may speak to customers.\n";
const SPANISH: &str = "Contestaremos su carta en un plazo de cinco días.\n\nLa biblioteca fue fundada para los lectores de la \
    ciudad.\n\nUsted puede llevarse diez libros durante tres semanas.\n\nEl personal puede hablar con los usuarios.\n";

/// The paragraphs of both texts in turn, the Spanish ones first.
fn in_turn() -> String {
    let pairs = SPANISH.trim().split("\n\n").zip(ENGLISH.trim().split("\n\n"));
    pairs.map(|(spanish, english)| format!("{spanish}\n\n{english}\n\n")).collect()
}

fn found(text: &str, corrections: Option<&Corrections>) -> Extraction {
    let lexicon = Lexicon::built_in().unwrap();
    let reading = read::file("a.md", text.as_bytes(), &lexicon);
    let about = About { charter: "a", corrections, ..About::default() };
    labelled("a.md", about, None, &reading.document, (&lexicon, &Weights::built_in().unwrap())).0
}

#[test]
fn what_is_said_of_a_unit_stays_with_it_where_another_language_stands_between() {
    let remarks = |found: &Extraction| -> Vec<String> {
        let text = |at| match at {
            UnitAt::Commitment(at) => &found.commitments[at as usize].text,
            UnitAt::Other(at) => &found.other[at as usize],
        };
        let said = |words: (u32, u32), text: &str| text[words.0 as usize..words.1 as usize].to_owned();
        found
            .remarks
            .iter()
            .map(|remark| format!("{}: {}", text(remark.at), said(remark.words, text(remark.at))))
            .collect()
    };
    let (alone, mixed) = (found(ENGLISH, None), found(&in_turn(), None));
    assert_eq!(mixed.languages.unlabelled_units(), 4);
    assert!(alone.remarks.iter().any(|remark| matches!(remark.at, UnitAt::Other(_))), "{alone:#?}");
    assert_eq!(remarks(&mixed), remarks(&alone));
    assert_eq!(mixed.other.len(), mixed.other_confidence.len());
    let doubts = |found: &Extraction| -> Vec<(String, String)> {
        let pair = |doubt: &charterhouse::extract::Doubt| {
            (found.other[doubt.other].clone(), doubt.commitment.text.clone())
        };
        found.doubts.iter().map(pair).collect()
    };
    assert!(doubts(&mixed).iter().all(|(other, doubt)| other == doubt));
}

#[test]
fn a_person_s_decision_stands_in_any_language_and_is_stale_only_where_it_is_in_none() {
    let correction = |text: &str| Correction {
        text: text.to_owned(),
        section: None,
        party: None,
        strength: None,
        topic: Some(charterhouse::model::commitment::Topic::Borrowing),
        also: None,
        channels: None,
        measures: None,
        vague: None,
        place: Place::default(),
    };
    let none = |text: &str| NoCommitment { text: text.to_owned(), place: Place { line: 9, column: 0 } };
    let corrections = Corrections {
        charter: "a".to_owned(),
        commitments: vec![
            correction("Usted puede llevarse diez libros durante tres semanas."),
            correction("You may borrow ten books for three weeks."),
        ],
        other: vec![none("We will answer your letter within five days."), none("We never said so.")],
        ..Corrections::default()
    };
    let found = found(&in_turn(), Some(&corrections));
    let reviewed: Vec<&str> =
        found.commitments.iter().filter(|one| one.reviewed).map(|one| one.text.as_str()).collect();
    assert_eq!(reviewed, corrections.commitments.iter().map(|one| one.text.as_str()).collect::<Vec<_>>());
    assert!(found.other.contains(&"We will answer your letter within five days.".to_owned()));
    assert_eq!((found.reviewed, found.languages.unlabelled_units()), (3, 3));
    assert_eq!(
        found.stale.iter().map(|stale| stale.text.as_str()).collect::<Vec<_>>(),
        ["We never said so."]
    );
}
