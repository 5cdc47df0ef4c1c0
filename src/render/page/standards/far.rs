//! Figures that lie far from the rest, with the way to their words: a reader should see whether they are a slip of the machine, a
//! promise of another sort, or a library that goes further than others.

use serde::Serialize;

use super::super::{Figure, Site, say};
use super::{figures, promise_href, time};
use crate::model::comparison::Resolved;
use crate::model::figures::Selection;
use crate::model::scale::Sense;
use crate::render::chart::KindMark;

/// As many as are listed at each end.
const MOST: usize = 6;

/// What lies far out at one end.
#[derive(Serialize)]
pub(super) struct Far<'a> {
    /// As in "Far sooner than the rest: 2 figures".
    title: String,
    rows: Vec<Out<'a>>,
    /// As in "and 4 more", or empty.
    more: String,
}

/// A figure that lies far out.
#[derive(Serialize)]
struct Out<'a> {
    mark: KindMark,
    library: &'a str,
    topic: &'a str,
    href: String,
    figure: Figure,
}

/// Both ends of a selection, the one that lies further down first; nothing where no figure lies far out. `found` are all of its
/// figures, the smallest first.
pub(super) fn of<'a>(
    site: &'a Site<'_>,
    root: &str,
    selection: Selection,
    found: &[Resolved<'a>],
) -> Vec<Far<'a>> {
    let Some((low, high)) = figures(site, selection).and_then(|figures| figures.fences(selection.scale))
    else {
        return Vec::new();
    };
    let amount = |of: &Resolved<'_>| of.standard.scaled.amount();
    let below = found.partition_point(|one| amount(one) < low);
    let above = found.partition_point(|one| amount(one) <= high);
    let [under, over] = match (time(selection.scale), selection.sense) {
        (true, Sense::AtMost) => ["Far sooner than the rest", "Far later than the rest"],
        (true, _) => ["Far shorter than the rest", "Far longer than the rest"],
        (false, _) => ["Far below the rest", "Far above the rest"],
    };
    let ends: [(&str, Vec<&Resolved<'a>>); 2] = [
        (under, found.get(..below).unwrap_or_default().iter().collect()),
        (over, found.get(above..).unwrap_or_default().iter().rev().collect()),
    ];
    ends.into_iter()
        .filter(|(_, out)| !out.is_empty())
        .map(|(name, out)| Far {
            title: format!("{name}: {}", say::count(out.len(), "figure")),
            rows: out.iter().take(MOST).map(|one| row(site, root, one)).collect(),
            more: match out.len().saturating_sub(MOST) {
                0 => String::new(),
                more => format!("and {} more, in the table", say::number(more)),
            },
        })
        .collect()
}

fn row<'a>(site: &'a Site<'_>, root: &str, found: &Resolved<'a>) -> Out<'a> {
    Out {
        mark: KindMark::of(found.profile.facts.kind),
        library: &found.profile.facts.name,
        topic: site.topic_name(found.commitment.topic),
        href: promise_href(root, found),
        figure: Figure::of(found.measure),
    }
}
