//! The index of a handful of charters, read back as a browser does.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::charter::Kind;
use crate::model::comparison::Profile;
use crate::render::tests::{charter, rendered};

/// The numbers of a text, as `eachNumber` in `assets/search.js` reads them.
fn numbers(text: &str) -> Vec<usize> {
    let letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    let (mut found, mut number, mut unit) = (Vec::new(), 0, 1);
    for letter in text.chars() {
        let value = letters.find(letter).unwrap_or_else(|| panic!("{letter}"));
        number += value % 32 * unit;
        unit *= 32;
        if value < 32 {
            found.push(number);
            (number, unit) = (0, 1);
        }
    }
    found
}

fn files(profiles: Vec<Profile>) -> BTreeMap<String, Value> {
    let pages = rendered(profiles).into_iter().filter(|(path, _)| path.starts_with("search/"));
    pages
        .map(|(path, text)| {
            let call = text.strip_prefix("charterhouse.searched(").and_then(|rest| rest.strip_suffix(");\n"));
            let json: Value = serde_json::from_str(call.unwrap_or_default())
                .unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(path, format!("search/{}-{}.js", json[0].as_str().unwrap_or_default(), json[1]));
            (path, json[2].clone())
        })
        .collect()
}

/// The docs of a word, and its kin.
fn docs(files: &BTreeMap<String, Value>, word: &str) -> Option<(Vec<usize>, Vec<String>)> {
    let lines = files
        .iter()
        .filter(|(path, _)| path.starts_with("search/words-"))
        .flat_map(|(_, words)| words.as_str().unwrap_or_default().split('\n'));
    let line = lines.map(|line| line.split(' ').collect::<Vec<_>>()).find(|line| line[0] == word)?;
    let mut doc = 0;
    let steps = numbers(line[1]).into_iter().map(|step| {
        doc += step + 1;
        doc - 1
    });
    Some((steps.collect(), line[2..].iter().map(|word| (*word).to_owned()).collect()))
}

#[test]
fn a_word_has_the_docs_that_it_stands_in_and_the_words_of_its_stem() {
    let mut one = charter(Kind::Public, "one", "Opening", 2);
    let mut two = charter(Kind::National, "two", "Quiet", 1);
    one.commitments[0].text = "The library opens at nine.".to_owned();
    one.commitments[1].text = "E-mail is answered.".to_owned();
    one.commitments[1].lead_in = String::new();
    two.commitments[0].text = "Nothing opens here.".to_owned();
    let files = files(vec![one, two]);
    // National charters come before public ones: doc 0 is the second charter, 1 its commitment, 2 the first charter.
    assert_eq!(docs(&files, "opens"), Some((vec![1, 3], vec!["opening".to_owned()])));
    assert_eq!(
        docs(&files, "opening"),
        Some((vec![2, 3], vec!["opens".to_owned()])),
        "a lead-in is searched too"
    );
    assert_eq!(docs(&files, "quiet"), Some((vec![0, 1], Vec::new())));
    assert_eq!(docs(&files, "email"), Some((vec![4], Vec::new())));
    assert_eq!(docs(&files, "at").map(|(docs, _)| docs), Some(vec![3]));
    assert_eq!(docs(&files, "e"), None);
    let index = &files["search/index-0.js"];
    assert_eq!(index["docs"], 5);
    assert_eq!(index["kinds"].to_string(), "[[\"national\",1],[\"public\",1]]");
    assert_eq!(numbers(index["counts"].as_str().unwrap_or_default()), [1, 2]);
    assert_eq!(files["search/labels-0.js"].as_str().map(str::len), Some(5));
    assert_eq!(files["search/charters-0.js"][1][0], "public/one");
}

#[test]
fn words_are_in_order_over_files_that_stay_small() {
    let word = |number: usize| format!("w{number:05}");
    let text = (0..20_000).map(word).collect::<Vec<_>>().join(" ");
    let mut one = charter(Kind::Public, "one", "One", 1);
    one.commitments[0].text = text;
    let files = files(vec![one]);
    let firsts = files["search/index-0.js"]["words"].as_array().cloned().unwrap_or_default();
    assert!(firsts.len() > 2);
    let mut all = Vec::new();
    for (number, first) in firsts.iter().enumerate() {
        let words = files[&format!("search/words-{number}.js")].as_str().unwrap_or_default();
        assert!(words.len() <= 64 * 1024, "{number}");
        assert!(words.starts_with(first.as_str().unwrap_or("none")), "{number}");
        all.extend(words.split('\n').filter_map(|line| line.split(' ').next().map(str::to_owned)));
    }
    assert!(all.is_sorted() && all.contains(&word(0)) && all.contains(&word(19_999)));
}

#[test]
fn an_index_of_nothing_is_whole() {
    let files = files(Vec::new());
    assert_eq!(files["search/index-0.js"]["docs"], 0);
    assert_eq!(files.len(), 1);
}
