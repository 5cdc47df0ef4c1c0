//! How the collection stands, for its keeper: what is stale, away, refused, never fetched, unreviewed or odd.

use serde::Serialize;

use super::{Frame, Job, Site, charter_path, say};
use crate::error::Error;
use crate::model::comparison::Profile;
use crate::model::status::{Notice, State};
use crate::render::Page;

/// How many charters of a state are named.
const MOST: usize = 200;

/// What `quality.html` sees.
#[derive(Serialize)]
struct Quality<'a> {
    frame: Frame<'a>,
    /// As in "104 charters".
    charters: String,
    /// Every state, also those that no charter is in.
    rows: Vec<Row>,
    /// Those that some are in.
    states: Vec<InState<'a>>,
}

/// A state in the table of all.
#[derive(Serialize)]
struct Row {
    id: &'static str,
    title: &'static str,
    meaning: &'static str,
    charters: String,
    share: String,
    /// Whether any is in it, so that there is something to link to.
    any: bool,
}

/// A state with its charters.
#[derive(Serialize)]
struct InState<'a> {
    id: &'static str,
    title: &'static str,
    /// As in "12 charters"; for figures "14 figures in 12 charters".
    found: String,
    /// What to do, in words and commands: every second piece is a command.
    remedy: Vec<&'static str>,
    notices: Vec<Line<'a>>,
    /// As in "and 12 more"; empty where all are shown.
    more: String,
}

/// A charter in a state.
#[derive(Serialize)]
struct Line<'a> {
    library: &'a str,
    href: String,
    said: &'a str,
}

/// The page.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(move || make(site))]
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let status = site.input.status;
    let page = Quality {
        frame: site.frame(
            "quality.html",
            "State of the collection",
            "What is stale, unreachable, refused, never fetched, unreviewed or odd in this collection of charters.",
        ),
        charters: say::count(status.charters, "charter"),
        rows: State::ALL
            .into_iter()
            .map(|state| Row {
                id: state.id(),
                title: state.title(),
                meaning: state.meaning(),
                charters: say::number(status.charters_in(state)),
                share: say::share(status.charters_in(state), status.charters),
                any: !status.of(state).is_empty(),
            })
            .collect(),
        states: State::ALL.into_iter().filter_map(|state| in_state(site, state)).collect(),
    };
    site.page("quality.html", "quality.html", &page)
}

fn in_state<'a>(site: &Site<'a>, state: State) -> Option<InState<'a>> {
    let notices = site.input.status.of(state);
    if notices.is_empty() {
        return None;
    }
    let charters = say::count(site.input.status.charters_in(state), "charter");
    Some(InState {
        id: state.id(),
        title: state.title(),
        found: match state {
            State::OddFigure => format!("{} in {charters}", say::count(notices.len(), "figure")),
            _ => charters,
        },
        remedy: state.remedy().split('`').collect(),
        notices: notices.iter().take(MOST).filter_map(|notice| line(site, notice)).collect(),
        more: match notices.len().saturating_sub(MOST) {
            0 => String::new(),
            more => format!("and {} more", say::number(more)),
        },
    })
}

fn line<'a>(site: &Site<'a>, notice: &'a Notice) -> Option<Line<'a>> {
    let profiles = &site.comparison.profiles;
    let at = profiles.binary_search_by(|profile: &Profile| profile.id.cmp(&notice.charter)).ok()?;
    let profile = profiles.get(at)?;
    let place = notice.commitment.as_ref().map(|id| format!("#c-{id}")).unwrap_or_default();
    Some(Line {
        library: &profile.facts.name,
        href: format!("{}{place}", charter_path(&profile.id)),
        said: &notice.said,
    })
}
