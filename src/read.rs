//! A file becomes a [`Document`]: reader by what the file is, front matter apart.
//!
//! 1. `encoding` makes text of the bytes,
//! 2. `front_matter` is cut off and checked,
//! 3. `markdown`, `html` or `text` walks the rest and hands what it meets to an `outline`,
//! 4. which decides what is a heading, a lead-in or a unit, with `sentence` to say where a sentence ends.

use crate::finding::Finding;
use crate::lexicon::Lexicon;
use crate::model::charter::Facts;
use crate::model::document::{Document, Place};

pub mod capture;
mod length;
mod encoding;
mod flow;
mod front_matter;
mod html;
mod markdown;
pub mod office;
mod outline;
mod sentence;
mod text;

/// A file that is larger than this is not read.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CommonMark, with tables.
    Markdown,
    /// A web page.
    Html,
    /// Neither: lines, with a blank line between paragraphs.
    Text,
}

/// What reading makes of a file.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The front matter; `None` where the file has none, or a wrong one (which is then a finding).
    pub facts: Option<Facts>,
    /// The rest.
    pub document: Document,
    /// What a person should know about the file.
    pub findings: Vec<Finding>,
    /// Whether nothing of the file could be read, so that it must not count as one that says nothing; a finding says why.
    pub refused: bool,
}

/// The words that reading goes by, taken out of a lexicon once for any number of files.
pub struct Words {
    sentences: sentence::Sentences,
    furniture: html::Furniture,
    signs: capture::Signs,
}

impl Words {
    /// Those of a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        Self {
            sentences: sentence::Sentences::new(lexicon),
            furniture: html::Furniture::new(lexicon),
            signs: capture::Signs::new(lexicon),
        }
    }
}

/// Whether two capital letters are a country's, by ISO 3166-1.
#[must_use]
pub fn is_country(code: &str) -> bool {
    front_matter::country::CODES.split(' ').any(|known| known == code)
}

/// Reads one file of any format. `path` names it in findings and, by its ending, helps to tell its format.
#[must_use]
pub fn file(path: &str, bytes: &[u8], lexicon: &Lexicon) -> Reading {
    file_with(path, bytes, &Words::new(lexicon))
}

/// Reads one of many files: as [`file()`], with the words already at hand.
#[must_use]
pub fn file_with(path: &str, bytes: &[u8], words: &Words) -> Reading {
    let mut findings = Vec::new();
    if bytes.len() > LARGEST {
        return too_large(path, bytes.len());
    }
    if let Some(sheet) = office::unpacked(bytes) {
        return office::reading(path, sheet, words);
    }
    let (text, broken) = encoding::text(bytes);
    if let Some((line, encoding)) = broken {
        let message = format!("some bytes are not {encoding}, and are shown as \u{fffd}");
        let help = "save the file as UTF-8, or let it declare the encoding that it has";
        findings.push(Finding::new("wrong-encoding", path, Place { line, column: 0 }, message).help(help));
    }
    let split = front_matter::split(&text);
    let facts = front_matter::facts(path, &split, &mut findings);
    let format = format_of(path, split.body, split.front.is_some());
    let (mut document, too_deep) = match format {
        Format::Markdown => markdown::document(split.body, split.lines_before, &words.sentences),
        Format::Html => html::document(split.body, split.lines_before, &words.sentences, &words.furniture),
        Format::Text => (text::document(split.body, split.lines_before, &words.sentences), None),
    };
    length::part(&mut document);
    if let Some(place) = too_deep {
        let message = "the text is nested deeper than is read; what lies deeper is read as one level";
        findings.push(Finding::new("too-deep", path, place, message));
    }
    if document.units().is_empty() {
        let (place, message) = match split.front {
            Some(_) => {
                (Place { line: split.lines_before, column: 0 }, "there is no text under the front matter")
            }
            None => (Place::default(), "there is no text in the file"),
        };
        findings.push(
            Finding::new("empty-charter", path, place, message)
                .help("write or paste the charter's text into the file"),
        );
    }
    findings.sort();
    Reading { facts, document, findings, refused: false }
}

/// The front matter of a file alone, with what is wrong about it; the text under it is not read.
#[must_use]
pub fn facts(path: &str, bytes: &[u8]) -> (Option<Facts>, Vec<Finding>) {
    if bytes.len() > LARGEST {
        let reading = too_large(path, bytes.len());
        return (None, reading.findings);
    }
    let (text, _) = encoding::text(bytes);
    let mut findings = Vec::new();
    let facts = front_matter::facts(path, &front_matter::split(&text), &mut findings);
    findings.sort();
    (facts, findings)
}

fn too_large(path: &str, length: usize) -> Reading {
    let message = format!("the file has {} MB and is not read", length / (1024 * 1024));
    let help = format!("files of up to {} MB are read; keep only the charter in it", LARGEST / (1024 * 1024));
    let found = Finding::new("too-large", path, Place::default(), message).help(help);
    Reading { findings: vec![found], refused: true, ..Reading::default() }
}

/// The format that a file's ending and its content speak for. A page is known by its first tag whatever it is called.
#[must_use]
pub fn format(path: &str, text: &str) -> Format {
    let split = front_matter::split(text);
    format_of(path, split.body, split.front.is_some())
}

fn format_of(path: &str, body: &str, front: bool) -> Format {
    let head = body.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head: String = head.chars().take(1024).collect::<String>().to_ascii_lowercase();
    if ["<!doctype html", "<html", "<?xml", "<head", "<body"].iter().any(|tag| head.starts_with(tag)) {
        return Format::Html;
    }
    let ending = path
        .rsplit(['/', '\\'])
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("html" | "htm" | "xhtml" | "shtml" | "asp" | "aspx" | "php" | "cfm" | "jsp") => Format::Html,
        Some("md" | "markdown" | "mdown" | "mkd") => Format::Markdown,
        Some("txt" | "text") if !front => Format::Text,
        _ if front => Format::Markdown,
        _ if head.starts_with('<') && head.contains("</") => Format::Html,
        _ if ["<!doctype html", "<html", "<body", "<div", "<p>"].iter().any(|tag| head.contains(tag)) => {
            Format::Html
        }
        _ if looks_like_markdown(body) => Format::Markdown,
        _ => Format::Text,
    }
}

/// Whether a text without an ending has marks that only Markdown has: headings with `#`, tables, bold lines.
fn looks_like_markdown(body: &str) -> bool {
    body.lines().take(200).any(|line| {
        let hashes = line.bytes().take_while(|&b| b == b'#').count();
        ((1..=6).contains(&hashes) && line.get(hashes..).is_some_and(|rest| rest.starts_with(' ')))
            || (line.starts_with('|') && line.trim_end().ends_with('|'))
            || line.contains("**")
            || line.contains("](")
    })
}
