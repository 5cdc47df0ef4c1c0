//! A charter: what it promises by topic, its standards, where it is silent, and where it comes from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::changes::shown::{self, Capture, history_path};
use super::promise::{Promise, party};
use super::{Frame, Job, Link, Party, Site, Strength, Topic, charter_path, kind_path, say, topic_path};
use crate::error::Error;
use crate::model::change::History;
use crate::model::charter::{Basis, Kind};
use crate::model::comparison::{Gap, Profile};
use crate::render::Page;
use crate::render::chart::KindMark;
use crate::render::outward::{Outward, web};
use crate::render::page::marks::{Drawn, DrawnFigure};
use crate::render::record::Record;

mod cite;

/// Where a charter's page begins from: two folders deep.
const ROOT: &str = "../../";
/// As many units that are no commitments as are shown at once; the data set has them all.
const MOST_OTHER: usize = 200;

/// What `charter.html` sees.
#[derive(Serialize)]
struct Charter<'a> {
    frame: Frame<'a>,
    id: &'a str,
    crumbs: Vec<Link>,
    library: &'a str,
    title: &'a str,
    kind: KindMark,
    /// As in "a public library".
    kind_said: &'static str,
    kind_href: String,
    country: &'a str,
    url: &'a str,
    /// The same as a link out, with the copy of its day.
    source: Outward,
    /// What is known of its captures; none where nothing is kept.
    history: Option<Kept>,
    retrieved: String,
    /// As in `2026-11-24`.
    retrieved_date: String,
    /// `summary`, `verbatim` or `sample`.
    basis: &'static str,
    /// The language of its words, for the browser.
    language: &'a str,
    /// The language, as in "Welsh", where nothing was labelled for there are no rules for it; else empty.
    unlabelled: &'a str,
    /// How it is cited; nothing where no library published it.
    cite: Option<cite::Cite>,
    strip: Strip<'a>,
    /// What it promises, by topic, in the order of topics.
    topics: Vec<Spoken<'a>>,
    standards: Vec<StandardRow<'a>>,
    gaps: Vec<GapRow>,
    /// As in "public libraries".
    peers: &'static str,
    other: Vec<Other<'a>>,
    /// As in "3 passages in Welsh are not labelled: there are no rules for the language here.", one for each language of a charter
    /// of which the rest is labelled.
    foreign: Vec<String>,
    other_count: String,
    /// As in "and 12 more", or empty.
    other_more: String,
    /// As in "A person has decided about 12 of its 40 units."; empty where nobody has.
    reviewed: String,
    /// Whether any of its labels is unsure.
    has_unsure: bool,
    /// Where the charter file is, in the project.
    path: &'a str,
}

/// A unit that is no commitment.
#[derive(Serialize)]
struct Other<'a> {
    text: &'a str,
    /// Its language, for the browser, where it is not that of the charter; else empty.
    language: &'a str,
}

/// What is known of its captures.
#[derive(Serialize)]
struct Kept {
    /// The newest ones, newest first.
    captures: Vec<Capture>,
    /// As in "All 12 captures, and what changed".
    link: Link,
    feed: String,
    /// What the last visit said; empty where it brought a page.
    attempt: String,
}

/// The charter in a line of figures.
#[derive(Serialize)]
struct Strip<'a> {
    /// By the library and by its users.
    commitments: String,
    commitments_word: &'static str,
    /// Of the library's own: how many are firm, and which share that is.
    firm: String,
    firm_of: String,
    figure: String,
    figure_of: String,
    covered: usize,
    /// A cell for every topic.
    cells: Vec<Cell<'a>>,
}

/// One topic in the strip.
#[derive(Serialize)]
struct Cell<'a> {
    name: &'a str,
    /// Where its commitments stand on this page; the topic's page where there are none.
    href: String,
    /// As in "3 commitments" or "says nothing".
    said: String,
    /// `full` with a figure, `some` without, `none` where the charter is silent.
    state: &'static str,
}

/// What a charter says on one topic.
#[derive(Serialize)]
struct Spoken<'a> {
    id: &'static str,
    name: &'a str,
    question: &'a str,
    link: Link,
    promises: Vec<Promise<'a>>,
}

/// One figure.
#[derive(Serialize)]
struct StandardRow<'a> {
    topic: &'a str,
    text: &'a str,
    href: String,
    figure: &'a Drawn,
    /// What it comes to where the charter words it in another unit; else empty.
    scaled: String,
    strength: &'static str,
    /// That word with its sign, as the component `strength` draws it.
    strength_mark: &'a Drawn,
    party: &'static str,
}

/// Something its peers promise.
#[derive(Serialize)]
struct GapRow {
    link: Link,
    /// As in "18 of 24".
    peers: String,
}

/// The pages of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let profiles = site.comparison.profiles.iter().enumerate();
    profiles.map(|(index, profile)| -> Job<'a> { Box::new(move || make(site, index, profile)) }).collect()
}

fn make(site: &Site<'_>, index: usize, profile: &Profile) -> Result<Page, Error> {
    let path = charter_path(&profile.id);
    let facts = &profile.facts;
    let kind = facts.kind;
    let promised = say::count(profile.commitments.len(), "commitment");
    let page = Charter {
        frame: site
            .frame(
                &path,
                format!("{}: {}", facts.name, facts.title),
                match say::unlabelled(profile) {
                    "" => format!(
                        "What {} promises: {promised}, by topic, with their figures and their source.",
                        facts.name
                    ),
                    language => format!("What {} says to its users, in {language}.", facts.name),
                },
            )
            .with(&["site.js", "choice.js", "pins.js", "copy.js"])
            .of_kind(site.input, kind)
            .record(Record::charter(profile, site.input.publication, ROOT)),
        id: profile.id.as_str(),
        crumbs: crumbs(kind),
        library: &facts.name,
        title: &facts.title,
        kind: KindMark::of(kind),
        kind_said: say::library(kind),
        kind_href: format!("{ROOT}{}", kind_path(kind, 1)),
        country: site.countries.name(&facts.country),
        url: web(&facts.url),
        source: outward(site, profile),
        history: kept(site, profile),
        retrieved: say::date(facts.retrieved),
        retrieved_date: facts.retrieved.to_string(),
        basis: Basis::id(facts.basis),
        language: &profile.languages.main.id,
        unlabelled: say::unlabelled(profile),
        cite: cite::of(site, profile),
        strip: strip(site, profile),
        topics: spoken(site, profile),
        standards: standards(site, profile),
        gaps: gaps(site, index),
        peers: say::libraries(kind),
        other: others(profile),
        foreign: foreign(profile),
        other_count: say::count(profile.other.len(), "passage"),
        other_more: match profile.other.len().saturating_sub(MOST_OTHER) {
            0 => String::new(),
            more => format!("and {} more", say::number(more)),
        },
        reviewed: reviewed(profile),
        has_unsure: profile.commitments.iter().any(|commitment| !commitment.unsure().is_empty()),
        path: &profile.path,
    };
    site.page(&path, "charter.html", &page)
}

fn others(profile: &Profile) -> Vec<Other<'_>> {
    let main = &profile.languages.main;
    let language = |place| profile.languages.of_other(place).filter(|language| *language != main);
    let texts = profile.other.iter().take(MOST_OTHER).enumerate();
    texts.map(|(place, text)| Other { text, language: language(place).map_or("", |of| &of.id) }).collect()
}

fn foreign(profile: &Profile) -> Vec<String> {
    if profile.unlabelled().is_some() {
        return Vec::new();
    }
    let parts = profile.languages.unlabelled.iter();
    parts
        .map(|part| {
            format!(
                "{} in {} {} not labelled: there are no rules for the language here.",
                say::count(part.units.len(), "passage"),
                part.language.name,
                if part.units.len() == 1 { "is" } else { "are" }
            )
        })
        .collect()
}

fn reviewed(profile: &Profile) -> String {
    match (profile.reviewed, profile.units()) {
        (0, _) => String::new(),
        (some, all) if some >= all => "A person has decided about all that it says.".to_owned(),
        (some, all) => format!(
            "A person has decided about {} of the {} things that it says; the program labelled the rest.",
            say::number(some),
            say::number(all)
        ),
    }
}

fn crumbs(kind: Kind) -> Vec<Link> {
    vec![
        Link::new(format!("{ROOT}charters.html"), "Charters"),
        Link::new(format!("{ROOT}{}", kind_path(kind, 1)), say::capital(say::libraries(kind))),
    ]
}

/// How many of its captures a charter's page lists.
const MOST_CAPTURES: usize = 5;

fn kept(site: &Site<'_>, profile: &Profile) -> Option<Kept> {
    let history = site.history(&profile.id)?;
    let page = format!("{ROOT}{}", history_path(profile));
    let newest = history.captures.iter().rev().take(MOST_CAPTURES);
    let all = match history.captures.len() {
        1 => "Its capture".to_owned(),
        many => format!("All {} captures, and what changed", say::number(many)),
    };
    Some(Kept {
        captures: newest.map(|seen| Capture::new(site, true, &page, history, seen)).collect(),
        link: Link::new(page.clone(), all),
        feed: format!("{ROOT}changes/{}.atom", profile.id),
        attempt: shown::attempt(history),
    })
}

/// Where it was found: at the moment of the capture that is shown, or on the day that the file says. What was made up has no copy.
fn outward(site: &Site<'_>, profile: &Profile) -> Outward {
    let facts = &profile.facts;
    let archive = if facts.basis == Basis::Sample { "" } else { site.input.archive };
    let shown = site.history(&profile.id).and_then(History::newest).filter(|_| facts.basis == Basis::Capture);
    match shown {
        Some(seen) => Outward::at(&facts.url, seen.date, archive),
        None => Outward::on(&facts.url, facts.retrieved, archive),
    }
}

fn strip<'a>(site: &'a Site<'_>, profile: &Profile) -> Strip<'a> {
    let own = || profile.commitments.iter().filter(|c| c.party == Party::Library);
    let promised = own().count();
    let firm = own().filter(|c| c.strength == Strength::Firm).count();
    let figure = own().filter(|c| !c.measures.is_empty()).count();
    let mut said: BTreeMap<Topic, (usize, bool)> = BTreeMap::new();
    for commitment in &profile.commitments {
        let main = said.entry(commitment.topic).or_default();
        main.0 += 1;
        main.1 |= !commitment.measures.is_empty();
        for topic in commitment.also.iter().filter(|topic| **topic != commitment.topic) {
            said.entry(*topic).or_default();
        }
    }
    let of = format!("of {} by the library", say::number(promised));
    Strip {
        commitments: say::number(profile.commitments.len()),
        commitments_word: if profile.commitments.len() == 1 { "commitment" } else { "commitments" },
        firm: say::share(firm, promised),
        firm_of: format!("firm: {} {of}", say::number(firm)),
        figure: say::share(figure, promised),
        figure_of: format!("with a figure: {} {of}", say::number(figure)),
        covered: said.len(),
        cells: Topic::ALL.iter().map(|topic| cell(site, *topic, said.get(topic))).collect(),
    }
}

fn cell<'a>(site: &'a Site<'_>, topic: Topic, said: Option<&(usize, bool)>) -> Cell<'a> {
    let (said, state) = match said {
        None => ("says nothing".to_owned(), "none"),
        Some((0, _)) => ("touched on".to_owned(), "some"),
        Some((count, false)) => (say::count(*count, "commitment"), "some"),
        Some((count, true)) => (format!("{}, with a figure", say::count(*count, "commitment")), "full"),
    };
    let here = !said.starts_with("says") && !said.starts_with("touched");
    Cell {
        name: site.topic_name(topic),
        href: if here { format!("#{}", topic.id()) } else { format!("{ROOT}{}", topic_path(topic, 1)) },
        said,
        state,
    }
}

fn spoken<'a>(site: &'a Site<'_>, profile: &'a Profile) -> Vec<Spoken<'a>> {
    let mut by_topic: BTreeMap<Topic, Vec<Promise<'a>>> = BTreeMap::new();
    for commitment in &profile.commitments {
        let promise = Promise::at_home(site, ROOT, commitment);
        by_topic.entry(commitment.topic).or_default().push(promise);
    }
    by_topic
        .into_iter()
        .map(|(topic, promises)| Spoken {
            id: topic.id(),
            name: site.topic_name(topic),
            question: site.topic_text(topic).map_or("", |text| text.question.as_str()),
            link: Link::new(format!("{ROOT}{}", topic_path(topic, 1)), "How others say it"),
            promises,
        })
        .collect()
}

/// Every figure of the library's own commitments, also those that no scale has.
fn standards<'a>(site: &'a Site<'_>, profile: &'a Profile) -> Vec<StandardRow<'a>> {
    let mut rows = Vec::new();
    for commitment in &profile.commitments {
        for measure in &commitment.measures {
            let Some(DrawnFigure { figure, drawn }) = site.marks.figure(measure) else { continue };
            let scaled = crate::model::scale::Scaled::of(measure).map(|scaled| scaled.words());
            rows.push(StandardRow {
                topic: site.topic_name(commitment.topic),
                text: &commitment.text,
                href: format!("#c-{}", commitment.id),
                // "2 weeks" need not be said twice; "14 days" are two weeks on the scale.
                scaled: scaled.filter(|words| !figure.words.ends_with(words.as_str())).unwrap_or_default(),
                figure: drawn,
                strength: Strength::id(commitment.strength),
                strength_mark: site.marks.strength(commitment.strength),
                party: party(commitment.party),
            });
        }
    }
    rows
}

fn gaps(site: &Site<'_>, index: usize) -> Vec<GapRow> {
    let gaps: &[Gap] = site.comparison.gaps.get(index).map_or(&[], Vec::as_slice);
    gaps.iter()
        .map(|gap| GapRow {
            link: Link::topic(site, ROOT, gap.topic),
            peers: format!("{} of {}", say::number(gap.peers), say::number(gap.of)),
        })
        .collect()
}
