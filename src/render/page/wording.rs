//! The bank of wordings: every wording by topic, near-identical ones together.

use std::collections::BTreeSet;

use serde::Serialize;

use super::promise::{Again, Promise};
use super::{Frame, Job, Link, Pager, Site, Topic, paged, say};
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::comparison::Alike;
use crate::render::Page;
use crate::render::chart::KindMark;

/// As many wordings as a page shows, each with those like it.
const MOST: usize = 300;
/// As many libraries as are named beside the first of a wording.
const MOST_OTHERS: usize = 20;
const ROOT: &str = "../";

/// What `wording.html` sees.
#[derive(Serialize)]
struct Bank<'a> {
    frame: Frame<'a>,
    /// Whether any stand together, as part of a sentence.
    grouped: &'static str,
    /// As in "1,502 commitments in 103 charters".
    total: String,
    topics: Vec<Way<'a>>,
}

/// A topic to look at.
#[derive(Serialize)]
struct Way<'a> {
    link: Link,
    question: &'a str,
    /// As in "80 wordings; 6 stand in more than one charter".
    says: String,
}

/// What `wording-topic.html` sees.
#[derive(Serialize)]
struct OfTopic<'a> {
    frame: Frame<'a>,
    crumbs: Vec<Link>,
    name: &'a str,
    says: String,
    /// The page with the finding and the charts.
    topic: Link,
    entries: Vec<Entry<'a>>,
    pager: Pager,
}

/// A wording, with those that are near-identical.
#[derive(Serialize)]
struct Entry<'a> {
    promise: Promise<'a>,
    /// Its place on the page.
    anchor: String,
    kind: KindMark,
    /// The kinds of all libraries that word it so, parted by spaces.
    kinds: String,
    party: &'static str,
    strength: &'static str,
    /// Where else nearly the same is said.
    again: Option<Again>,
}

/// The pages of this sort: one that leads to all, and one or more for each topic.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = vec![Box::new(|| bank(site))];
    for topic in Topic::ALL {
        for page in 1..=pages(site, *topic) {
            jobs.push(Box::new(move || of_topic(site, *topic, page)));
        }
    }
    jobs
}

fn pages(site: &Site<'_>, topic: Topic) -> usize {
    alike(site, topic).len().div_ceil(MOST).max(1)
}

fn alike<'a>(site: &Site<'a>, topic: Topic) -> &'a [Alike] {
    site.comparison.alike.get(&topic).map_or(&[], Vec::as_slice)
}

fn path(topic: Topic, page: usize) -> String {
    paged("wording", topic.id(), page)
}

fn bank(site: &Site<'_>) -> Result<Page, Error> {
    let path_here = "wording.html";
    let commitments: usize = site.comparison.profiles.iter().map(|profile| profile.commitments.len()).sum();
    let charters = say::count(site.comparison.profiles.len(), "charter");
    let page = Bank {
        frame: site.frame(
            path_here,
            "Wording bank",
            "How libraries word each promise: by topic, the commonest first, each with its source.",
        ),
        grouped: match Topic::ALL.iter().map(|topic| shared(alike(site, *topic))).sum() {
            0 => "no two of them are nearly the same",
            _ => "near-identical ones stand together, with a count",
        },
        total: format!("{} in {charters}", say::count(commitments, "commitment")),
        topics: Topic::ALL
            .iter()
            .map(|topic| Way {
                link: Link::new(path(*topic, 1), site.topic_name(*topic)),
                question: site.topic_text(*topic).map_or("", |text| text.question.as_str()),
                says: in_short(alike(site, *topic)),
            })
            .collect(),
    };
    site.page(path_here, "wording.html", &page)
}

/// As in "80 wordings; 6 of them in more than one charter".
fn says(groups: &[Alike]) -> String {
    let all = say::count(groups.len(), "wording");
    let shared = shared(groups);
    match shared {
        0 => format!("{all}, no two nearly the same"),
        1 => format!("{all}; 1 of them in more than one charter"),
        _ => format!("{all}; {} of them in more than one charter", say::number(shared)),
    }
}

/// How many of some wordings stand in more than one charter.
fn shared(groups: &[Alike]) -> usize {
    groups.iter().filter(|group| group.charters > 1).count()
}

/// The same for the list of topics, where it is said once, not of each, that no two are nearly the same.
fn in_short(groups: &[Alike]) -> String {
    let shared = shared(groups);
    match shared {
        0 => say::count(groups.len(), "wording"),
        _ => says(groups),
    }
}

fn of_topic(site: &Site<'_>, topic: Topic, page: usize) -> Result<Page, Error> {
    let path_here = path(topic, page);
    let name = site.topic_name(topic);
    let groups = alike(site, topic);
    let from = (page - 1) * MOST;
    let shown = groups.get(from..groups.len().min(from + MOST)).unwrap_or_default();
    let data = OfTopic {
        frame: site
            .frame(
                &path_here,
                match page {
                    1 => format!("Wordings: {name}"),
                    _ => format!("Wordings: {name}, page {page}"),
                },
                format!(
                    "How libraries word what they promise on “{name}”, near-identical wordings together."
                ),
            )
            .with(&["site.js", "wordings.js", "pins.js", "copy.js"]),
        crumbs: vec![Link::new(format!("{ROOT}wording.html"), "Wording bank")],
        name,
        says: says(groups),
        topic: Link::topic(site, ROOT, topic),
        entries: shown.iter().filter_map(|group| entry(site, topic, group)).collect(),
        pager: Pager::new(page, pages(site, topic), |page| {
            path(topic, page).trim_start_matches("wording/").to_owned()
        }),
    };
    site.page(&path_here, "wording-topic.html", &data)
}

/// `None` for an empty group, of which there is none.
fn entry<'a>(site: &'a Site<'_>, topic: Topic, group: &Alike) -> Option<Entry<'a>> {
    let all: Vec<_> = group.wordings.iter().filter_map(|at| site.resolve(*at)).collect();
    let (&(profile, commitment), others) = all.split_first()?;
    let kinds: BTreeSet<Kind> = all.iter().map(|(profile, _)| profile.facts.kind).collect();
    let label = match (others.len(), group.charters) {
        (0, _) => None,
        (1, 1) => Some("once more, nearly the same, in this charter".to_owned()),
        (many, 1) => Some(format!("{many} more, nearly the same, in this charter")),
        (_, charters) => Some(format!("{} say nearly the same", say::count(charters, "charter"))),
    };
    Some(Entry {
        promise: Promise::abroad(site, ROOT, topic, profile, commitment),
        anchor: format!("{}-{}", profile.id.as_str().replace('/', "-"), commitment.id),
        kind: KindMark::of(profile.facts.kind),
        kinds: kinds.into_iter().map(Kind::id).collect::<Vec<_>>().join(" "),
        party: commitment.party.id(),
        strength: commitment.strength.id(),
        again: label.map(|label| Again::new(label, ROOT, others.iter().copied(), MOST_OTHERS)),
    })
}
