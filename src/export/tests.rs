//! The data set as others read it back.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::*;
use crate::model::charter::{Basis, CharterId, Facts, Kind};
use crate::model::commitment::{Channel, Commitment, Party, Strength, Topic};
use crate::model::comparison::Profile;
use crate::model::document::Place;
use crate::model::measure::{Bound, Measure, TimeUnit};

fn commitment(text: &str, party: Party, measures: &[Measure]) -> Commitment {
    Commitment {
        text: text.to_owned(),
        section: "Post, telephone".to_owned(),
        party,
        strength: Strength::Firm,
        topic: Topic::Contact,
        also: vec![Topic::Enquiries, Topic::Staff],
        channels: vec![Channel::Email, Channel::Post],
        measures: measures.to_vec(),
        vague: vec!["promptly".to_owned()],
        id: "0123abcd".to_owned(),
        because: Vec::new(),
        confidence: crate::model::confidence::Confidence::CERTAIN,
        reviewed: false,
        place: Place::default(),
        lead_in: String::new(),
    }
}

fn one(commitments: Vec<Commitment>) -> Comparison {
    let facts = Facts {
        name: "=HYPERLINK(\"https://example.org\")".to_owned(),
        kind: Kind::Public,
        country: "GB".to_owned(),
        region: None,
        title: "Our \"promise\", and yours".to_owned(),
        url: "https://example.org/".to_owned(),
        retrieved: date(2026, 11, 23),
        basis: Basis::Summary,
        language: "en".to_owned(),
    };
    let id = CharterId::new(Kind::Public, "a").unwrap();
    let other = vec!["The town is old.".to_owned()];
    let profile = Profile {
        id,
        path: "charters/public/a.md".to_owned(),
        facts,
        commitments,
        other,
        remarks: Vec::new(),
        reviewed: 0,
        languages: Default::default(),
    };
    Comparison { profiles: vec![profile], ..Comparison::default() }
}

fn written(path: &str, comparison: &Comparison) -> String {
    let file = FILES.iter().chain(&EXTRACTS).find(|file| file.path == path).unwrap();
    let mut out = Vec::new();
    let publication = Publication::named("Charters \"of\" <all>\n", date(2026, 11, 24));
    let topic = TopicText {
        id: Topic::Hours,
        name: "Hours \"\\\n".to_owned(),
        question: "Open?".to_owned(),
        covers: "Hours.".to_owned(),
        hint: "Say.".to_owned(),
    };
    let source = Source { comparison, topics: &[&topic], publication: &publication };
    write(file, &source, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A cell of the first row, as a reader of CSV gets it.
#[track_caller]
fn check(path: &str, column: &str, expected: &str) {
    let days = Measure::Duration { bound: Bound::Max, value: 2.0, unit: TimeUnit::Day, working: true };
    let share = Measure::Percentage { bound: Bound::Exact, value: 95.0 };
    let promise = commitment("+44 is answered\nwithin two days", Party::Library, &[days, share]);
    let text = written(path, &one(vec![promise, commitment("Please wait", Party::User, &[])]));
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let index = csv.headers().unwrap().iter().position(|name| name == column).unwrap();
    assert_eq!(&csv.records().next().unwrap().unwrap()[index], expected);
}

#[test]
fn a_commitment_s_row_says_all_that_is_known_of_it() {
    let path = "data/commitments.csv";
    check(path, "title", "Our \"promise\", and yours");
    check(path, "region", "");
    check(path, "also", "enquiries; staff");
    check(path, "channels", "email; post");
    check(path, "measures", "within 2 working days; 95 %");
    check(path, "first_kind", "duration");
    check(path, "first_bound", "max");
    check(path, "first_value", "2");
    check(path, "first_unit", "day");
    check(path, "first_working", "yes");
    check(path, "first_scale", "working-time");
    check(path, "first_amount", "16");
    check(path, "page", "charters/public/a.html#c-0123abcd");
}

#[test]
fn a_measure_has_a_row_of_its_own() {
    check("data/measures.csv", "number", "1");
    check("data/measures.csv", "words", "within 2 working days");
    check("data/measures.csv", "amount", "16");
}

#[test]
fn a_charter_s_shares_are_of_what_the_library_promises() {
    check("data/charters.csv", "commitments", "2");
    check("data/charters.csv", "by_user", "1");
    check("data/charters.csv", "share_figure", "1");
    check("data/charters.csv", "topics", "enquiries; contact; staff");
    check("data/charters.csv", "other", "1");
}

#[test]
fn what_a_chart_shows_is_the_part_of_the_measures_that_its_scale_has() {
    let scales: BTreeSet<_> = EXTRACTS.iter().map(|file| file.path.to_owned()).collect();
    let expected = Scale::ALL.map(|scale| format!("data/standards-{}.csv", scale.id()));
    assert_eq!(scales, expected.into_iter().collect());
    let days = Measure::Duration { bound: Bound::Max, value: 2.0, unit: TimeUnit::Day, working: true };
    let share = Measure::Percentage { bound: Bound::Exact, value: 95.0 };
    let both = one(vec![
        commitment("We reply.", Party::Library, &[days.clone(), share]),
        commitment("You reply.", Party::User, &[days]),
    ]);
    let lines = |path: &str| written(path, &both).lines().count();
    assert_eq!(lines("data/standards-working-time.csv"), 2);
    assert_eq!(lines("data/standards-percentage.csv"), 2);
    assert_eq!(lines("data/standards-frequency.csv"), 1);
}

#[test]
fn no_cell_is_a_formula() {
    check("data/commitments.csv", "text", "'+44 is answered\nwithin two days");
    check("data/commitments.csv", "library", "'=HYPERLINK(\"https://example.org\")");
    check("data/charters.csv", "library", "'=HYPERLINK(\"https://example.org\")");
}

#[test]
fn a_charter_that_promises_nothing_has_no_shares() {
    let text = written("data/charters.csv", &one(Vec::new()));
    assert!(text.lines().nth(1).unwrap().contains(",0,0,0,0,0,0,0,0,,,,1,0,no,0,0,,,charters/public/a.html"));
}

#[test]
fn every_column_of_every_table_has_its_line_in_the_dictionary() {
    let entries = dictionary();
    for file in FILES.iter().filter(|file| file.part.format() == Format::Csv) {
        let text = written(file.path, &one(Vec::new()));
        let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        let described: Vec<&str> =
            entries.iter().filter(|entry| entry.file == file.path).map(|entry| entry.column).collect();
        assert_eq!(header, described, "{}", file.path);
        assert_eq!(header.iter().collect::<BTreeSet<_>>().len(), header.len(), "{}", file.path);
    }
    assert!(entries.iter().all(|entry| entry.meaning.ends_with('.')));
    let text = written("data/dictionary.csv", &one(Vec::new()));
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(csv.records().count(), entries.len());
}

#[test]
fn a_table_without_rows_still_has_its_header_and_lines_end_as_the_standard_says() {
    let text = written("data/commitments.csv", &Comparison::default());
    assert!(text.starts_with("id,charter,library,") && text.ends_with("page\r\n"));
}

#[test]
fn the_json_has_the_scheme_of_the_gold_labels() {
    let comparison = one(vec![commitment("We \"reply\"", Party::Library, &[])]);
    let read: serde_json::Value =
        serde_json::from_str(&written("data/charterhouse.json", &comparison)).unwrap();
    let charter = &read["charters"][0];
    assert_eq!(charter["charter"], "public/a");
    assert_eq!(charter["facts"]["retrieved"], "2026-11-23");
    assert_eq!(charter["commitments"][0]["party"], "library");
    assert_eq!(charter["commitments"][0]["also"][1], "staff");
    assert_eq!(charter["other"][0], "The town is old.");
    let none: serde_json::Value =
        serde_json::from_str(&written("data/charterhouse.json", &Comparison::default())).unwrap();
    assert_eq!(none["charters"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_made_up_is_cited_by_nobody() {
    let mut comparison = one(Vec::new());
    assert!(written("data/charters.bib", &comparison).starts_with("@misc{public-a,"));
    let csl: serde_json::Value =
        serde_json::from_str(&written("data/charters.csl.json", &comparison)).unwrap();
    assert_eq!(csl[0]["title"], "Our \"promise\", and yours");
    comparison.profiles[0].facts.basis = Basis::Sample;
    for path in ["data/charters.bib", "data/charters.ris"] {
        assert_eq!(written(path, &comparison), "", "{path}");
    }
}

#[test]
fn the_package_describes_every_other_file_and_every_column() {
    let package: serde_json::Value =
        serde_json::from_str(&written("data/datapackage.json", &one(Vec::new()))).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), FILES.len() + EXTRACTS.len() - 1);
    let columns: usize =
        resources.iter().filter_map(|one| one["schema"]["fields"].as_array().map(Vec::len)).sum();
    let measures = dictionary().iter().filter(|entry| entry.file == "data/measures.csv").count();
    assert_eq!(columns, dictionary().len() + EXTRACTS.len() * measures);
}

#[test]
fn a_topic_s_name_ends_no_literal() {
    let turtle = written("data/topics.ttl", &Comparison::default());
    assert!(turtle.contains("skos:prefLabel \"Hours \\\"\\\\\\n\"@en ;"), "{turtle}");
    assert!(turtle.contains("<topics.ttl#hours> a skos:Concept"), "{turtle}");
    let graph: serde_json::Value =
        serde_json::from_str(&written("data/topics.jsonld", &Comparison::default())).unwrap();
    assert_eq!(graph["@graph"][1]["@id"], "topics.ttl#hours");
}
