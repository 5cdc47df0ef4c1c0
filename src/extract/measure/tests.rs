//! The grammar by example: a line a fact.

use super::measures;
use crate::extract::evidence::evidence;
use crate::lexicon::Lexicon;
use crate::model::document::{Block, Document, Place, Section, Shape, Unit};

fn read(lexicon: &Lexicon, text: &str) -> String {
    let unit = Unit { text: text.to_owned(), place: Place::default() };
    let block = Block { shape: Shape::List, lead_in: String::new(), header: Vec::new(), units: vec![unit] };
    let section = Section { blocks: vec![block], ..Section::default() };
    let document = Document { sections: vec![section], ..Document::default() };
    let found: Vec<String> = evidence(&document, lexicon)
        .iter()
        .flat_map(|evidence| measures(evidence, Some("AU")))
        .map(|found| found.measure.to_string())
        .collect();
    found.join("; ")
}

#[test]
fn each_line_reads_as_it_says() {
    let lexicon = Lexicon::built_in().unwrap();
    let wrong: Vec<String> = include_str!("tests/grammar.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(text, expected)| (text, expected, read(&lexicon, text)))
        .filter(|(_, expected, found)| found != expected)
        .map(|(text, expected, found)| format!("{text}: expected {expected}, found {found}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_bears_out_its_own_sentences() {
    assert_eq!(Lexicon::built_in().unwrap().contradictions(), Vec::<String>::new());
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "(\\PC|every |1/2 |£|\\(|hour|more than ){0,60}") {
        let lexicon = Lexicon::built_in().unwrap();
        let _ = read(&lexicon, &text);
    }
}

#[test]
fn a_megabyte_is_read_in_linear_time() {
    let lexicon = Lexicon::built_in().unwrap();
    for text in ["hundred ", "1/2 every ", "no more than 5 "] {
        let _ = read(&lexicon, &text.repeat(1_000_000 / text.len()));
    }
}
