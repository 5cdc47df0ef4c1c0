//! The TOML between `+++` lines at the top of a charter file, checked key by key (`charters/FORMAT.md`).

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::Finding;
use crate::model::charter::{Basis, Facts, Kind};
use crate::model::document::Place;

pub(super) mod country;

/// Every key with whether it must be there, in the order of the format.
const KEYS: [(&str, bool); 9] = [
    ("name", true),
    ("kind", true),
    ("country", true),
    ("region", false),
    ("title", true),
    ("url", true),
    ("retrieved", true),
    ("basis", true),
    ("language", true),
];

/// A file cut in two.
pub(super) struct Split<'text> {
    /// What stands between the `+++` lines; `None` where the file does not begin with one.
    pub(super) front: Option<&'text str>,
    /// The line of the opening `+++`.
    pub(super) line: u32,
    /// What stands behind.
    pub(super) body: &'text str,
    /// How many lines stand before the body.
    pub(super) lines_before: u32,
    /// Whether the closing `+++` is there.
    pub(super) closed: bool,
}

/// Cuts off the front matter, if the first line that is not blank is `+++`.
pub(super) fn split(text: &str) -> Split<'_> {
    let blank = text.len() - text.trim_start().len();
    let before = text.get(..blank).map_or(0, newlines);
    let none = Split { front: None, line: 0, body: text, lines_before: 0, closed: true };
    let Some(rest) = text.get(blank..).and_then(|rest| rest.strip_prefix("+++")) else {
        return none;
    };
    let Some(first_end) =
        rest.find('\n').filter(|&at| rest.get(..at).is_some_and(|end| end.trim().is_empty()))
    else {
        return none;
    };
    let front = rest.get(first_end + 1..).unwrap_or_default();
    let mut at = 0;
    for row in front.split_inclusive('\n') {
        if row.trim_end() == "+++" {
            let (head, body) =
                (front.get(..at).unwrap_or_default(), front.get(at + row.len()..).unwrap_or_default());
            let lines_before = before + newlines(head) + 2;
            return Split { front: Some(head), line: before + 1, body, lines_before, closed: true };
        }
        at += row.len();
    }
    Split { front: Some(front), line: before + 1, body: "", lines_before: before + 1, closed: false }
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|&byte| byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// The facts, unless anything is wrong: then every problem is a finding.
pub(super) fn facts<'text>(
    path: &'text str,
    split: &Split<'text>,
    findings: &mut Vec<Finding>,
) -> Option<Facts> {
    let front = split.front?;
    let mut check = Check { path, front, opening: split.line, findings: Vec::new() };
    if !split.closed {
        check.say(
            split.line,
            "the front matter has no closing `+++` line",
            "end it with a line of its own that holds only `+++`",
        );
        findings.append(&mut check.findings);
        return None;
    }
    let facts = check.table();
    let sound = check.findings.is_empty();
    findings.append(&mut check.findings);
    facts.filter(|_| sound)
}

struct Check<'text> {
    path: &'text str,
    front: &'text str,
    opening: u32,
    findings: Vec<Finding>,
}

impl<'text> Check<'text> {
    fn say(&mut self, line: u32, message: impl Into<String>, help: impl Into<String>) {
        let place = Place { line, column: 0 };
        self.findings.push(Finding::new("bad-front-matter", self.path, place, message).help(help));
    }

    fn line_of(&self, at: usize) -> u32 {
        self.opening + 1 + self.front.get(..at).map_or(0, newlines)
    }

    /// The table, with a finding for what is no TOML, no key of ours, or not there.
    fn known_keys(&mut self) -> DeTable<'text> {
        let (table, errors) = DeTable::parse_recoverable(self.front);
        for error in &errors {
            let line = error.span().map_or(self.opening, |span| self.line_of(span.start));
            self.say(
                line,
                format!("the front matter is not TOML: {}", error.message()),
                "each line is `key = value`, texts stand in \"quotation marks\"",
            );
        }
        let table = table.into_inner();
        let known = || KEYS.map(|(key, _)| key).join(", ");
        let mut unknown: Vec<_> =
            table.keys().filter(|key| !KEYS.iter().any(|(name, _)| *name == key.get_ref())).collect();
        unknown.sort_by_key(|key| key.span().start);
        for key in unknown {
            self.say(
                self.line_of(key.span().start),
                format!("unknown key `{}`", key.get_ref()),
                format!("known keys: {}", known()),
            );
        }
        // Broken TOML may have lost keys on the way, so only what is there is checked then.
        for (key, needed) in KEYS {
            if needed && errors.is_empty() && !table.keys().any(|have| have.get_ref() == key) {
                self.say(
                    self.opening,
                    format!("the key `{key}` is missing"),
                    format!("known keys: {}", known()),
                );
            }
        }
        table
    }

    fn table(&mut self) -> Option<Facts> {
        let table = self.known_keys();
        let kinds = Kind::ALL.map(Kind::id).join(", ");
        let bases = Basis::ALL.map(Basis::id).join(", ");
        let name = self.text(&table, "name", "the library, as it names itself", some_text);
        let kind = self.text(&table, "kind", &format!("one of {kinds}"), Kind::from_id);
        let country = self.text(&table, "country", "two capital letters of ISO 3166-1, as in `GB`", |text| {
            country::CODES.split(' ').any(|code| code == text).then(|| text.to_owned())
        });
        let region = self.text(&table, "region", "an ISO 3166-2 code, as in `GB-SLG`", |text| {
            region(text).then(|| text.to_owned())
        });
        let title = self.text(&table, "title", "the document's own title", some_text);
        let url = self.text(&table, "url", "an address that begins with http:// or https://", |text| {
            address(text).then(|| text.to_owned())
        });
        let retrieved = self.date(&table);
        let basis = self.text(&table, "basis", &format!("one of {bases}"), |text| {
            Basis::ALL.into_iter().find(|basis| basis.id() == text)
        });
        let language = self.text(&table, "language", "a BCP 47 tag, as in `en` or `en-GB`", |text| {
            language(text).then(|| text.to_owned())
        });
        Some(Facts {
            name: name?,
            kind: kind?,
            country: country?,
            region,
            title: title?,
            url: url?,
            retrieved: retrieved?,
            basis: basis?,
            language: language?,
        })
    }

    /// The value of a key that holds text, if it is there and right.
    fn text<T>(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let (name, value) = entry(table, key)?;
        let read = match value.get_ref() {
            DeValue::String(text) => read(text),
            _ => None,
        };
        if read.is_none() {
            let line = self.line_of(name.span().start);
            let shown: String = self.front.get(value.span()).unwrap_or_default().chars().take(60).collect();
            self.say(
                line,
                format!("`{key}` cannot be `{}`", shown.trim_matches('"')),
                format!("expected {expected}"),
            );
        }
        read
    }

    fn date(&mut self, table: &DeTable<'_>) -> Option<Date> {
        let (name, value) = entry(table, "retrieved")?;
        let shown = self.front.get(value.span()).unwrap_or_default();
        let read = match value.get_ref() {
            DeValue::Datetime(_) => shown.parse::<Date>().ok().filter(|_| shown.len() == "2026-01-31".len()),
            _ => None,
        };
        if read.is_none() {
            let shown: String = shown.chars().take(60).collect();
            let line = self.line_of(name.span().start);
            self.say(
                line,
                format!("`retrieved` cannot be `{shown}`"),
                "expected a day without quotation marks, as in `2026-11-23`",
            );
        }
        read
    }
}

type Entry<'table, 'text> = (&'table Spanned<toml::de::DeString<'text>>, &'table Spanned<DeValue<'text>>);

fn entry<'table, 'text>(table: &'table DeTable<'text>, key: &str) -> Option<Entry<'table, 'text>> {
    table.iter().find(|(name, _)| name.get_ref() == key)
}

fn some_text(text: &str) -> Option<String> {
    (!text.trim().is_empty() && !text.contains(char::is_control)).then(|| text.trim().to_owned())
}

fn address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    scheme.is_some_and(|(scheme, rest)| {
        (scheme == "http" || scheme == "https")
            && rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
            && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>`".contains(c))
    })
}

fn region(text: &str) -> bool {
    text.split_once('-').is_some_and(|(country, part)| {
        country::CODES.split(' ').any(|code| code == country)
            && (1..=3).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}

/// Whether a text has the shape of a BCP 47 tag.
pub(super) fn language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
