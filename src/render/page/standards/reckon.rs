//! The figures among which a reader's own promise is ranked: choices for the page, and the figures as a script of data.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::script::call;
use super::super::{Channel, Job, Site, Topic, say};
use super::FEW;
use crate::model::figures::Selection;
use crate::model::measure::{Bound, Measure, TimeUnit};
use crate::model::scale::{Scale, Scaled, Sense};
use crate::render::chart::KindMark;
use crate::render::search::letters::push_number;

/// The times to wait by scale.
const SCALES: [Scale; 2] = [Scale::WorkingTime, Scale::CalendarTime];

/// What a reader may choose from.
#[derive(Serialize)]
pub(super) struct Reckon {
    units: Vec<Unit>,
    /// Id and name of each.
    kinds: Vec<(&'static str, String)>,
    topics: Vec<(&'static str, String)>,
    channels: Vec<(&'static str, String)>,
}

/// A unit of time.
#[derive(Serialize)]
struct Unit {
    id: String,
    /// As in "working days".
    name: String,
    scale: &'static str,
    /// How many hours on that scale one is.
    hours: f64,
}

/// The choices.
pub(super) fn of(site: &Site<'_>) -> Reckon {
    let working = [TimeUnit::Hour, TimeUnit::Day].map(|unit| (unit, true));
    let calendar = [TimeUnit::Minute, TimeUnit::Hour, TimeUnit::Day, TimeUnit::Week, TimeUnit::Month]
        .map(|unit| (unit, false));
    Reckon {
        units: working
            .into_iter()
            .chain(calendar)
            .filter_map(|(unit, working)| named(unit, working))
            .collect(),
        kinds: site.kinds().map(|(kind, _)| (kind.id(), KindMark::of(kind).label)).collect(),
        topics: Topic::ALL.iter().map(|topic| (topic.id(), site.topic_name(*topic).to_owned())).collect(),
        channels: Channel::ALL
            .iter()
            .map(|channel| (channel.id(), say::capital(say::channel(*channel))))
            .collect(),
    }
}

fn named(unit: TimeUnit, working: bool) -> Option<Unit> {
    let one = Scaled::of(&Measure::Duration { bound: Bound::Max, value: 1.0, unit, working })?;
    let before = if working { "working " } else { "" };
    Some(Unit {
        id: format!("{}{}", before.replace(' ', "-"), unit.id()),
        name: format!("{before}{}s", unit.id()),
        scale: one.scale().id(),
        hours: one.amount(),
    })
}

/// Whose figures: the scale, the kind and the topic or channel (empty for all), and which amounts how often, in letters.
type Group<'a> = (&'a str, &'a str, &'a str, String);

/// The one script of data: the amounts of each scale, and for each group with figures enough how many promise each.
pub(super) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(|| {
        let amounts: Vec<(&str, Vec<f64>)> = SCALES
            .into_iter()
            .map(|scale| {
                let all = site.comparison.figures.get(&Selection::of(scale, Sense::AtMost));
                let mut amounts = all.map(|figures| figures.amounts.clone()).unwrap_or_default();
                amounts.dedup();
                (scale.id(), amounts)
            })
            .collect();
        let numbers: BTreeMap<(&str, u64), usize> = amounts
            .iter()
            .flat_map(|(scale, amounts)| {
                amounts.iter().enumerate().map(|(number, amount)| ((*scale, amount.to_bits()), number))
            })
            .collect();
        let groups: Vec<Group<'_>> = site
            .comparison
            .figures
            .iter()
            .filter(|(selection, figures)| is_asked(selection) && figures.amounts.len() >= FEW)
            .map(|(selection, figures)| {
                let scale = selection.scale.id();
                let about = match (selection.topic, selection.channel) {
                    (Some(topic), _) => topic.id(),
                    (None, channel) => channel.map_or("", Channel::id),
                };
                let kind = selection.kind.map_or("", |kind| kind.id());
                let number = |amount: f64| numbers.get(&(scale, amount.to_bits())).copied().unwrap_or(0);
                (scale, kind, about, counted(&figures.amounts, number))
            })
            .collect();
        call("standards/figures.js".to_owned(), "figured", &(amounts, groups))
    })]
}

/// Whether a page asks for it: times to wait, of one topic or one channel at most.
fn is_asked(selection: &Selection) -> bool {
    SCALES.contains(&selection.scale)
        && selection.sense == Sense::AtMost
        && (selection.topic.is_none() || selection.channel.is_none())
}

/// Which amounts how often: the step from one amount's number to the next, and how many.
fn counted(amounts: &[f64], number: impl Fn(f64) -> usize) -> String {
    let mut letters = String::new();
    let mut last = 0;
    for same in amounts.chunk_by(|a, b| a.to_bits() == b.to_bits()) {
        let at = same.first().map_or(0, |amount| number(*amount));
        push_number(&mut letters, at.saturating_sub(last));
        push_number(&mut letters, same.len());
        last = at;
    }
    letters
}
