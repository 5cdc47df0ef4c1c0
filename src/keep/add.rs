//! A new charter from an address: what its page says of itself becomes the front matter.

use std::path::Path;
use std::sync::Mutex;

use super::{Manners, Outcome, Target, Visit, collect, read, store, warc};
use crate::collect::warc::Exchange;
use crate::error::Error;
use crate::model::capture::Capture;
use crate::model::charter::{CharterId, Kind};
use crate::project::{Project, charters, disk};
use crate::read::Words;

/// What a person says of the charter; the rest is found on its page.
#[derive(Clone, Debug)]
pub struct New {
    /// Where it is.
    pub url: String,
    /// Whose it is.
    pub kind: Kind,
    /// The library's name.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// What the file is called.
    pub slug: Option<String>,
}

/// Fetches a page, writes a charter file for it, and keeps the page beside it. Gives the charter's id.
///
/// # Errors
/// A page that cannot be had or is no charter, a fact that it does not tell, a charter that is there already. Nothing is written then.
pub fn add(project: &Project, new: &New, manners: &Manners, words: &Words) -> Result<CharterId, Error> {
    let usage = |text: String| Error::Usage(text);
    let target = Target { url: new.url.clone(), previous: None, again: true };
    let came: Mutex<Option<Visit>> = Mutex::new(None);
    collect::visits(&[target], manners, &|_, visit| {
        if let Ok(mut came) = came.lock() {
            *came = Some(visit);
        }
    })?;
    let visit = came.into_inner().ok().flatten().ok_or_else(|| usage("nothing came".to_owned()))?;
    if let Outcome::Failed(why) | Outcome::Refused(why) = &visit.outcome {
        return Err(usage(format!("`{}` could not be fetched: {why}", new.url)));
    }
    let last = visit.exchanges.last().ok_or_else(|| usage("nothing came".to_owned()))?;
    let captured = super::kept::captured(&new.url, &last.capture, words);
    if let Some(why) = captured.unusable {
        return Err(usage(format!("`{}` is {why}: nothing was added", new.url)));
    }
    let document = captured.reading.document;
    let about = read::capture::about(&last.capture);
    let title = document.title.clone().unwrap_or_else(|| about.title.clone());
    let name = new.name.clone().or(about.site).unwrap_or_else(|| title.clone());
    let country = new.country.clone().or(about.country).or_else(|| country_of(&last.capture.url));
    let country = country.or(about.region).ok_or_else(|| {
        usage("neither the page nor its address tells the country\n  help: add `--country` and two letters, such as `--country GB`".to_owned())
    })?;
    let slug = new.slug.clone().unwrap_or_else(|| charters::slug_of(&name).chars().take(80).collect());
    let id = CharterId::new(new.kind, slug.trim_matches('-')).ok_or_else(|| {
        usage(format!("`{slug}` cannot be a file's name\n  help: add `--slug` with lower-case letters, digits and hyphens"))
    })?;
    let address = lasting(&visit.exchanges).unwrap_or(&last.capture).url.as_str();
    if new.slug.is_none()
        && let Some(there) = of_address(project, address)
    {
        return Err(usage(format!(
            "`{there}` has this address already\n  help: `charterhouse fetch {there}` brings it up to date; `--slug` adds another charter of it"
        )));
    }
    let day = crate::keep::kept::day_of(&last.capture);
    let text = front_matter(&[
        ("name", &name),
        ("kind", new.kind.id()),
        ("country", &country),
        ("title", if title.is_empty() { &name } else { &title }),
        ("url", address),
        ("retrieved", &day.to_string()),
        ("basis", "capture"),
        ("language", document.language.as_deref().unwrap_or("en")),
    ]);
    let (facts, found) = read::facts("", text.as_bytes());
    if facts.is_none() {
        let why = found.first().map(|finding| finding.message.clone()).unwrap_or_default();
        return Err(usage(format!("the page does not tell what a charter file needs: {why}")));
    }
    write(project, &id, &text, &visit, manners)?;
    Ok(id)
}

/// What an address is for good: where it was moved to by answers that say "for ever", not by those that only lead on for now, as a
/// permanent link does.
fn lasting(exchanges: &[Exchange]) -> Option<&Capture> {
    exchanges.iter().map(|one| &one.capture).find(|capture| !matches!(capture.status, 301 | 308))
}

/// The charter that has an address already.
fn of_address(project: &Project, url: &str) -> Option<CharterId> {
    let (files, _) = charters::files(project).ok()?;
    files.into_iter().find(|file| super::import::address(file).as_deref() == Some(url)).map(|file| file.id)
}

fn write(
    project: &Project,
    id: &CharterId,
    text: &str,
    visit: &Visit,
    manners: &Manners,
) -> Result<(), Error> {
    let file = project.charters_folder().join(format!("{id}.md"));
    let captures = file.with_extension("warc.gz");
    // Captures without their file are what a kill between the two writes below leaves.
    if file.exists() {
        return Err(Error::Usage(format!(
            "`{id}` is there already\n  help: `charterhouse fetch {id}` brings it up to date; `--slug` gives the new one another name"
        )));
    }
    let date = visit.exchanges.first().map(|first| first.capture.date).unwrap_or_default();
    let records = visit.exchanges.iter().map(warc::records).collect::<Vec<_>>().concat();
    let shown = captures.to_string_lossy().into_owned();
    // The page first: a charter file without it would have nothing to show.
    store::append(&captures, &shown, &warc::warcinfo(date, &manners.agent), &records)?;
    super::settled(std::iter::once(captures))?;
    disk::replace(Path::new(&file), text.as_bytes())
}

fn front_matter(facts: &[(&str, &str)]) -> String {
    let mut text = "+++\n".to_owned();
    for (key, value) in facts {
        let value = if *key == "retrieved" {
            (*value).to_owned()
        } else {
            toml::Value::String(one_line(value)).to_string()
        };
        text.push_str(&format!("{key} = {value}\n"));
    }
    text.push_str("+++\n");
    text
}

fn one_line(text: &str) -> String {
    let plain: String =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(200).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The country whose letters an address's host ends in.
fn country_of(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let last = url.domain()?.rsplit('.').next()?.to_ascii_uppercase();
    let code = if last == "UK" { "GB".to_owned() } else { last };
    read::is_country(&code).then_some(code)
}
