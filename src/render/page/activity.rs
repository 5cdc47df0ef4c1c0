//! The activities: a page that offers them, and the worksheets with their keys, each a page to print.
//!
//! A sheet and its key are two pages of two structs' worth of data: what the key tells is not on the sheet at all, so that it
//! cannot be read there. In a site they lie in `activities/`; for `worksheet` each is a file that stands alone.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Frame, Job, Site, say};
use crate::error::Error;
use crate::model::charter::Basis;
use crate::model::worksheet::{Filling, Sheet};
use crate::render::{Choice, Page};

mod catalogue;
mod discussion;
mod item;
mod reading;
mod task;

use catalogue::About;
use task::Task;

/// What `activities.html` sees.
#[derive(Serialize)]
struct Activities<'a> {
    frame: Frame<'a>,
    charters: String,
    sheets: Vec<Offer>,
    seed: u64,
}

/// A sheet in the list.
#[derive(Serialize)]
struct Offer {
    id: &'static str,
    title: String,
    purpose: String,
    time: String,
    href: String,
    /// Empty for a sheet without one.
    key: String,
    /// Whether the collection cannot fill it.
    short: bool,
}

/// What the template of a sheet or of a key sees.
#[derive(Serialize)]
struct SheetPage<'a> {
    frame: Frame<'a>,
    sheet: Heading,
    task: Task<'a>,
}

/// What is over and under a sheet's task.
#[derive(Serialize)]
struct Heading {
    id: &'static str,
    title: String,
    purpose: String,
    time: String,
    /// Whether this is the key.
    is_key: bool,
    /// Whether it is a file that stands alone, without a site around it.
    alone: bool,
    /// From a sheet to its key and back; empty where there is none.
    other: String,
    /// As in "103 charters".
    charters: String,
    /// Of which kinds and countries, as in "public and school libraries, from AU and GB"; empty for all.
    choice: String,
    seed: u64,
    /// What makes the same sheet again.
    command: String,
    /// Whose the words are: `summary`, `verbatim`, `sample`, or `mixed`.
    basis: &'static str,
    /// Why the sheet is not filled; nothing where it is.
    short: Option<Short>,
}

/// What a collection lacks.
#[derive(Serialize)]
struct Short {
    found: String,
    least: String,
    lacks: String,
    /// Whether there are enough, but all of one sort.
    one_sort: bool,
}

/// The pages of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = vec![Box::new(|| make(site))];
    for sheet in Sheet::ALL {
        jobs.extend(
            both(sheet).map(|is_key| -> Job<'a> { Box::new(move || page(site, sheet, is_key, None)) }),
        );
    }
    jobs
}

/// Some sheets with their keys, as files that stand alone.
pub(in crate::render) fn alone<'a>(site: &'a Site<'a>, wanted: &[Sheet], choice: &'a Choice) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = Vec::new();
    for sheet in wanted.iter().copied() {
        jobs.extend(
            both(sheet)
                .map(|is_key| -> Job<'a> { Box::new(move || page(site, sheet, is_key, Some(choice))) }),
        );
    }
    jobs
}

/// The sheet itself, and its key where it has one.
fn both(sheet: Sheet) -> impl Iterator<Item = bool> {
    [false, true].into_iter().filter(move |is_key| !is_key || sheet.has_key())
}

fn file(sheet: Sheet, is_key: bool) -> String {
    format!("{sheet}{}.html", if is_key { "-key" } else { "" })
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "activities.html";
    let about = catalogue::read()?;
    let charters = say::count(site.comparison.compared(), "charter");
    let page = Activities {
        frame: site.frame(
            path,
            "Activities for a class",
            format!("Worksheets to print, with answer keys and a lesson plan, filled from {charters} of libraries."),
        ),
        charters,
        sheets: Sheet::ALL.into_iter().filter_map(|sheet| Some(offer(site, sheet, about.get(&sheet)?))).collect(),
        seed: site.input.worksheets.seed,
    };
    site.page(path, "activities.html", &page)
}

fn offer(site: &Site<'_>, sheet: Sheet, about: &About) -> Offer {
    let at = |is_key| format!("activities/{}", file(sheet, is_key));
    Offer {
        id: sheet.id(),
        title: counted(site, sheet, &about.title),
        purpose: counted(site, sheet, &about.purpose),
        time: about.time.clone(),
        href: at(false),
        key: if sheet.has_key() { at(true) } else { String::new() },
        short: short(site, sheet, about).is_some(),
    }
}

/// The number of a sheet's items, set into its title or purpose.
fn counted(site: &Site<'_>, sheet: Sheet, text: &str) -> String {
    let items = match site.input.worksheets.items(sheet).len() {
        0 => "some".to_owned(),
        some => say::word(some),
    };
    text.replace("{items}", &items)
}

fn page(site: &Site<'_>, sheet: Sheet, is_key: bool, choice: Option<&Choice>) -> Result<Page, Error> {
    let catalogue: BTreeMap<Sheet, About> = catalogue::read()?;
    let about = catalogue.get(&sheet).ok_or_else(|| Error::Template(format!("sheets.toml: no `{sheet}`")))?;
    let path = match choice {
        None => format!("activities/{}", file(sheet, is_key)),
        Some(_) => file(sheet, is_key),
    };
    let title = counted(site, sheet, &about.title);
    let purpose = counted(site, sheet, &about.purpose);
    let shown = if is_key { format!("Answer key: {title}") } else { title.clone() };
    let short = short(site, sheet, about);
    let data = SheetPage {
        frame: site.frame(&path, shown, purpose.clone()),
        task: if short.is_some() { Task::default() } else { task::of(site, sheet, is_key, choice.is_some()) },
        sheet: Heading {
            id: sheet.id(),
            title,
            purpose,
            time: about.time.clone(),
            is_key,
            alone: choice.is_some(),
            other: if sheet.has_key() { file(sheet, !is_key) } else { String::new() },
            charters: say::count(site.comparison.compared(), "charter"),
            choice: choice.map(chosen).unwrap_or_default(),
            seed: site.input.worksheets.seed,
            command: command(site, sheet, choice),
            basis: basis(site),
            short,
        },
    };
    let template = if data.sheet.short.is_some() {
        "sheet/short.html".to_owned()
    } else {
        format!("sheet/{}", file(sheet, is_key))
    };
    site.page(&path, &template, &data)
}

/// Why the collection cannot fill a sheet.
fn short(site: &Site<'_>, sheet: Sheet, about: &About) -> Option<Short> {
    let (found, least, groups) = match site.input.worksheets.fillings.get(&sheet) {
        Some(Filling::Short { found, least, groups }) => (*found, *least, *groups),
        Some(Filling::Items(_)) => return None,
        None => reading::lacking(site, sheet)?,
    };
    Some(Short {
        found: say::word(found),
        least: say::word(least),
        lacks: about.lacks.clone(),
        one_sort: found >= least && groups < 3,
    })
}

/// Of which charters a file was made, as in "public and school libraries, from AU and GB".
fn chosen(choice: &Choice) -> String {
    let kinds: Vec<String> = choice.kinds.iter().map(ToString::to_string).collect();
    let kinds = match kinds.len() {
        0 => String::new(),
        _ => format!("{} libraries", say::and(kinds.iter().map(String::as_str))),
    };
    let countries = say::and(choice.countries.iter().map(String::as_str));
    match (kinds.is_empty(), countries.is_empty()) {
        (_, true) => kinds,
        (true, false) => format!("libraries of {countries}"),
        (false, false) => format!("{kinds} of {countries}"),
    }
}

/// The command that makes a sheet again.
fn command(site: &Site<'_>, sheet: Sheet, choice: Option<&Choice>) -> String {
    let mut command = format!("charterhouse worksheet {sheet}");
    if let Some(choice) = choice {
        command.extend(choice.kinds.iter().map(|kind| format!(" --kind {kind}")));
        command.extend(choice.countries.iter().map(|country| format!(" --country {country}")));
    }
    format!("{command} --seed {}", site.input.worksheets.seed)
}

/// Whose the words are.
fn basis(site: &Site<'_>) -> &'static str {
    let mut found: Vec<Basis> = site.comparison.profiles.iter().map(|profile| profile.facts.basis).collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] => one.id(),
        _ => "mixed",
    }
}
