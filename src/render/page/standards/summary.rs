//! Medians and ranges of a scale's figures, by kind of library and by way of contact.

use serde::Serialize;

use super::super::{Site, say};
use super::{amount, figures};
use crate::model::commitment::Channel;
use crate::model::comparison::Group;
use crate::model::figures::{Figures, Selection};

/// The figures of one group.
#[derive(Serialize)]
pub(super) struct Line {
    /// As in "Public libraries" or "Channel: e-mail".
    name: String,
    /// How many figures.
    figures: String,
    /// In how many charters.
    charters: String,
    low: String,
    median: String,
    high: String,
}

/// A line for all, for each kind and for each channel that has figures.
/// Nothing where one figure is all there is.
pub(super) fn lines(site: &Site<'_>, all: Selection) -> Vec<Line> {
    if figures(site, all).is_none_or(|figures| figures.amounts.len() < 2) {
        return Vec::new();
    }
    let kinds =
        site.kinds().map(|(kind, _)| (say::capital(say::libraries(kind)), all.in_group(Group::Kind(kind))));
    let channels = Channel::ALL.iter().map(|channel| {
        let name = format!("Channel: {}", say::channel(*channel));
        (name, all.in_group(Group::Channel(*channel)))
    });
    std::iter::once(("All".to_owned(), all))
        .chain(kinds)
        .chain(channels)
        .filter_map(|(name, selection)| line(site, name, selection))
        .collect()
}

fn line(site: &Site<'_>, name: String, selection: Selection) -> Option<Line> {
    let summary = figures(site, selection).and_then(Figures::summary)?;
    let say = |value: f64| amount(selection.scale, value);
    Some(Line {
        name,
        figures: say::number(summary.count),
        charters: say::number(summary.charters),
        low: say(summary.low),
        median: say(summary.median),
        high: say(summary.high),
    })
}
