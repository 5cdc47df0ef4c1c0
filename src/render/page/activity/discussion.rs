//! Questions for a class to discuss, filled from the comparison: each is there only where the collection has what it asks about.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{Site, home, say, standards};
use super::item::fullest;
use crate::model::charter::Kind;
use crate::model::commitment::{Channel, Commitment, Party, Strength, Topic};
use crate::model::comparison::Group;
use crate::model::figures::Selection;
use crate::model::scale::{Scale, Sense};

/// With fewer charters a kind says nothing about kinds.
const FEWEST: usize = 3;

/// What the discussion is filled with.
#[derive(Default, Serialize)]
pub(super) struct Discussion<'a> {
    apart: Option<Apart<'a>>,
    ranked: Option<Ranked<'a>>,
    firm: Option<Poles>,
    asks: Option<Poles>,
    wait: Option<Wait>,
    names: Option<Names<'a>>,
    vague: Option<Vague<'a>>,
}

/// The topic on which two kinds differ most.
#[derive(Serialize)]
struct Apart<'a> {
    topic: &'a str,
    question: &'a str,
    kinds: Poles,
}

/// The kinds at the two ends of something.
#[derive(Serialize)]
struct Poles {
    /// As in "public libraries".
    most: &'static str,
    /// As in "17 of 18", or "93 %".
    most_share: String,
    least: &'static str,
    least_share: String,
}

/// What is spoken of most and least.
#[derive(Serialize)]
struct Ranked<'a> {
    most: &'a str,
    most_of: usize,
    least: &'a str,
    least_of: usize,
    of: String,
}

/// How soon an e-mail is answered.
#[derive(Serialize)]
struct Wait {
    charters: String,
    of: String,
    figures: String,
    low: String,
    median: String,
    high: String,
    /// Whether it is counted in working time.
    working: bool,
}

/// The two commonest names for those who are served.
#[derive(Serialize)]
struct Names<'a> {
    first: &'a str,
    first_of: usize,
    second: &'a str,
    second_of: usize,
    of: String,
}

/// Words that promise a level without saying which.
#[derive(Serialize)]
struct Vague<'a> {
    /// As in "97 promises".
    promises: String,
    /// Some of the words, the commonest first.
    words: Vec<&'a str>,
}

/// What one kind promises and asks, in numbers.
#[derive(Default)]
struct Tally {
    all: usize,
    promised: usize,
    firm: usize,
}

/// The questions.
pub(super) fn of<'a>(site: &Site<'a>) -> Discussion<'a> {
    let tallies = tallies(site);
    Discussion {
        apart: apart(site),
        ranked: ranked(site),
        firm: poles(tallies.iter().map(|(kind, tally)| (*kind, tally.firm, tally.promised)), percent),
        asks: poles(
            tallies.iter().map(|(kind, tally)| (*kind, tally.all - tally.promised, tally.all)),
            percent,
        ),
        wait: wait(site),
        names: names(site),
        vague: vague(site),
    }
}

fn percent(part: usize, of: usize) -> String {
    say::share(part, of)
}

fn tallies(site: &Site<'_>) -> BTreeMap<Kind, Tally> {
    let mut tallies: BTreeMap<Kind, Tally> = BTreeMap::new();
    for profile in &site.comparison.profiles {
        if site.comparison.compared_of(profile.facts.kind) < FEWEST {
            continue;
        }
        let tally = tallies.entry(profile.facts.kind).or_default();
        for commitment in &profile.commitments {
            let promised = commitment.party == Party::Library;
            tally.all += 1;
            tally.promised += usize::from(promised);
            tally.firm += usize::from(promised && commitment.strength == Strength::Firm);
        }
    }
    tallies
}

/// The kinds with the greatest and the smallest share; nothing of fewer than two, or where all are alike.
fn poles(
    shares: impl Iterator<Item = (Kind, usize, usize)>,
    said: fn(usize, usize) -> String,
) -> Option<Poles> {
    let mut shares: Vec<(Kind, usize, usize)> = shares.filter(|(_, _, of)| *of > 0).collect();
    // Stable, so that equals keep the order of kinds; fractions are compared without division.
    shares.sort_by(|a, b| (b.1 * a.2).cmp(&(a.1 * b.2)));
    let (most, least) = (shares.first()?, shares.last()?);
    (most.1 * least.2 > least.1 * most.2).then(|| Poles {
        most: say::libraries(most.0),
        most_share: said(most.1, most.2),
        least: say::libraries(least.0),
        least_share: said(least.1, least.2),
    })
}

fn apart<'a>(site: &Site<'a>) -> Option<Apart<'a>> {
    let of = |part: usize, of: usize| format!("{} of {}", say::number(part), say::number(of));
    let shares = |topic: &Topic| -> Vec<(Kind, usize, usize)> {
        let cells = site.comparison.coverage.cells.get(topic);
        let kinds = site.comparison.coverage.charters.iter().filter(|(_, charters)| **charters >= FEWEST);
        kinds
            .map(|(kind, charters)| {
                (*kind, cells.and_then(|cells| cells.get(kind)).map_or(0, |cell| cell.charters), *charters)
            })
            .collect()
    };
    // How far apart the ends are, in thousandths.
    let width = |topic: &Topic| {
        let permille = shares(topic).into_iter().map(|(_, part, of)| part * 1000 / of.max(1));
        permille.clone().max().unwrap_or(0) - permille.min().unwrap_or(0)
    };
    let topic = Topic::ALL.iter().copied().max_by_key(|topic| (width(topic), std::cmp::Reverse(*topic)))?;
    let kinds = poles(shares(&topic).into_iter(), of)?;
    let question = site.topic_text(topic).map_or("", |text| text.question.as_str());
    Some(Apart { topic: site.topic_name(topic), question, kinds })
}

fn ranked<'a>(site: &Site<'a>) -> Option<Ranked<'a>> {
    let ranked = home::ranked(site);
    let ((most, most_of), (least, least_of)) = (*ranked.first()?, *ranked.last()?);
    (most_of > least_of).then(|| Ranked {
        most: site.topic_name(most),
        most_of,
        least: site.topic_name(least),
        least_of,
        of: say::count(site.comparison.compared(), "charter"),
    })
}

fn wait(site: &Site<'_>) -> Option<Wait> {
    let scales = [Scale::WorkingTime, Scale::CalendarTime].into_iter();
    let by_email = |scale| Selection::of(scale, Sense::AtMost).in_group(Group::Channel(Channel::Email));
    let found = scales.filter_map(|scale| Some((scale, site.comparison.figures.get(&by_email(scale))?)));
    let (scale, figures) = fullest(found)?;
    let summary = figures.summary().filter(|summary| summary.count > 2)?;
    let amount = |value| standards::amount(scale, value);
    Some(Wait {
        charters: say::number(summary.charters),
        of: say::count(site.comparison.compared(), "charter"),
        figures: say::count(summary.count, "figure"),
        low: amount(summary.low),
        median: amount(summary.median),
        high: amount(summary.high),
        working: scale == Scale::WorkingTime,
    })
}

fn names<'a>(site: &Site<'a>) -> Option<Names<'a>> {
    let lens = crate::model::worksheet::Sheet::Names.lens();
    let reading = site.input.lenses.iter().find(|reading| reading.lens.id == lens)?;
    let mut ranked: Vec<(&str, usize)> = reading
        .lens
        .groups
        .iter()
        .zip(&reading.groups)
        .map(|(group, found)| (group.name.as_str(), found.charters()))
        .collect();
    ranked.sort_by_key(|(_, charters)| std::cmp::Reverse(*charters));
    let [(first, first_of), (second, second_of), ..] = ranked.as_slice() else {
        return None;
    };
    (*second_of > 0).then(|| Names {
        first,
        first_of: *first_of,
        second,
        second_of: *second_of,
        of: say::count(site.comparison.compared(), "charter"),
    })
}

fn vague<'a>(site: &Site<'a>) -> Option<Vague<'a>> {
    let open = |commitment: &&Commitment| {
        commitment.party == Party::Library && !commitment.vague.is_empty() && commitment.measures.is_empty()
    };
    let mut promises = 0;
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for commitment in site.comparison.profiles.iter().flat_map(|profile| &profile.commitments).filter(open) {
        promises += 1;
        for word in &commitment.vague {
            *words.entry(word.as_str()).or_default() += 1;
        }
    }
    let mut words: Vec<(&str, usize)> = words.into_iter().collect();
    words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    (promises > 0).then(|| Vague {
        promises: say::count(promises, "promise"),
        words: words.into_iter().take(3).map(|(word, _)| word).collect(),
    })
}
