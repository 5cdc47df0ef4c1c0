//! Charters for a class to read: of each kind, with what its charters say above all.

use serde::Serialize;

use super::super::{Site, charter_path, say};
use crate::model::charter::Kind;
use crate::model::commitment::{Party, Strength, Topic};
use crate::model::worksheet::{Reading, Sheet};
use crate::render::chart::KindMark;

/// Fewer kinds than this cannot be compared.
const FEWEST: usize = 2;
/// As many topics of a kind are named in the key.
const TOPICS: usize = 5;

/// A kind of library.
#[derive(Serialize)]
pub(super) struct KindRow<'a> {
    mark: KindMark,
    /// As in "public libraries".
    libraries: &'static str,
    /// How many of its charters are compared, as in "25 charters".
    charters: String,
    readings: Vec<ReadingRow<'a>>,
    /// What most of its charters speak of, the commonest first; only in the key.
    topics: Vec<TopicShare<'a>>,
}

/// A charter to read.
#[derive(Serialize)]
pub(super) struct ReadingRow<'a> {
    library: &'a str,
    country: &'a str,
    title: &'a str,
    /// The library's own page.
    url: &'a str,
    /// Its page in the site; empty for a file that stands alone.
    href: String,
    /// What it comes to, only in the key.
    summary: Option<Summary<'a>>,
}

/// A charter in figures.
#[derive(Serialize)]
struct Summary<'a> {
    commitments: String,
    /// As in "12 of 15".
    firm: String,
    with_figure: String,
    topics: usize,
    /// What half of its peers speak of and it does not.
    silent: Vec<&'a str>,
}

/// A topic with how many charters speak of it.
#[derive(Serialize)]
struct TopicShare<'a> {
    name: &'a str,
    /// As in "17 of 18".
    of: String,
}

/// What a sheet that is filled with charters lacks: found, needed, sorts; nothing where it lacks nothing.
pub(super) fn lacking(site: &Site<'_>, sheet: Sheet) -> Option<(usize, usize, usize)> {
    let readings = &site.input.worksheets.readings;
    let found = match sheet {
        Sheet::SixKinds => readings.len(),
        Sheet::Checklist => readings.iter().map(|reading| reading.profiles.len()).sum(),
        _ => return None,
    };
    (found < FEWEST).then_some((found, FEWEST, found))
}

/// The kinds with their charters to read.
pub(super) fn kinds<'a>(site: &Site<'a>, is_key: bool, alone: bool) -> Vec<KindRow<'a>> {
    let row = |reading: &Reading| KindRow {
        mark: KindMark::of(reading.kind),
        libraries: say::libraries(reading.kind),
        charters: say::count(site.comparison.compared_of(reading.kind), "charter"),
        readings: reading
            .profiles
            .iter()
            .filter_map(|index| self::row(site, *index, is_key, alone))
            .collect(),
        topics: if is_key { topics(site, reading.kind) } else { Vec::new() },
    };
    site.input.worksheets.readings.iter().map(row).collect()
}

/// Two charters to try something on, of two kinds where there are two.
pub(super) fn trial<'a>(site: &Site<'a>, is_key: bool, alone: bool) -> Vec<ReadingRow<'a>> {
    let readings = &site.input.worksheets.readings;
    let firsts = readings.iter().filter_map(|reading| reading.profiles.first());
    let others = readings.iter().flat_map(|reading| reading.profiles.iter().skip(1));
    firsts.chain(others).take(2).filter_map(|index| row(site, *index, is_key, alone)).collect()
}

fn row<'a>(site: &Site<'a>, index: usize, is_key: bool, alone: bool) -> Option<ReadingRow<'a>> {
    let profile = site.comparison.profiles.get(index)?;
    Some(ReadingRow {
        library: &profile.facts.name,
        country: site.countries.name(&profile.facts.country),
        title: &profile.facts.title,
        url: &profile.facts.url,
        href: if alone { String::new() } else { format!("../{}", charter_path(&profile.id)) },
        summary: is_key.then(|| summary(site, index)).flatten(),
    })
}

fn summary<'a>(site: &Site<'a>, index: usize) -> Option<Summary<'a>> {
    let profile = site.comparison.profiles.get(index)?;
    let promised: Vec<_> =
        profile.commitments.iter().filter(|commitment| commitment.party == Party::Library).collect();
    let of = |part: usize| format!("{} of {}", say::number(part), say::number(promised.len()));
    let mut topics: Vec<Topic> = profile
        .commitments
        .iter()
        .flat_map(|commitment| std::iter::once(commitment.topic).chain(commitment.also.iter().copied()))
        .collect();
    topics.sort_unstable();
    topics.dedup();
    let gaps = site.comparison.gaps.get(index).map(Vec::as_slice).unwrap_or_default();
    Some(Summary {
        commitments: say::count(profile.commitments.len(), "commitment"),
        firm: of(promised.iter().filter(|commitment| commitment.strength == Strength::Firm).count()),
        with_figure: of(promised.iter().filter(|commitment| !commitment.measures.is_empty()).count()),
        topics: topics.len(),
        silent: gaps.iter().take(3).map(|gap| site.topic_name(gap.topic)).collect(),
    })
}

/// What most charters of a kind speak of.
fn topics<'a>(site: &Site<'a>, kind: Kind) -> Vec<TopicShare<'a>> {
    let charters = |topic: Topic| {
        site.comparison
            .coverage
            .cells
            .get(&topic)
            .and_then(|cells| cells.get(&kind))
            .map_or(0, |cell| cell.charters)
    };
    let mut ranked: Vec<(Topic, usize)> = Topic::ALL.iter().map(|topic| (*topic, charters(*topic))).collect();
    ranked.retain(|(_, charters)| *charters > 0);
    ranked.sort_by_key(|(_, charters)| std::cmp::Reverse(*charters));
    let of = site.comparison.compared_of(kind);
    let share = |(topic, charters): &(Topic, usize)| TopicShare {
        name: site.topic_name(*topic),
        of: format!("{} of {}", say::number(*charters), say::number(of)),
    };
    ranked.iter().take(TOPICS).map(share).collect()
}
