//! A kind of library: what it promises beside the others, its charters, and these side by side by topic.

use std::sync::Arc;

use serde::Serialize;

use super::embed::{self, Offer, Part};
use super::promise::Promise;
use super::{Frame, Job, Link, Pager, Party, Site, Strength, Topic, charter_path, kind_path, say};
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::commitment::Commitment;
use crate::model::comparison::Profile;
use crate::render::Page;
use crate::render::chart::{Bars, KindMark, Share, bars};

/// Where a kind's page begins from: one folder deep.
const ROOT: &str = "../";
/// As many charters as stand side by side on a page.
const MOST: usize = 100;

/// What `kind.html` sees.
#[derive(Serialize)]
struct KindPage<'a> {
    frame: Frame<'a>,
    crumbs: Vec<Link>,
    mark: KindMark,
    /// As in "public libraries".
    libraries: &'static str,
    finding: String,
    /// How many of its charters are not labelled, in a sentence; empty where all are.
    unlabelled: String,
    /// How many of its charters speak of each topic, the commonest first; none after the first page.
    bars: Option<Bars>,
    /// How others may show them.
    offer: Option<Offer>,
    /// The same beside the other kinds.
    coverage: Vec<Coverage<'a>>,
    /// As in "78 charters of other kinds".
    others: String,
    charters: Vec<Row<'a>>,
    topics: Vec<SideBySide<'a>>,
    pager: Pager,
}

/// How many speak of a topic, here and elsewhere.
#[derive(Serialize)]
struct Coverage<'a> {
    link: Link,
    name: &'a str,
    count: usize,
    of: usize,
    share: String,
    others: String,
    /// As in "+12" or "−3": percentage points; empty where there are no others.
    difference: String,
}

/// One of its charters.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    href: String,
    library: &'a str,
    /// Whether a person has decided about its labels.
    reviewed: bool,
    /// Its language, as in "Welsh", where nothing in it was labelled; else empty.
    unlabelled: &'a str,
    country: &'a str,
    commitments: usize,
}

/// What the charters of a page say on a topic.
#[derive(Serialize)]
struct SideBySide<'a> {
    id: &'static str,
    name: &'a str,
    question: &'a str,
    link: Link,
    says: String,
    entries: Vec<Entry<'a>>,
    silent: Vec<&'a str>,
}

/// One charter on a topic, by the promise that says most.
#[derive(Serialize)]
struct Entry<'a> {
    promise: Promise<'a>,
    /// As in "and 3 more", to these on the charter's page; its name is empty where there is no more.
    more: Link,
}

/// The pages of this sort: one or more for each kind, also for one without charters, since others link to it.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let pages = |kind: Kind| {
        // Reckoned once for all pages of the kind.
        let said: Arc<str> = finding(site.profiles(kind)).into();
        (1..=count(site, kind)).map(move |page| -> Job<'a> {
            let said = Arc::clone(&said);
            Box::new(move || make(site, kind, page, &said))
        })
    };
    Kind::ALL.into_iter().flat_map(pages).collect()
}

fn count(site: &Site<'_>, kind: Kind) -> usize {
    site.range(kind).len().div_ceil(MOST).max(1)
}

fn make(site: &Site<'_>, kind: Kind, page: usize, said: &str) -> Result<Page, Error> {
    let path = kind_path(kind, page);
    let all = site.profiles(kind);
    let from = (page - 1) * MOST;
    let shown = all.get(from..all.len().min(from + MOST)).unwrap_or_default();
    let libraries = say::libraries(kind);
    let first = page == 1 && !all.is_empty();
    let bars = first.then(|| picture(site, kind));
    let others = site.comparison.compared().saturating_sub(site.comparison.compared_of(kind));
    let data = KindPage {
        frame: site
            .frame(
                &path,
                format!("What {libraries} promise"),
                format!(
                    "What the charters of {libraries} promise, topic by topic, beside those of other kinds."
                ),
            )
            .with(&["site.js", "choice.js", "pins.js", "copy.js"])
            .of_kind(site.input, kind),
        crumbs: vec![Link::new(format!("{ROOT}charters.html"), "Charters")],
        mark: KindMark::of(kind),
        libraries,
        finding: said.to_owned(),
        unlabelled: say::left_out(all),
        offer: bars.as_ref().map(|bars| Offer::bars(site, ROOT, &part(kind), bars)),
        bars,
        coverage: if first { coverage(site, kind, others) } else { Vec::new() },
        others: format!("{} of other kinds", say::count(others, "charter")),
        charters: shown.iter().map(|profile| row(site, profile)).collect(),
        topics: Topic::ALL.iter().filter_map(|topic| side_by_side(site, *topic, shown)).collect(),
        pager: Pager::new(page, count(site, kind), |page| {
            kind_path(kind, page).trim_start_matches("kinds/").to_owned()
        }),
    };
    site.page(&path, "kind.html", &data)
}

/// What each kind speaks of, alone.
pub(super) fn embeds<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    site.kinds().map(|(kind, _)| embed::job(site, part(kind), move || picture(site, kind))).collect()
}

fn part(kind: Kind) -> Part {
    let title = format!("What charters of {} speak of", say::libraries(kind));
    Part::new(format!("kind-{}", kind.id()), title, format!("{}#topics", kind_path(kind, 1)))
}

/// As in "25 charters make 230 commitments; of the 210 by the library, 61 % are firm and 22 % have a figure."
fn finding(profiles: &[Profile]) -> String {
    let all: usize = profiles.iter().map(|profile| profile.commitments.len()).sum();
    let own = || profiles.iter().flat_map(|p| &p.commitments).filter(|c| c.party == Party::Library);
    let promised = own().count();
    let labelled = profiles.iter().filter(|profile| profile.unlabelled().is_none()).count();
    let makes = if labelled == 1 { "makes" } else { "make" };
    let start = format!("{} {makes} {}", say::count(labelled, "charter"), say::count(all, "commitment"));
    if promised == 0 {
        return format!("{start}.");
    }
    let firm = own().filter(|c| c.strength == Strength::Firm).count();
    let figure = own().filter(|c| !c.measures.is_empty()).count();
    format!(
        "{start}; of the {} by the library, {} are firm and {} have a figure.",
        say::number(promised),
        say::share(firm, promised),
        say::share(figure, promised)
    )
}

/// How many charters of the kind speak of a topic, and how many of all others.
fn speaking(site: &Site<'_>, topic: Topic, kind: Kind) -> (usize, usize) {
    let row = site.comparison.coverage.cells.get(&topic);
    let cells = || row.into_iter().flatten();
    let sum = |own: bool| cells().filter(|(k, _)| (**k == kind) == own).map(|(_, cell)| cell.charters).sum();
    (sum(true), sum(false))
}

/// Topics with how many charters of the kind speak of each, the commonest first.
fn commonest(site: &Site<'_>, kind: Kind) -> Vec<(Topic, usize, usize)> {
    let mut topics: Vec<(Topic, usize, usize)> = Topic::ALL
        .iter()
        .map(|topic| {
            let (own, others) = speaking(site, *topic, kind);
            (*topic, own, others)
        })
        .collect();
    topics.sort_by_key(|(_, own, _)| std::cmp::Reverse(*own));
    topics
}

fn picture(site: &Site<'_>, kind: Kind) -> Bars {
    let of = site.comparison.compared_of(kind);
    let topics = commonest(site, kind);
    let shares: Vec<Share> = topics
        .iter()
        .map(|(topic, part, _)| {
            let link = Link::topic(site, ROOT, *topic);
            Share { label: link.name, href: link.href, part: *part, of }
        })
        .collect();
    let title = topics.first().map_or(String::new(), |(topic, part, _)| {
        format!(
            "{}: {} of {} speak of it",
            site.topic_name(*topic),
            say::number(*part),
            say::count(of, "charter")
        )
    });
    let description =
        format!("How many charters of {} speak of each topic, the commonest first.", say::libraries(kind));
    bars("coverage", &title, &description, &shares)
}

fn coverage<'a>(site: &'a Site<'_>, kind: Kind, others: usize) -> Vec<Coverage<'a>> {
    let of = site.comparison.compared_of(kind);
    let percent = |part: usize, of: usize| if of == 0 { 0 } else { (part * 200 + of) / (of * 2) };
    let row = |(topic, own, elsewhere): (Topic, usize, usize)| {
        let (here, there) = (percent(own, of), percent(elsewhere, others));
        let difference = match here.cmp(&there) {
            _ if others == 0 => String::new(),
            std::cmp::Ordering::Greater => format!("+{}", here - there),
            std::cmp::Ordering::Equal => "0".to_owned(),
            std::cmp::Ordering::Less => format!("−{}", there - here),
        };
        Coverage {
            link: Link::topic(site, ROOT, topic),
            name: site.topic_name(topic),
            count: own,
            of,
            share: say::share(own, of),
            others: say::share(elsewhere, others),
            difference,
        }
    };
    commonest(site, kind).into_iter().map(row).collect()
}

fn row<'a>(site: &'a Site<'_>, profile: &'a Profile) -> Row<'a> {
    Row {
        id: profile.id.as_str(),
        href: format!("{ROOT}{}", charter_path(&profile.id)),
        library: &profile.facts.name,
        reviewed: profile.is_reviewed(),
        unlabelled: say::unlabelled(profile),
        country: site.countries.name(&profile.facts.country),
        commitments: profile.commitments.len(),
    }
}

/// `None` where all of them are silent.
fn side_by_side<'a>(site: &'a Site<'_>, topic: Topic, shown: &'a [Profile]) -> Option<SideBySide<'a>> {
    let mut entries = Vec::new();
    let mut silent = Vec::new();
    let mut labelled = 0;
    for profile in shown.iter().filter(|profile| profile.unlabelled().is_none()) {
        labelled += 1;
        let speaks = || profile.commitments.iter().filter(|c| c.topic == topic || c.also.contains(&topic));
        match speaks().min_by_key(|commitment| telling(topic, commitment)) {
            None => silent.push(profile.facts.name.as_str()),
            Some(commitment) => entries.push(Entry {
                promise: Promise::abroad(site, ROOT, topic, profile, commitment),
                more: more(profile, topic, speaks().count() - 1),
            }),
        }
    }
    let text = site.topic_text(topic);
    (!entries.is_empty()).then(|| SideBySide {
        id: topic.id(),
        name: site.topic_name(topic),
        question: text.map_or("", |text| text.question.as_str()),
        link: Link::topic(site, ROOT, topic),
        says: format!("{} of {}", say::number(entries.len()), say::count(labelled, "charter")),
        entries,
        silent,
    })
}

/// To what else a charter says on a topic.
fn more(profile: &Profile, topic: Topic, more: usize) -> Link {
    let page = format!("{ROOT}{}", charter_path(&profile.id));
    let has_place = profile.commitments.iter().any(|commitment| commitment.topic == topic);
    let href = if has_place { format!("{page}#{}", topic.id()) } else { page };
    let name = if more == 0 { String::new() } else { format!("and {} more", say::number(more)) };
    Link::new(href, name)
}

/// What says most comes first: mainly on the topic, with a figure, firm, short.
fn telling(topic: Topic, commitment: &Commitment) -> (bool, bool, Strength, usize) {
    (commitment.topic != topic, commitment.measures.is_empty(), commitment.strength, commitment.text.len())
}
