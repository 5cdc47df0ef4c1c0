//! Medians and ranges of a scale's figures, by kind of library and by way of contact, with the way to the words of both ends.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{Link, Site, say};
use super::{amount, figures, promise_href};
use crate::model::commitment::Channel;
use crate::model::comparison::{Group, Resolved};
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
    /// The smallest, with the way to its words.
    low: Link,
    /// Empty where there are too few figures for one.
    median: String,
    /// The greatest, with the way to its words.
    high: Link,
}

/// Where the words of the ends of a group stand: of equals the first.
type Ends<'a> = BTreeMap<Option<Group>, (Resolved<'a>, Resolved<'a>)>;

/// A line for all, for each kind and for each channel that has figures: `found` are all of them.
/// Nothing where one figure is all there is.
pub(super) fn lines(site: &Site<'_>, root: &str, all: Selection, found: &[Resolved<'_>]) -> Vec<Line> {
    if found.len() < 2 {
        return Vec::new();
    }
    let ends = ends(found);
    let kinds = site.kinds().map(|(kind, _)| (say::capital(say::libraries(kind)), Some(Group::Kind(kind))));
    let channels = Channel::ALL.iter().map(|channel| {
        let name = format!("Channel: {}", say::channel(*channel));
        (name, Some(Group::Channel(*channel)))
    });
    std::iter::once(("All".to_owned(), None))
        .chain(kinds)
        .chain(channels)
        .filter_map(|(name, group)| {
            let (low, high) = ends.get(&group)?;
            let selection = group.map_or(all, |group| all.in_group(group));
            let summary = figures(site, selection).and_then(Figures::summary)?;
            let say = |value: f64| amount(selection.scale, value);
            Some(Line {
                name,
                figures: say::number(summary.count),
                charters: say::number(summary.charters),
                low: Link::new(promise_href(root, low), say(summary.low)),
                median: summary.middle().map(say).unwrap_or_default(),
                high: Link::new(promise_href(root, high), say(summary.high)),
            })
        })
        .collect()
}

/// The smallest and the greatest of every group, in one walk.
fn ends<'a>(found: &[Resolved<'a>]) -> Ends<'a> {
    let mut ends: Ends<'a> = BTreeMap::new();
    for one in found {
        let kind = Some(Group::Kind(one.profile.facts.kind));
        let channels = one.commitment.channels.iter().map(|channel| Some(Group::Channel(*channel)));
        for group in [None, kind].into_iter().chain(channels) {
            let (low, high) = ends.entry(group).or_insert((*one, *one));
            let amount = |of: &Resolved<'_>| of.standard.scaled.amount();
            if amount(one) < amount(low) {
                *low = *one;
            }
            if amount(one) > amount(high) {
                *high = *one;
            }
        }
    }
    ends
}
