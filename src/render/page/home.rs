//! The home page: a question with its answer in dots, four ways in, and who speaks of what.

use serde::Serialize;

use super::embed::{self, Offer, Part};
use super::standards::says_where_one_stands;
use super::{Frame, Job, Link, Site, data, kind_path, say, topic_path};
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::commitment::Topic;
use crate::model::comparison::Cell;
use crate::render::Page;
use crate::render::chart::KindMark;

mod question;

use question::Question;

/// What `home.html` sees.
#[derive(Serialize)]
struct Home<'a> {
    frame: Frame<'a>,
    /// As in "103 charters".
    charters: String,
    /// As in "2,140 promises and requests".
    commitments: String,
    /// As in "23 countries".
    countries: String,
    /// How many charters are not labelled, in a sentence; empty where all are.
    unlabelled: String,
    /// As in "between 1 October 2026 and 3 November 2026".
    read: String,
    question: Question,
    kinds: Vec<HeadKind>,
    heat: Heat<'a>,
    /// How others may show the table.
    offer: Offer,
    /// What the table shows above all.
    heat_finding: String,
    /// The first topic of the table, to begin with.
    first: Option<Link>,
    /// Whether the standards say where a promise of one's own would stand.
    stand: bool,
}

/// The table of topics by kinds. Its links begin where the site does.
#[derive(Debug, Serialize)]
pub(super) struct Heat<'a> {
    kinds: Vec<HeadKind>,
    rows: Vec<Row<'a>>,
}

/// A kind over its column.
#[derive(Debug, Serialize)]
struct HeadKind {
    mark: KindMark,
    href: String,
    /// As in "18 charters".
    charters: String,
}

/// A topic.
#[derive(Debug, Serialize)]
struct Row<'a> {
    name: &'a str,
    href: String,
    all: Share,
    cells: Vec<Share>,
}

/// A share of charters.
#[derive(Debug, Serialize)]
struct Share {
    /// Where their words are.
    href: String,
    /// As in "67 %".
    share: String,
    /// As in "12 of 18 public libraries".
    words: String,
    /// 0 for none, 1 to 5 for each fifth: how dark the cell is.
    level: usize,
}

/// The one page of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(|| make(site))]
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "index.html";
    let profiles = &site.comparison.profiles;
    let countries: std::collections::BTreeSet<&str> =
        profiles.iter().map(|profile| profile.facts.country.as_str()).collect();
    let commitments: usize = profiles.iter().map(|profile| profile.commitments.len()).sum();
    let charters = say::count(profiles.len(), "charter");
    let ranked = ranked(site);
    let page = Home {
        frame: site.frame(
            path,
            "Home",
            format!("What {charters} of libraries promise their users, side by side: how soon, how firmly, and where they are silent."),
        )
        .record(Some(data::dataset(site))),
        commitments: say::count(commitments, "promise or request").replace("promise or requests", "promises and requests"),
        countries: match countries.len() {
            1 => "1 country".to_owned(),
            many => format!("{} countries", say::number(many)),
        },
        read: read_between(site),
        unlabelled: say::left_out(profiles),
        question: question::of(site, ""),
        kinds: site.kinds().map(|(kind, range)| head(kind, range.len())).collect(),
        heat: table(site, &ranked),
        offer: Offer::table(site, "", &coverage(), (ranked.len(), 1)),
        heat_finding: heat(site, &ranked, site.comparison.compared()),
        first: ranked.first().map(|(topic, _)| Link::topic(site, "", *topic)),
        stand: says_where_one_stands(site),
        charters,
    };
    site.page(path, "home.html", &page)
}

/// When the charters were read, as in "between 1 October 2026 and 3 November 2026".
pub(super) fn read_between(site: &Site<'_>) -> String {
    let days = || site.comparison.profiles.iter().map(|profile| profile.facts.retrieved);
    match (days().min(), days().max()) {
        (Some(first), Some(last)) if first == last => format!("on {}", say::date(first)),
        (Some(first), Some(last)) => format!("between {} and {}", say::date(first), say::date(last)),
        _ => "on no day".to_owned(),
    }
}

/// The question and the table alone.
pub(super) fn embeds<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let heat = || embed::Shown { heat: Some(table(site, &ranked(site))), ..embed::Shown::default() };
    let mut jobs = vec![embed::job(site, coverage(), heat)];
    jobs.extend(question::embed(site));
    jobs
}

fn coverage() -> Part {
    Part::new("coverage", "Share of charters that speak of each topic, by kind of library", "index.html#heat")
}

fn table<'a>(site: &Site<'a>, ranked: &[(Topic, usize)]) -> Heat<'a> {
    let compared = site.comparison.compared();
    Heat {
        kinds: site.kinds().map(|(kind, range)| head(kind, range.len())).collect(),
        rows: ranked.iter().map(|(topic, count)| row(site, *topic, *count, compared)).collect(),
    }
}

fn head(kind: Kind, charters: usize) -> HeadKind {
    HeadKind { mark: KindMark::of(kind), href: kind_path(kind, 1), charters: say::count(charters, "charter") }
}

/// The topics with how many charters speak of each, the most spoken of first.
pub(super) fn ranked(site: &Site<'_>) -> Vec<(Topic, usize)> {
    let mut ranked: Vec<(Topic, usize)> = Topic::ALL
        .iter()
        .map(|topic| {
            let cells = site.comparison.coverage.cells.get(topic);
            let charters = cells.map_or(0, |cells| cells.values().map(|cell| cell.charters).sum());
            (*topic, charters)
        })
        .collect();
    // Stable, so that equals keep the order of topics.
    ranked.sort_by_key(|(_, charters)| std::cmp::Reverse(*charters));
    ranked
}

/// The finding over the table.
fn heat(site: &Site<'_>, ranked: &[(Topic, usize)], of: usize) -> String {
    let (Some((most, many)), Some((least, few))) = (ranked.first(), ranked.last()) else {
        return String::new();
    };
    let name = |topic: Topic| site.topic_name(topic).to_lowercase();
    format!(
        "Spoken of most: {}, by {} of {}. Spoken of least: {}, by {}.",
        name(*most),
        say::number(*many),
        say::count(of, "charter"),
        name(*least),
        say::number(*few)
    )
}

fn row<'a>(site: &Site<'a>, topic: Topic, charters: usize, of: usize) -> Row<'a> {
    let href = topic_path(topic, 1);
    let cell = |kind: Kind| -> Cell {
        let cells = site.comparison.coverage.cells.get(&topic);
        cells.and_then(|cells| cells.get(&kind)).copied().unwrap_or_default()
    };
    Row {
        name: site.topic_name(topic),
        all: share(href.clone(), charters, of, "charters"),
        cells: site
            .kinds()
            .map(|(kind, _)| {
                let of = site.comparison.compared_of(kind);
                share(words_of(site, topic, kind), cell(kind).charters, of, say::libraries(kind))
            })
            .collect(),
        href,
    }
}

/// Where a kind's words on a topic begin: on the topic's page, or on a later one where there are many. The topic's page
/// alone where the kind is silent.
pub(super) fn words_of(site: &Site<'_>, topic: Topic, kind: Kind) -> String {
    let cells = site.comparison.coverage.cells.get(&topic);
    let commitments = |of: Kind| cells.and_then(|cells| cells.get(&of)).map_or(0, |cell| cell.commitments);
    if commitments(kind) == 0 {
        return topic_path(topic, 1);
    }
    let earlier = Kind::ALL.into_iter().take_while(|other| *other != kind);
    let before: usize = earlier.map(commitments).sum();
    format!("{}#{}", topic_path(topic, before / super::topic::MOST + 1), kind.id())
}

fn share(href: String, part: usize, of: usize, noun: &str) -> Share {
    Share {
        href,
        share: say::share(part, of),
        words: format!("{} of {} {noun}", say::number(part), say::number(of)),
        level: if of == 0 { 0 } else { (part * 5).div_ceil(of).min(5) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_darker_the_more_charters_speak_and_empty_where_none_does() {
        let level = |part, of| share(String::new(), part, of, "charters").level;
        assert_eq!([level(0, 18), level(1, 18), level(9, 18), level(18, 18), level(0, 0)], [0, 1, 3, 5, 0]);
    }
}
