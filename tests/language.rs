//! Charters of our own in several languages: which language each is taken for, and that no rule of another labels it.

use charterhouse::extract::About;
use charterhouse::extract::learned::Weights;
use charterhouse::extract::tongues::labelled;
use charterhouse::lexicon::{Layer, Lexicon};
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
