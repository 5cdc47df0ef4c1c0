//! How a charter is cited: in words, and in the three forms that reference managers read.
//!
//! What is cited is the library's own document, at the address where it was found. Where this site read it, and whether it shows
//! the document's words or a summary, stands in a note. The year of a charter is seldom known, so none is given: the day on which
//! it was read is.

use jiff::civil::Date;
use serde::Serialize;

use super::charter::{Basis, Facts};
use super::comparison::Profile;
use super::publication::Publication;

/// A charter as it is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation<'a> {
    /// Its key: the id with a hyphen in place of the slash, as in `public-slough-libraries`.
    pub key: String,
    facts: &'a Facts,
    /// Where the site has it, and in which form.
    note: String,
}

impl<'a> Citation<'a> {
    /// The citation of a charter in a site.
    #[must_use]
    pub fn of(profile: &'a Profile, publication: &Publication) -> Self {
        let form = match profile.facts.basis {
            Basis::Summary => "Summary",
            Basis::Sample => "Made up to try the program; no library promised it. Shown",
            _ => "Shown",
        };
        let path = format!("charters/{}.html", profile.id);
        let place = publication.at(&path);
        let place = if place.is_empty() { path } else { place };
        let note = format!("{form} in {}, built {}: {place}", publication.name, publication.today);
        Self { key: profile.id.as_str().replace('/', "-"), facts: &profile.facts, note: line(&note) }
    }

    /// What stands before the title in the style of the APA, as in "Slough Libraries. (n.d.).".
    #[must_use]
    pub fn apa_before(&self) -> String {
        let author = line(&self.facts.name);
        let stop = if author.ends_with('.') { "" } else { "." };
        format!("{author}{stop} (n.d.).")
    }

    /// What stands between the title and the address, as in "Retrieved November 23, 2026, from".
    #[must_use]
    pub fn apa_after(&self) -> String {
        let read = self.facts.retrieved;
        format!("Retrieved {} {}, {}, from", month(read), read.day(), read.year())
    }

    /// An entry for BibTeX.
    #[must_use]
    pub fn bibtex(&self) -> String {
        format!(
            "@misc{{{},\n  author = {{{{{}}}}},\n  title = {{{{{}}}}},\n  url = {{{}}},\n  urldate = {{{}}},\n  language = {{{}}},\n  \
             note = {{{}}}\n}}\n",
            self.key,
            tex(&self.facts.name),
            tex(&self.facts.title),
            braceless(&self.facts.url),
            self.facts.retrieved,
            tex(&self.facts.language),
            tex(&self.note),
        )
    }

    /// A record in RIS.
    #[must_use]
    pub fn ris(&self) -> String {
        let read = self.facts.retrieved.strftime("%Y/%m/%d");
        format!(
            "TY  - ELEC\nID  - {}\nAU  - {}\nTI  - {}\nUR  - {}\nY2  - {read}\nLA  - {}\nN1  - {}\nER  - \n",
            self.key,
            line(&self.facts.name),
            line(&self.facts.title),
            line(&self.facts.url),
            line(&self.facts.language),
            self.note,
        )
    }

    /// A ContextObject in a span (COinS): the one form of a page's own that keeps a library's name whole, where others take it for
    /// a person's and turn it round.
    #[must_use]
    pub fn coins(&self) -> String {
        let pairs = [
            ("ctx_ver", "Z39.88-2004"),
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
            ("rft.title", &self.facts.title),
            ("rft.aucorp", &self.facts.name),
            ("rft.identifier", &self.facts.url),
            ("rft.language", &self.facts.language),
            ("rft.description", &self.note),
        ];
        let mut coins = String::with_capacity(400);
        for (key, value) in pairs {
            if !coins.is_empty() {
                coins.push('&');
            }
            coins.push_str(key);
            coins.push('=');
            percent(&mut coins, value);
        }
        coins
    }

    /// An item of CSL-JSON.
    #[must_use]
    pub fn csl(&self) -> Csl<'_> {
        let read = self.facts.retrieved;
        Csl {
            id: &self.key,
            sort: "webpage",
            author: [Literal { literal: &self.facts.name }],
            title: &self.facts.title,
            url: &self.facts.url,
            accessed: DateParts { date_parts: [(read.year(), read.month(), read.day())] },
            language: &self.facts.language,
            note: &self.note,
        }
    }
}

/// An item of CSL-JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Csl<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    sort: &'static str,
    author: [Literal<'a>; 1],
    title: &'a str,
    #[serde(rename = "URL")]
    url: &'a str,
    accessed: DateParts,
    language: &'a str,
    note: &'a str,
}

/// A name that is not parted into those of a person.
#[derive(Clone, Debug, Serialize)]
struct Literal<'a> {
    literal: &'a str,
}

#[derive(Clone, Debug, Serialize)]
struct DateParts {
    #[serde(rename = "date-parts")]
    date_parts: [(i16, i8, i8); 1],
}

/// A text in one line, as forms that go line by line need it.
fn line(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text with what TeX takes for commands written so that it does not. A brace of its own would unbalance the entry.
fn tex(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in line(text).chars() {
        match letter {
            '\\' => safe.push_str("\\textbackslash{}"),
            '{' => safe.push_str("\\textbraceleft{}"),
            '}' => safe.push_str("\\textbraceright{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => safe.extend(['\\', letter]),
            _ => safe.push(letter),
        }
    }
    safe
}

/// An address with the letters that would end a field of BibTeX in their percent form.
fn braceless(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for letter in url.chars() {
        match letter {
            '{' => safe.push_str("%7B"),
            '}' => safe.push_str("%7D"),
            '\\' => safe.push_str("%5C"),
            ' ' => safe.push_str("%20"),
            _ if letter.is_control() || letter.is_whitespace() => {}
            _ => safe.push(letter),
        }
    }
    safe
}

/// A value of a query, with all but the plainest letters in their percent form.
fn percent(query: &mut String, value: &str) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or('0');
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b',' => {
                query.push(char::from(byte))
            }
            _ => query.extend(['%', digit(byte >> 4), digit(byte & 15)]),
        }
    }
}

fn month(date: Date) -> String {
    date.strftime("%B").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::charter::{CharterId, Kind};

    fn profile(name: &str, title: &str) -> Profile {
        Profile {
            id: CharterId::new(Kind::Public, "a-town").unwrap_or_else(|| panic!("no slug")),
            path: "charters/public/a-town.md".to_owned(),
            facts: Facts {
                name: name.to_owned(),
                kind: Kind::Public,
                country: "GB".to_owned(),
                region: None,
                title: title.to_owned(),
                url: "https://example.org/a_b?c=%20{1}".to_owned(),
                retrieved: date(2026, 3, 1),
                basis: Basis::Summary,
                language: "en".to_owned(),
            },
            languages: Default::default(),
            commitments: Vec::new(),
            other: Vec::new(),
            remarks: Vec::new(),
            reviewed: 0,
        }
    }

    #[test]
    fn a_charter_is_cited_in_four_ways() {
        let publication = Publication::named("Charters", date(2026, 11, 24));
        let profile = profile("A Town Library", "Our 100 % charter");
        let citation = Citation::of(&profile, &publication);
        let apa = [citation.apa_before(), citation.apa_after()];
        assert_eq!(apa, ["A Town Library. (n.d.).", "Retrieved March 1, 2026, from"]);
        let bibtex = "@misc{public-a-town,\n  author = {{A Town Library}},\n  title = {{Our 100 \\% charter}},\n  \
                      url = {https://example.org/a_b?c=%20%7B1%7D},\n  urldate = {2026-03-01},\n  language = {en},\n  \
                      note = {Summary in Charters, built 2026-11-24: charters/public/a-town.html}\n}\n";
        assert_eq!(citation.bibtex(), bibtex);
        assert!(citation.ris().starts_with("TY  - ELEC\nID  - public-a-town\nAU  - A Town Library\n"));
        let csl = serde_json::to_string(&citation.csl()).unwrap_or_default();
        assert!(csl.contains("\"accessed\":{\"date-parts\":[[2026,3,1]]}"), "{csl}");
    }

    #[track_caller]
    fn check(name: &str, title: &str) {
        let profile = profile(name, title);
        let publication = Publication::named(title, date(2026, 11, 24));
        let citation = Citation::of(&profile, &publication);
        assert_eq!(citation.ris().lines().count(), 9, "{}", citation.ris());
        let depth = citation.bibtex().chars().fold(0, |depth: i32, letter| match letter {
            '{' => depth + 1,
            '}' => depth - 1,
            _ => depth,
        });
        assert_eq!(depth, 0, "{}", citation.bibtex());
        assert_eq!(citation.bibtex().lines().count(), 8);
        let coins = citation.coins();
        assert_eq!(coins.matches('&').count(), 6, "{coins}");
        assert!(coins.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>+".contains(&byte)), "{coins}");
    }

    #[test]
    fn no_name_ends_a_line_or_an_entry() {
        check("A\nER  - \r\nTY  - BOOK", "}}, evil = {");
        check("\u{2028}\u{85}B\u{0}", "\\input{x} {{{ $1 ~ ^ _ & #");
    }
}
