//! A topic over all charters: the finding, the figures as a picture and a table, and every wording, by kind.

use serde::Serialize;

use super::promise::Promise;
use super::{Frame, Job, Link, Pager, Site, Topic, kind_path, say, topic_path};
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::commitment::Channel;
use crate::model::comparison::{Group, Summary};
use crate::model::figures::Selection;
use crate::model::scale::{Scale, Sense};
use crate::render::Page;
use crate::render::chart::KindMark;
use crate::render::site::Said;

pub(super) mod figures;

use figures::Figures;

/// Where a topic's page begins from: one folder deep.
const ROOT: &str = "../";
/// As many wordings as a page holds.
pub(super) const MOST: usize = 1000;

/// What `topic.html` sees.
#[derive(Serialize)]
struct TopicPage<'a> {
    frame: Frame<'a>,
    crumbs: Vec<Link>,
    name: &'a str,
    question: &'a str,
    covers: &'a str,
    hint: &'a str,
    finding: String,
    /// How far promises go, a line a scale; empty where there is no figure.
    ranges: Vec<String>,
    charts: Vec<Figures<'a>>,
    kinds: Vec<Wordings<'a>>,
    pager: Pager,
}

/// The wordings of one kind.
#[derive(Serialize)]
struct Wordings<'a> {
    mark: KindMark,
    name: String,
    link: Link,
    /// As in "9 of 25 charters".
    says: String,
    promises: Vec<Promise<'a>>,
}

/// The pages of this sort: every topic has one, also where all charters are silent.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let pages = |topic: Topic| {
        (1..=count(site, topic)).map(move |page| -> Job<'a> { Box::new(move || make(site, topic, page)) })
    };
    Topic::ALL.iter().copied().flat_map(pages).collect()
}

fn count(site: &Site<'_>, topic: Topic) -> usize {
    site.wordings(topic).len().div_ceil(MOST).max(1)
}

fn make(site: &Site<'_>, topic: Topic, page: usize) -> Result<Page, Error> {
    let path = topic_path(topic, page);
    let text = site.topic_text(topic);
    let name = site.topic_name(topic);
    let question = text.map_or(name, |text| text.question.as_str());
    let finding = finding(site, topic);
    let all = site.wordings(topic);
    let from = (page - 1) * MOST;
    let shown = all.get(from..all.len().min(from + MOST)).unwrap_or_default();
    let data = TopicPage {
        frame: site
            .frame(&path, question, format!("{name}: {finding}"))
            .with(&["site.js", "pins.js", "copy.js"]),
        crumbs: vec![Link::new(format!("{ROOT}topics.html"), "Topics")],
        name,
        question,
        covers: text.map_or("", |text| text.covers.as_str()),
        hint: text.map_or("", |text| text.hint.as_str()),
        finding,
        ranges: ranges(site, topic),
        charts: if page == 1 { figures::charts(site, topic) } else { Vec::new() },
        kinds: kinds(site, topic, shown),
        pager: Pager::new(page, count(site, topic), |page| {
            topic_path(topic, page).trim_start_matches("topics/").to_owned()
        }),
    };
    site.page(&path, "topic.html", &data)
}

/// As in "41 of 103 charters say; 27 give a figure; half of those promises are within 3 working days."
pub(super) fn finding(site: &Site<'_>, topic: Topic) -> String {
    let all = site.comparison.compared();
    let cells = || site.comparison.coverage.cells.get(&topic).into_iter().flat_map(|row| row.values());
    let say: usize = cells().map(|cell| cell.charters).sum();
    let figure: usize = cells().map(|cell| cell.with_figure).sum();
    let of = say::count(all, "charter");
    if say == 0 {
        return format!("None of {of} says anything on this.");
    }
    let says = if say == 1 { "says" } else { "say" };
    let figures = match figure {
        0 => "none gives a figure".to_owned(),
        1 => "1 gives a figure".to_owned(),
        many => format!("{} give a figure", say::number(many)),
    };
    let middle = commonest(site, topic)
        .map(|(selection, summary)| {
            let said = if mixed(summary) { by_channel(site, topic) } else { Vec::new() };
            if said.is_empty() { middle(selection, summary) } else { said.join(", ") }
        })
        .map(|said| format!("; {said}"))
        .unwrap_or_default();
    format!("{} of {of} {says} something; {figures}{middle}.", say::number(say))
}

/// Where the greatest figure is so many times the smallest, they are of different things (a wait at a desk, an answer by
/// letter), and the middle one is of none of them.
const MIXED: f64 = 50.0;

fn mixed(summary: Summary) -> bool {
    summary.high > summary.low * MIXED
}

/// For the two channels with most time limits, what half of them are.
fn by_channel(site: &Site<'_>, topic: Topic) -> Vec<String> {
    let limits = |channel: Channel| {
        [Scale::WorkingTime, Scale::CalendarTime]
            .into_iter()
            .filter_map(|scale| {
                let selection = Selection::of(scale, Sense::AtMost)
                    .in_group(Group::Topic(topic))
                    .in_group(Group::Channel(channel));
                let summary = site.comparison.figures.get(&selection)?.summary()?;
                Some((channel, scale, summary)).filter(|_| summary.count >= 3 && !mixed(summary))
            })
            .max_by_key(|(_, _, summary)| summary.count)
    };
    let mut found: Vec<(Channel, Scale, Summary)> = Channel::ALL.iter().copied().filter_map(limits).collect();
    found.sort_by_key(|(_, _, summary)| std::cmp::Reverse(summary.count));
    found
        .iter()
        .take(2)
        .map(|(channel, scale, summary)| {
            format!(
                "{} half of {} limits are {} or less",
                say::by_channel(*channel),
                say::number(summary.count),
                scale.with(summary.median).words()
            )
        })
        .collect()
}

/// The selection of the topic that has most figures, where it has three or more. Exact terms, such as how long a loan
/// is, are no promise of how soon, and stay out of the sentence.
fn commonest(site: &Site<'_>, topic: Topic) -> Option<(Selection, Summary)> {
    let mut found: Option<(Selection, Summary)> = None;
    for (selection, summary) in selections(site, topic) {
        if selection.sense != Sense::Exactly
            && summary.count >= 3
            && found.is_none_or(|(_, most)| summary.count > most.count)
        {
            found = Some((selection, summary));
        }
    }
    found
}

/// Every scale and sense in which the topic has figures.
fn selections(site: &Site<'_>, topic: Topic) -> Vec<(Selection, Summary)> {
    let of = |selection: Selection| {
        let summary = site.comparison.figures.get(&selection)?.summary()?;
        Some((selection, summary))
    };
    Scale::ALL
        .into_iter()
        .flat_map(|scale| Sense::ALL.into_iter().map(move |sense| Selection::of(scale, sense)))
        .filter_map(|selection| of(selection.in_group(Group::Topic(topic))))
        .collect()
}

/// As in "half of 31 times to wait are 3 working days or less".
fn middle(selection: Selection, summary: Summary) -> String {
    if mixed(summary) {
        let [low, high] = [summary.low, summary.high].map(|amount| selection.scale.with(amount).words());
        return format!("{} {} run from {low} to {high}", say::number(summary.count), noun(selection));
    }
    let amount = selection.scale.with(summary.median).words();
    let what = format!("{} {}", say::number(summary.count), noun(selection));
    match (selection.scale, selection.sense) {
        (Scale::WorkingTime | Scale::CalendarTime, Sense::AtMost) => {
            format!("of {what}, half are {amount} or less")
        }
        (_, Sense::AtMost) => format!("of {what}, half are {amount} or less"),
        (_, Sense::AtLeast) => format!("of {what}, half are {amount} or more"),
        (_, Sense::Exactly) => format!("the middle one of {what} is {amount}"),
    }
}

/// What the figures of a selection are called, in the plural.
fn noun(selection: Selection) -> &'static str {
    match (selection.scale, selection.sense) {
        (Scale::WorkingTime, Sense::AtMost) => "limits in working time",
        (Scale::CalendarTime, Sense::AtMost) => "limits in calendar time",
        (Scale::WorkingTime, Sense::Exactly) => "terms in working time",
        (Scale::CalendarTime, Sense::Exactly) => "terms in calendar time",
        (Scale::WorkingTime, Sense::AtLeast) => "least times in working time",
        (Scale::CalendarTime, Sense::AtLeast) => "least times in calendar time",
        (Scale::Percentage, Sense::AtMost) => "shares at most",
        (Scale::Percentage, _) => "shares",
        (Scale::Frequency, _) => "frequencies",
    }
}

/// As in "Limits in working time: 12 figures in 9 charters, from 1 working day to 20 working days".
fn ranges(site: &Site<'_>, topic: Topic) -> Vec<String> {
    let range = |(selection, summary): (Selection, Summary)| {
        let name = say::capital(noun(selection));
        let [low, high] = [summary.low, summary.high].map(|amount| selection.scale.with(amount).words());
        let charters = say::count(summary.charters, "charter");
        let reach = if low == high { low } else { format!("from {low} to {high}") };
        format!("{name}: {} in {charters}, {reach}.", say::count(summary.count, "figure"))
    };
    selections(site, topic).into_iter().map(range).collect()
}

fn kinds<'a>(site: &'a Site<'_>, topic: Topic, shown: &[Said]) -> Vec<Wordings<'a>> {
    let mut kinds: Vec<(Kind, Vec<Promise<'a>>)> = Vec::new();
    for said in shown {
        let Some((profile, commitment)) = site.resolve(said.first.place()) else { continue };
        let others: Vec<_> = said.others.iter().filter_map(|other| site.resolve(other.place())).collect();
        let promise =
            Promise::abroad(site, ROOT, topic, profile, commitment).said_by_others(ROOT, others.into_iter());
        match kinds.last_mut() {
            Some((kind, promises)) if *kind == profile.facts.kind => promises.push(promise),
            _ => kinds.push((profile.facts.kind, vec![promise])),
        }
    }
    let cell = |kind: Kind| site.comparison.coverage.cells.get(&topic).and_then(|row| row.get(&kind));
    kinds
        .into_iter()
        .map(|(kind, promises)| Wordings {
            mark: KindMark::of(kind),
            name: say::capital(say::libraries(kind)),
            link: Link::new(
                format!("{ROOT}{}", kind_path(kind, 1)),
                format!("All that {} promise", say::libraries(kind)),
            ),
            says: format!(
                "{} of {}",
                say::number(cell(kind).map_or(0, |cell| cell.charters)),
                say::count(site.range(kind).len(), "charter")
            ),
            promises,
        })
        .collect()
}
