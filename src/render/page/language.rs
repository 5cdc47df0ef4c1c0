//! What charters say beside their promises: one section a lens, each with its groups as bars, as a table, and in passages.

use std::ops::Range;

use serde::Serialize;

use super::embed::{self, Offer, Part};
use super::{Frame, Job, Site, charter_path, promise_path, say};
use crate::error::Error;
use crate::model::lens::{Example, Group, GroupReading, Lens, LensReading, UnitAt};
use crate::render::Page;
use crate::render::chart::{Bars, KindMark, Share, bars};

/// As many letters of a passage as are quoted around the words that told.
const AROUND: usize = 160;

/// What `language.html` sees.
#[derive(Serialize)]
struct Language<'a> {
    frame: Frame<'a>,
    charters: String,
    /// How many others are not labelled, in a sentence; empty where all are.
    unlabelled: String,
    kinds: Vec<KindMark>,
    lenses: Vec<Seen<'a>>,
}

/// One lens.
#[derive(Serialize)]
struct Seen<'a> {
    id: &'a str,
    title: &'a str,
    question: &'a str,
    why: &'a str,
    finding: String,
    bars: Bars,
    /// How others may show them.
    offer: Offer,
    groups: Vec<Row<'a>>,
}

/// One group of a lens.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    note: &'a str,
    /// As in "41 of 103".
    charters: String,
    /// As in "112 passages".
    passages: String,
    /// How many charters of each kind, in the order of [`Language::kinds`], as in "12 of 25".
    kinds: Vec<String>,
    quotes: Vec<Quote<'a>>,
}

/// A passage, with the words that told in its middle.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Quote<'a> {
    before: &'a str,
    told: &'a str,
    after: &'a str,
    cut_before: bool,
    cut_after: bool,
    library: &'a str,
    language: &'a str,
    href: String,
}

/// The one page of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(|| make(site))]
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "language.html";
    let charters = say::count(site.comparison.compared(), "charter");
    let page = Language {
        frame: site.frame(
            path,
            "Language",
            format!("How {charters} speak: what they call people, whom they name, which rules bind, and which words a newcomer would not know."),
        ),
        charters,
        unlabelled: say::left_out(&site.comparison.profiles),
        kinds: site.kinds().map(|(kind, _)| KindMark::of(kind)).collect(),
        lenses: site.input.lenses.iter().map(|reading| seen(site, reading)).collect(),
    };
    site.page(path, "language.html", &page)
}

/// The bars of each lens alone.
pub(super) fn embeds<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let job = |reading| embed::job(site, part(reading), move || picture(site, reading, &ranked(reading)));
    site.input.lenses.iter().map(job).collect()
}

fn part(reading: &LensReading<'_>) -> Part {
    let Lens { id, question, .. } = reading.lens;
    Part::new(format!("language-{id}"), question.as_str(), format!("language.html#{id}"))
}

/// The groups of a lens, the commonest first; in the order of the file where two are alike.
fn ranked<'a>(reading: &'a LensReading<'_>) -> Vec<(&'a Group, &'a GroupReading)> {
    let mut ranked: Vec<(&Group, &GroupReading)> = reading.lens.groups.iter().zip(&reading.groups).collect();
    ranked.sort_by_key(|(_, found)| std::cmp::Reverse(found.charters()));
    ranked
}

fn picture(site: &Site<'_>, reading: &LensReading<'_>, ranked: &[(&Group, &GroupReading)]) -> Bars {
    let Lens { id, question, .. } = reading.lens;
    let all = site.comparison.compared();
    let share = |(group, found): &(&Group, &GroupReading)| Share {
        label: group.name.clone(),
        href: String::new(),
        part: found.charters(),
        of: all,
    };
    let shares: Vec<Share> = ranked.iter().map(share).collect();
    let about = format!("{question} A bar for each answer: how many charters give it.");
    bars(id, &finding(ranked.iter().copied(), all), &about, &shares)
}

fn seen<'a>(site: &'a Site<'_>, reading: &'a LensReading<'_>) -> Seen<'a> {
    let lens = reading.lens;
    let ranked = ranked(reading);
    let bars = picture(site, reading, &ranked);
    Seen {
        id: &lens.id,
        title: &lens.title,
        question: &lens.question,
        why: &lens.why,
        offer: Offer::bars(site, "", &part(reading), &bars),
        finding: bars.title.clone(),
        bars,
        groups: ranked.into_iter().map(|(group, found)| row(site, group, found)).collect(),
    }
}

/// As in "Commonest: you (92 of 103 charters), then student (51). Never: guest." The commonest is handed over first.
fn finding<'a>(ranked: impl Iterator<Item = (&'a Group, &'a GroupReading)>, all: usize) -> String {
    let ranked: Vec<(&str, usize)> =
        ranked.map(|(group, found)| (group.name.as_str(), found.charters())).collect();
    let of = say::count(all, "charter");
    let mut said = match ranked.iter().find(|(_, charters)| *charters > 0) {
        None => return format!("None of {of} says anything of the kind."),
        Some((name, charters)) => format!("Commonest: {name} ({} of {of})", say::number(*charters)),
    };
    if let Some((name, charters)) = ranked.get(1).filter(|(_, charters)| *charters > 0) {
        said.push_str(&format!(", then {name} ({})", say::number(*charters)));
    }
    said.push('.');
    if let Some((name, 0)) = ranked.last().filter(|_| ranked.iter().filter(|(_, n)| *n == 0).count() == 1) {
        said.push_str(&format!(" Never: {name}."));
    }
    said
}

fn row<'a>(site: &'a Site<'_>, group: &'a Group, found: &GroupReading) -> Row<'a> {
    let of = |part: usize, of: usize| format!("{} of {}", say::number(part), say::number(of));
    Row {
        name: &group.name,
        note: &group.note,
        charters: of(found.charters(), site.comparison.compared()),
        passages: say::count(found.units, "passage"),
        kinds: site
            .kinds()
            .map(|(kind, _)| {
                let part = found.by_kind.get(&kind).copied().unwrap_or_default();
                of(part, site.comparison.compared_of(kind))
            })
            .collect(),
        quotes: found.examples.iter().filter_map(|example| quote(site, example)).collect(),
    }
}

fn quote<'a>(site: &'a Site<'_>, example: &Example) -> Option<Quote<'a>> {
    let profile = site.comparison.profiles.get(example.profile as usize)?;
    let (text, href) = match example.at {
        UnitAt::Commitment(at) => {
            let commitment = profile.commitments.get(at as usize)?;
            (commitment.text.as_str(), promise_path("", &profile.id, &commitment.id))
        }
        UnitAt::Other(at) => {
            (profile.other.get(at as usize)?.as_str(), format!("{}#other", charter_path(&profile.id)))
        }
    };
    let (library, language) = (profile.facts.name.as_str(), profile.languages.main.id.as_str());
    Some(Quote { library, language, href, ..cut(text, example.words.0 as usize..example.words.1 as usize) })
}

/// The text around some words of it, cut between words where it is long.
fn cut(text: &str, words: Range<usize>) -> Quote<'_> {
    let (before, told, after) =
        match (text.get(..words.start), text.get(words.clone()), text.get(words.end..)) {
            (Some(before), Some(told), Some(after)) => (before, told, after),
            _ => ("", "", text),
        };
    let from = before.char_indices().rev().nth(AROUND).map(|(at, _)| at);
    let from = from
        .map_or(0, |at| before.get(at..).and_then(|rest| rest.find(' ')).map_or(at, |space| at + space + 1));
    let to = after.char_indices().nth(AROUND).map(|(at, _)| at);
    let to = to.map_or(after.len(), |at| after.get(..at).and_then(|rest| rest.rfind(' ')).unwrap_or(at));
    Quote {
        before: before.get(from..).unwrap_or_default(),
        told,
        after: after.get(..to).unwrap_or_default(),
        cut_before: from > 0,
        cut_after: to < after.len(),
        library: "",
        language: "",
        href: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, told: &str, expected: &str) {
        let begin = text.find(told).unwrap_or_default();
        let quote = cut(text, begin..begin + told.len());
        let dots = |cut: bool| if cut { "…" } else { "" };
        let shown = format!(
            "{}{}[{}]{}{}",
            dots(quote.cut_before),
            quote.before,
            quote.told,
            quote.after,
            dots(quote.cut_after)
        );
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_passage_is_cut_between_words_around_those_that_told() {
        check("We greet every customer.", "customer", "We greet every [customer].");
        check("We greet everyone.", "", "[]We greet everyone.");
        let long = format!("{}customer{}", "long ".repeat(60), " é".repeat(200));
        check(&long, "customer", &format!("…{}[customer]{}…", "long ".repeat(32), " é".repeat(79)));
    }

    #[test]
    fn a_finding_says_the_commonest_and_the_one_that_nobody_has() {
        let group = |name: &str| Group {
            says: name.to_owned(),
            name: name.to_owned(),
            note: String::new(),
            labels: None,
        };
        let found = |charters| GroupReading {
            by_kind: [(crate::model::charter::Kind::Public, charters)].into(),
            ..GroupReading::default()
        };
        let groups = [group("reader"), group("user"), group("guest")];
        let say = |counts: [usize; 3]| {
            let readings = counts.map(found);
            finding(groups.iter().zip(&readings), 9)
        };
        assert_eq!(say([5, 3, 0]), "Commonest: reader (5 of 9 charters), then user (3). Never: guest.");
        assert_eq!(say([5, 0, 0]), "Commonest: reader (5 of 9 charters).", "two are not listed");
        assert_eq!(say([0, 0, 0]), "None of 9 charters says anything of the kind.");
    }
}
