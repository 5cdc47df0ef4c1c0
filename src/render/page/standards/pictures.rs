//! The pictures of a scale's page: the figures of one sense by kind and by channel, there and each alone.

use super::super::embed::{self, Part};
use super::super::{Job, Site, paged, say};
use super::scale::{ROOT, sense_name};
use super::{enough, figures, named, plot, row_of};
use crate::model::commitment::Channel;
use crate::model::comparison::{Group, Resolved};
use crate::model::figures::Selection;
use crate::model::scale::{Scale, Sense};
use crate::render::chart::{Chart, DotPlot, Row, dots};

/// By what a picture's rows are told apart.
type By = fn(&Site<'_>, Selection, &[Resolved<'_>]) -> Chart;

/// The figures of a selection by kind, and by channel where at least two are named.
pub(super) fn of(site: &Site<'_>, selection: Selection, found: &[Resolved<'_>]) -> Vec<Chart> {
    let pictures = pictures(site, selection).into_iter();
    pictures.map(|(_, by)| by(site, selection, found)).collect()
}

/// The pictures of every scale, each alone.
pub(super) fn embeds<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let of = |scale| Sense::ALL.into_iter().map(move |sense| Selection::of(scale, sense));
    let shown = Scale::ALL.into_iter().flat_map(of).filter(|selection| enough(site, *selection));
    let job = |selection, (id, by): (String, By)| -> Job<'a> {
        embed::job(site, part(selection, &id), move || {
            let found: Vec<Resolved<'_>> = site.comparison.selected(selection).collect();
            by(site, selection, &found)
        })
    };
    shown
        .flat_map(|selection| pictures(site, selection).into_iter().map(move |one| job(selection, one)))
        .collect()
}

/// A picture by its id.
pub(super) fn part(selection: Selection, id: &str) -> Part {
    let (scale, (place, sense)) = (selection.scale, sense_name(selection.scale, selection.sense));
    let title = format!("{}: {}", named(scale).0, sense.to_lowercase());
    let name = format!("standards-{}-{id}", scale.id());
    Part::new(name, title, format!("{}#{place}", paged("standards", scale.id(), 1)))
}

/// Which pictures a selection has, by their ids.
fn pictures(site: &Site<'_>, selection: Selection) -> Vec<(String, By)> {
    let mut pictures: Vec<(String, By)> = vec![(id(selection, "kind"), by_kind)];
    let named = |channel: &&Channel| figures(site, selection.in_group(Group::Channel(**channel))).is_some();
    if Channel::ALL.iter().filter(named).count() > 1 {
        pictures.push((id(selection, "channel"), by_channel));
    }
    pictures
}

fn id(selection: Selection, by: &str) -> String {
    format!("{}-{by}", sense_name(selection.scale, selection.sense).0)
}

fn by_kind(site: &Site<'_>, selection: Selection, found: &[Resolved<'_>]) -> Chart {
    let binding = (selection.scale, selection.sense);
    let title = "By kind of library".to_owned();
    dots(&plot(site, &id(selection, "kind"), ROOT, title, binding, found))
}

fn by_channel(_: &Site<'_>, selection: Selection, found: &[Resolved<'_>]) -> Chart {
    let row = |channel: &Channel| Row {
        label: say::capital(say::channel(*channel)),
        href: String::new(),
        dots: row_of(ROOT, found.iter().filter(|found| found.commitment.channels.contains(channel))),
    };
    let rows = Channel::ALL.iter().map(row).filter(|row| !row.dots.is_empty());
    dots(&DotPlot {
        id: id(selection, "channel"),
        title: "By channel, where the promise names one".to_owned(),
        description: "One row for each way of contact, one dot for each promise that names it; an upright line marks the median."
            .to_owned(),
        scale: selection.scale,
        sense: selection.sense,
        rows: rows.collect(),
    })
}
