//! Walks `read/`: each `<case>.{md,html,txt}` is read as `<case>.units` says. `SNAPSHOTS=overwrite` writes what is missing.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use charterhouse::lexicon::Lexicon;
use charterhouse::model::document::Section;
use charterhouse::read::{self, Reading, Words};
use proptest::prelude::*;
use snapbox::{Data, assert_data_eq};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read")
}

fn words() -> Words {
    Words::new(&Lexicon::built_in().unwrap())
}

fn cases() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

fn show_section(section: &Section, out: &mut String) {
    if section.level > 0 {
        writeln!(out, "{} {}", "#".repeat(section.level.into()), section.heading).unwrap();
    }
    for block in &section.blocks {
        writeln!(out, "[{:?}] {}", block.shape, block.lead_in).unwrap();
        if !block.header.is_empty() {
            writeln!(out, "      = {}", block.header.join(" | ")).unwrap();
        }
        for unit in &block.units {
            writeln!(out, "{:>5} {}", unit.place.line, unit.text).unwrap();
        }
    }
    for inner in &section.sections {
        show_section(inner, out);
    }
}

/// Title and language, then each section with its blocks, each block's lead-in and header, and each unit with its line.
fn show(reading: &Reading) -> String {
    let mut out = String::new();
    writeln!(out, "title: {}", reading.document.title.as_deref().unwrap_or("-")).unwrap();
    writeln!(out, "language: {}", reading.document.language.as_deref().unwrap_or("-")).unwrap();
    for finding in &reading.findings {
        writeln!(out, "! {finding}").unwrap();
    }
    for inner in &reading.document.sections {
        show_section(inner, &mut out);
    }
    out
}

#[test]
fn each_case_is_read_as_its_units_say() {
    let words = words();
    for case in cases().iter().filter(|case| case.extension().is_some_and(|ending| ending != "units")) {
        let name = case.file_name().unwrap().to_str().unwrap();
        let reading = read::file_with(name, &fs::read(case).unwrap(), &words);
        let expected = Data::read_from(&case.with_extension("units"), None);
        assert_data_eq!(show(&reading), expected.raw());
    }
}

#[test]
fn no_expectation_stands_without_its_case() {
    let stem = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let (units, cases): (Vec<_>, Vec<_>) =
        cases().into_iter().partition(|path| path.extension().is_some_and(|ending| ending == "units"));
    let cases: BTreeSet<String> = cases.iter().map(stem).collect();
    assert_eq!(units.iter().map(stem).collect::<BTreeSet<_>>(), cases);
}

#[test]
fn every_beginning_of_every_case_is_read() {
    let words = words();
    for case in cases().iter().filter(|case| case.extension().is_some_and(|ending| ending != "units")) {
        let bytes = fs::read(case).unwrap();
        // Every seventh beginning: over all cases that is every sort of cut, at a seventh of the time.
        for end in (0..bytes.len()).step_by(7) {
            read::file_with(case.to_str().unwrap(), &bytes[..end], &words);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let words = words();
        for path in ["a.md", "a.html", "a.txt", "a"] {
            read::file_with(path, &bytes, &words);
        }
    }

    #[test]
    fn any_tags_are_read(parts in proptest::collection::vec(0usize..TAGS.len(), 0..80)) {
        let words = words();
        let page: String = parts.iter().map(|&part| TAGS[part]).collect();
        read::file_with("a.html", page.as_bytes(), &words);
        read::file_with("a.md", page.as_bytes(), &words);
    }
}

const TAGS: &[&str] = &[
    "<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td>", "<th colspan=2>", "</td>", "</table>", "<dl>", "<dt>",
    "<dd>", "</dl>", "<h1>", "</h1>", "<h2>", "</h2>", "<b>", "</b>", "<br>", "<div class=sidebar>", "</div>", "<main>", "</main>",
    "<article>", "</article>", "<a href=x>", "</a>", "We will:", "We answer in two days. ", "• ", "\n\n", "- ", "| a | b |\n|--|--|\n",
    "**", "1. ", "  ", "<details>", "<summary>", "</details>", "<svg>", "<script>", "</script>", "<body>", "&amp;", "</br>", "<span id=a>",
    "</span>", "> ", "`", "[", "](", "<!--", "-->", "<form>", "<input>", "<select>", "<title>",
];
