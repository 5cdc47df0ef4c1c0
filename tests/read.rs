//! Walks `read/`: each `<case>.{md,html,txt}` is read as `<case>.units` says. `SNAPSHOTS=overwrite` writes what is missing.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use charterhouse::lexicon::Lexicon;
use charterhouse::model::document::Section;
use charterhouse::read::{self, Reading, Words};
use proptest::prelude::*;
use snapbox::{Data, assert_data_eq, str};

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

/// The words of a text, to compare by.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Everything that a section says, in its order, letters and digits alone.
fn gather(section: &Section, all: &mut String) {
    all.push_str(&bare(&section.heading));
    for block in &section.blocks {
        all.push_str(&bare(&block.lead_in));
        all.push_str(&bare(&block.header.concat()));
        for unit in &block.units {
            all.push_str(&bare(&unit.text));
        }
    }
    for inner in &section.sections {
        gather(inner, all);
    }
}

/// `scraper` builds the tree that a browser would. What stands in a list item, a cell or a paragraph of a page's main part
/// by its tree must stand in what we read, as a unit, a lead-in, a heading or the title.
#[test]
fn only_furniture_of_a_main_part_is_left_out_by_the_tree_that_a_browser_builds() {
    let words = words();
    let selector = |text: &str| scraper::Selector::parse(text).unwrap();
    let (article, main, text, noise) = (
        selector("article"),
        selector("main, [role=main], #main, #content, .content, body"),
        selector("li, p, td, dt, dd, summary"),
        selector(
            "nav, form, aside, footer, header, script, style, [class*=share], [class*=feedback], [class*=breadcrumb]",
        ),
    );
    let (mut held, mut lost) = (0, Vec::new());
    for case in cases().iter().filter(|case| case.extension().is_some_and(|ending| ending == "html")) {
        let bytes = fs::read(case).unwrap();
        let name = case.file_name().unwrap().to_str().unwrap();
        let document = read::file_with(name, &bytes, &words).document;
        let mut ours = bare(document.title.as_deref().unwrap_or_default());
        for section in &document.sections {
            gather(section, &mut ours);
        }
        let Ok(page) = std::str::from_utf8(&bytes) else { continue };
        let tree = scraper::Html::parse_document(page);
        let furniture: Vec<_> = tree.select(&noise).map(|element| element.id()).collect();
        // Where there are articles, the first is the page's own, and the others may be news.
        let part = tree.select(&article).next().or_else(|| tree.select(&main).next());
        for element in part.iter().flat_map(|part| part.select(&text)) {
            let own = element.children().filter_map(|child| child.value().as_text());
            let own: Vec<String> = own.map(|text| bare(text)).filter(|text| text.len() > 12).collect();
            if element.ancestors().any(|above| furniture.contains(&above.id())) {
                continue;
            }
            for text in own {
                held += 1;
                if !ours.contains(&text) {
                    lost.push(format!("{name}: {text}"));
                }
            }
        }
    }
    // What is left out on purpose, since it is the site's and not the charter's.
    assert_data_eq!(
        lost.join("\n"),
        str![[r#"
council-cms.html: wehaveputsmallfilesonyourdevicesothatthesiteworks
council-cms.html: lastupdated3may2025
council-cms.html: moorbycouncil2025
libguides.html: lastupdatedmay12025900am
page-builder.html: valehospitalvaleroad
page-of-prose.html: iwaitedforawholehouratthedeskandnobodygreetedmeatall
page-of-prose.html: theyansweredmyletteratonceanditwasagreathelptomyfamily
page-of-prose.html: theswimmingpoolwillbeshutforrepairsuntiltheendofthesummer
suspect-names.html: subscribetoouremailnewsforallthatisnewhere
tabs-and-cards.html: ineverybranchwewillseetoitthat
tabs-and-cards.html: hearofnewbookseachmonth
two-titles.html: 1wewillopenontime
two-titles.html: 2wewillcloseontime
"#]]
    );
    assert!(held > 50, "only {held} texts were compared");
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
            let _ = read::file_with(case.to_str().unwrap(), &bytes[..end], &words);
        }
    }
}

/// Reads a hostile file and gives the codes of what was found. It must come back at once and without a deep stack.
#[track_caller]
fn codes(path: &str, text: &str) -> Vec<&'static str> {
    let words = words();
    let (path, text) = (path.to_owned(), text.to_owned());
    let reader = std::thread::Builder::new().stack_size(256 * 1024);
    let reading =
        reader.spawn(move || read::file_with(&path, text.as_bytes(), &words)).unwrap().join().unwrap();
    reading.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn deep_nesting_neither_overflows_nor_dawdles() {
    const DEPTH: usize = 100_000;
    for open in ["<div>", "<ul><li>", "<table><tr><td>", "<dl><dd>", "<section><article>"] {
        assert_eq!(codes("a.html", &(open.repeat(DEPTH) + "We help.")), ["too-deep"], "{open}");
    }
    for open in
        ["<b>", "<font size=5>", "<a href=x>", "<span>", "<span class=a>", "<p>", "<b><p>", "<svg>", "<form>"]
    {
        codes("a.html", &(open.repeat(DEPTH) + "We help."));
    }
    for open in [">", "*", "_", "[", "![", "`", "<", "- ", "1. ", "> - ", "**a"] {
        codes("a.md", &(open.repeat(DEPTH) + "We help."));
    }
    let list: String = (0..300).map(|depth| format!("{}- We help.\n", " ".repeat(depth * 2))).collect();
    assert_eq!(codes("a.md", &list), ["too-deep"]);
    assert!(codes("a.txt", &list).is_empty());
}

#[test]
fn a_page_that_never_closes_its_marks_costs_no_more_than_its_length() {
    let page: String =
        (0..20_000).map(|number| format!("<font color={number}><b id=a{number}><p>We help.")).collect();
    assert!(codes("a.html", &page).is_empty());
}

#[test]
fn a_long_line_is_read_in_a_time_that_grows_with_its_length() {
    for part in ["We help you. ", "a", "a.B", "! ", "(", "“We. ", "e.g. A ", "| a ", "- ", "&amp;", "**a** "]
    {
        let line = part.repeat(600_000 / part.len());
        for path in ["a.md", "a.html", "a.txt"] {
            codes(path, &line);
        }
    }
}

#[test]
fn a_long_lead_in_is_not_said_again_for_every_list() {
    let long = "a ".repeat(100_000) + ":";
    for part in ["<li>b:<ul><li>c</ul>", "<details><summary>b</summary>c</details>d", "<p>b"] {
        let page = format!("<h2>{}</h2><p>{long}<ul>{}", "h".repeat(100_000), part.repeat(10_000));
        let words = words();
        let reading = read::file_with("a.html", page.as_bytes(), &words);
        let said: usize =
            reading.document.units().iter().map(|unit| unit.block.lead_in.len() + unit.section.len()).sum();
        assert!(said < 20 * page.len(), "{said} of {}", page.len());
    }
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    assert_eq!(codes("a.txt", &"a".repeat(read::LARGEST + 1)), ["too-large"]);
}

#[test]
fn control_characters_are_gone_and_broken_bytes_are_told() {
    let reading = read::file_with("a.txt", "We\u{0} help\u{200b}.\u{7}".as_bytes(), &words());
    assert_eq!(reading.document.units()[0].unit.text, "We help.");
    let reading = read::file_with("a.md", b"We say caf\xc3\xa9.\n\nWe \xff help.", &words());
    assert_eq!(reading.findings[0].code, "wrong-encoding");
    assert_eq!(reading.findings[0].place.line, 3);
}

#[test]
fn the_format_is_known_by_ending_and_content() {
    use charterhouse::read::Format;
    for (path, text, expected) in [
        ("a.md", "<!DOCTYPE html><p>x", Format::Html),
        ("a.md", "<p>x</p>", Format::Markdown),
        ("a", "<html>", Format::Html),
        ("-", "# A heading\n\n- x", Format::Markdown),
        ("-", "+++\n+++\nx", Format::Markdown),
        ("-", "A line\n\n- x", Format::Text),
        ("b.d/a.HTM", "x", Format::Html),
    ] {
        assert_eq!(read::format(path, text), expected, "{path} {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let words = words();
        for path in ["a.md", "a.html", "a.txt", "a"] {
            let _ = read::file_with(path, &bytes, &words);
        }
    }

    #[test]
    fn any_tags_are_read(parts in proptest::collection::vec(0usize..TAGS.len(), 0..80)) {
        let words = words();
        let page: String = parts.iter().map(|&part| TAGS[part]).collect();
        let _ = read::file_with("a.html", page.as_bytes(), &words);
        let _ = read::file_with("a.md", page.as_bytes(), &words);
    }
}

const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "<th colspan=2>",
    "</td>",
    "</table>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "<b>",
    "</b>",
    "<br>",
    "<div class=sidebar>",
    "</div>",
    "<main>",
    "</main>",
    "<article>",
    "</article>",
    "<a href=x>",
    "</a>",
    "We will:",
    "We answer in two days. ",
    "• ",
    "\n\n",
    "- ",
    "| a | b |\n|--|--|\n",
    "**",
    "1. ",
    "  ",
    "<details>",
    "<summary>",
    "</details>",
    "<svg>",
    "<script>",
    "</script>",
    "<body>",
    "&amp;",
    "</br>",
    "<span id=a>",
    "</span>",
    "> ",
    "`",
    "[",
    "](",
    "<!--",
    "-->",
    "<form>",
    "<input>",
    "<select>",
    "<title>",
];
