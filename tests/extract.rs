//! What a charter is labelled as: `tests/extract/<case>.md` beside `<case>.json`, the labels in the scheme of the gold labels.
//!
//! A case says at its top what it shows. `SNAPSHOTS=overwrite cargo test --test extract` writes what is missing or changed;
//! read the difference like code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use charterhouse::extract::learned::Weights;
use charterhouse::extract::{About, commitments};
use charterhouse::lexicon::Lexicon;
use charterhouse::model::labels::{LabelledUnit, Labels};
use charterhouse::read;

fn cases() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        std::fs::read_dir("tests/extract").unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

fn labels(path: &Path, lexicon: &Lexicon, weights: &Weights) -> String {
    let reading = read::file(path.to_str().unwrap(), &std::fs::read(path).unwrap(), lexicon);
    assert_eq!(reading.findings, [], "{}", path.display());
    let facts = reading.facts.unwrap();
    let charter = format!("{}/{}", facts.kind, path.file_stem().unwrap().to_str().unwrap());
    let about = About {
        charter: &charter,
        title: Some(&facts.title),
        country: Some(&facts.country),
        ..About::default()
    };
    let found = commitments(about, &reading.document, lexicon, weights);
    let units = found.commitments.into_iter().map(|one| LabelledUnit {
        text: one.text,
        section: one.section,
        party: one.party,
        strength: one.strength,
        topic: one.topic,
        also: one.also,
        channels: one.channels,
        measures: one.measures,
        vague: one.vague,
    });
    let labels = Labels { charter: charter.clone(), commitments: units.collect(), other: found.other };
    serde_json::to_string_pretty(&labels).unwrap() + "\n"
}

#[test]
fn each_case_is_labelled_as_it_says() {
    let lexicon = Lexicon::built_in().unwrap();
    let weights = Weights::built_in().unwrap();
    for case in cases().iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let expected = snapbox::Data::read_from(&case.with_extension("json"), None).raw();
        let actual = labels(case, &lexicon, &weights);
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(snapbox::Data::text(actual).raw(), expected);
    }
}

#[test]
fn each_case_has_its_labels_and_the_other_way_round() {
    let stems = |wanted: &str| -> BTreeSet<PathBuf> {
        let all = cases();
        let some = all.iter().filter(|path| path.extension().is_some_and(|ending| ending == wanted));
        some.map(|path| path.with_extension("")).collect()
    };
    assert_eq!(stems("md"), stems("json"));
}
