//! `show`: one charter on the terminal, by topic, for people.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::extract::Line;
use super::nearest::nearest;
use super::terminal::{print, print_json, print_json_line, report};
use super::{Exit, Format, Shared};
use crate::error::Error;
use crate::extract::learned::Weights;
use crate::project::Project;
use crate::project::charters::{self, CharterFile};
use crate::project::inputs;
use crate::{Labelled, labelled, usable};

pub(super) mod page;
pub(super) mod unsure;

use page::page;

/// Print one charter: what it promises, topic by topic, how firmly, and with which figures.
///
/// A filled mark is a firm promise, a half-filled one is hedged, an open one is at the library's discretion; `you` stands where
/// the user is asked. Words that promise a level without saying which are underlined. `?` marks labels that are unsure, and `✓`
/// what a person has reviewed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse show public/slough-libraries
  charterhouse show slough --why
  charterhouse show slough --unsure
  charterhouse show draft.md --format json")]
pub(super) struct Arguments {
    /// A charter's id, a part of it that no other has, or a file.
    #[arg(value_name = "CHARTER")]
    charter: String,
    /// Read it as it was on that day, or at that moment: from the newest capture that is no later.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = until)]
    capture: Option<Timestamp>,
    /// Add the rules and words that decided each label.
    #[arg(long)]
    why: bool,
    /// List only what has an unsure label, the least sure first, for review.
    #[arg(long)]
    unsure: bool,
    /// How the charter is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The last moment of a day, as the world's clock has it, or the moment that is given, as in `2026-11-23T10:15:00Z`.
fn until(text: &str) -> Result<Timestamp, String> {
    let end = |day: Date| {
        let next = day.tomorrow().and_then(|next| next.to_zoned(TimeZone::UTC));
        next.map(|next| next.timestamp() - SignedDuration::from_nanos(1)).ok()
    };
    text.parse()
        .ok()
        .or_else(|| text.parse().ok().and_then(end))
        .ok_or_else(|| "a day is written as 2026-11-23, a moment as 2026-11-23T10:15:00Z".to_owned())
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, mut findings) = shared.lexicon(&project)?;
    let path = found(&project, &arguments.charter)?;
    let kept = crate::keep::kept::kept_beside(&path, arguments.capture);
    if let Some(until) = arguments.capture
        && !kept.captures.iter().any(|capture| capture.date <= until)
    {
        let all: Vec<String> = kept.captures.iter().map(|capture| capture.date.to_string()).collect();
        let help =
            if all.is_empty() { "it has none".to_owned() } else { format!("it has {}", all.join(", ")) };
        return Err(Error::Usage(format!(
            "there is no capture of `{}` by {until}\n  help: {help}",
            arguments.charter
        )));
    }
    let (inputs, found) = inputs::files(&[path])?;
    findings.extend(found);
    let Some(input) = inputs.first() else {
        return Err(Error::Usage(format!("`{}` is no file", arguments.charter)));
    };
    let bytes = input.bytes().map_err(|finding| Error::Usage(finding.to_string()))?;
    let (decided, unusable) = usable(input.corrections());
    findings.extend(unusable);
    let words = crate::read::Words::new(&lexicon);
    let labelled =
        labelled(input, (&bytes, decided.as_ref(), &kept), &words, &lexicon, &Weights::built_in()?);
    findings.extend(labelled.findings.iter().cloned());
    report(&findings);
    if labelled.refused {
        return Ok(Exit::Findings);
    }
    match arguments.format {
        Format::Json if arguments.unsure => {
            let Labelled { charter, .. } = &labelled;
            let unsure = unsure::unsure(&labelled);
            print_json(&serde_json::json!({ "charter": charter, "path": &input.path, "unsure": unsure }))?;
        }
        Format::Text if arguments.unsure => {
            print(|out| unsure::page(out, &labelled, &arguments.charter, arguments.why))?
        }
        Format::Json => print_json_line(&Line::of(&input.path, &labelled))?,
        Format::Text => print(|out| page(out, &labelled, &lexicon, arguments.why))?,
    }
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}

/// The file of the charter that the user has in mind.
pub(super) fn found(project: &Project, asked: &str) -> Result<PathBuf, Error> {
    let path = Path::new(asked);
    if path.is_file() {
        return Ok(path.to_owned());
    }
    let (files, _) = charters::files(project)?;
    one_of(&files, asked).map(|file| file.file().to_owned())
}

/// The charter that the user has in mind: by its id, its path, or a part that no other has.
pub(super) fn one_of<'files>(
    files: &'files [CharterFile],
    asked: &str,
) -> Result<&'files CharterFile, Error> {
    if let Some(file) = files.iter().find(|file| file.id.as_str() == asked || file.path == asked) {
        return Ok(file);
    }
    let part = asked.to_lowercase();
    let matches: Vec<_> = files.iter().filter(|file| file.id.as_str().contains(&part)).collect();
    match matches.as_slice() {
        [one] => Ok(one),
        [] => {
            let help = nearest(asked, files.iter().map(|file| file.id.as_str()));
            Err(Error::Usage(format!("no charter and no file is called `{asked}`\n  help: {help}")))
        }
        several => {
            let mut names: Vec<String> =
                several.iter().take(8).map(|file| format!("`{}`", file.id)).collect();
            if several.len() > names.len() {
                names.push(format!("{} more", several.len() - names.len()));
            }
            let number = several.len();
            Err(Error::Usage(format!(
                "{number} charters have `{asked}` in their name\n  help: one of {}",
                names.join(", ")
            )))
        }
    }
}
