//! `show`: one charter on the terminal, by topic, for people.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstyle::Style;

use super::extract::Line;
use super::layout::{Styled, wrap, wrap_styled};
use super::nearest::nearest;
use super::terminal::{BOLD, DIM, clean, count, print, print_json_line, report};
use super::{Exit, Format, Shared};
use crate::error::Error;
use crate::extract::learned::Weights;
use crate::lexicon::Lexicon;
use crate::model::charter::Facts;
use crate::model::commitment::{Commitment, Party, Strength, Topic};
use crate::project::Project;
use crate::project::charters;
use crate::project::inputs;
use crate::{Labelled, labelled};

/// Print one charter: what it promises, topic by topic, how firmly, and with which figures.
///
/// A filled mark is a firm promise, a half-filled one is hedged, an open one is at the library's discretion; `you` stands where
/// the user is asked. Words that promise a level without saying which are underlined.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse show public/slough-libraries
  charterhouse show slough --why
  charterhouse show draft.md --format json")]
pub(super) struct Arguments {
    /// A charter's id, a part of it that no other has, or a file.
    #[arg(value_name = "CHARTER")]
    charter: String,
    /// Add the rules and words that decided each label.
    #[arg(long)]
    why: bool,
    /// How the charter is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, mut findings) = shared.lexicon(&project)?;
    let path = found(&project, &arguments.charter)?;
    let (inputs, found) = inputs::files(&[path])?;
    findings.extend(found);
    let Some(input) = inputs.first() else {
        return Err(Error::Usage(format!("`{}` is no file", arguments.charter)));
    };
    let bytes = input
        .bytes()
        .map_err(|finding| Error::Usage(finding.to_string()))?;
    let labelled = labelled(input, &bytes, &lexicon, &Weights::built_in()?);
    findings.extend(labelled.findings.iter().cloned());
    report(&findings);
    match arguments.format {
        Format::Json => print_json_line(&Line::of(&input.path, &labelled))?,
        Format::Text => print(|out| page(out, &labelled, &lexicon, arguments.why))?,
    }
    Ok(if findings.is_empty() {
        Exit::Done
    } else {
        Exit::Findings
    })
}

/// The file of the charter that the user has in mind.
fn found(project: &Project, asked: &str) -> Result<PathBuf, Error> {
    let path = Path::new(asked);
    if path.is_file() {
        return Ok(path.to_owned());
    }
    let (files, _) = charters::files(project)?;
    if let Some(file) = files
        .iter()
        .find(|file| file.id.as_str() == asked || file.path == asked)
    {
        return Ok(file.file().to_owned());
    }
    let part = asked.to_lowercase();
    let matches: Vec<_> = files
        .iter()
        .filter(|file| file.id.as_str().contains(&part))
        .collect();
    match matches.as_slice() {
        [one] => Ok(one.file().to_owned()),
        [] => {
            let help = nearest(asked, files.iter().map(|file| file.id.as_str()));
            Err(Error::Usage(format!(
                "no charter and no file is called `{asked}`\n  help: {help}"
            )))
        }
        several => {
            let mut names: Vec<String> = several
                .iter()
                .take(8)
                .map(|file| format!("`{}`", file.id))
                .collect();
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

fn page(out: &mut dyn Write, labelled: &Labelled, lexicon: &Lexicon, why: bool) -> io::Result<()> {
    head(out, labelled)?;
    let commitments = &labelled.extraction.commitments;
    for topic in Topic::ALL {
        let on_topic: Vec<&Commitment> = commitments
            .iter()
            .filter(|commitment| commitment.topic == *topic)
            .collect();
        if on_topic.is_empty() {
            continue;
        }
        let name = lexicon
            .topics()
            .get(topic)
            .map_or(topic.id(), |text| text.name.as_str());
        writeln!(out, "\n{BOLD}{}{BOLD:#}", clean(name))?;
        for commitment in on_topic {
            one(out, commitment)?;
            if why {
                because(out, commitment)?;
            }
        }
    }
    Ok(())
}

/// Whose charter it is, and how much it promises.
fn head(out: &mut dyn Write, labelled: &Labelled) -> io::Result<()> {
    match &labelled.facts {
        None => writeln!(out, "{BOLD}{}{BOLD:#}", clean(&labelled.charter))?,
        Some(Facts {
            name,
            kind,
            country,
            region,
            title,
            url,
            retrieved,
            basis,
            language,
        }) => {
            writeln!(out, "{BOLD}{}{BOLD:#}", clean(name))?;
            wrap(out, "", title)?;
            let place = region.as_ref().unwrap_or(country);
            wrap(
                out,
                "",
                &format!(
                    "{kind} library, {place}; {} in {language}, read on {retrieved}",
                    basis.id()
                ),
            )?;
            writeln!(out, "{}", clean(url))?;
        }
    }
    let extraction = &labelled.extraction;
    let figures = extraction
        .commitments
        .iter()
        .filter(|commitment| !commitment.measures.is_empty())
        .count();
    writeln!(
        out,
        "{}, {figures} with a figure; {} besides",
        count(extraction.commitments.len(), "commitment"),
        count(extraction.other.len(), "other unit")
    )
}

fn one(out: &mut dyn Write, commitment: &Commitment) -> io::Result<()> {
    let mark = match commitment.strength {
        Strength::Firm => "●",
        Strength::Qualified => "◐",
        Strength::Discretionary => "○",
    };
    let margin = format!("  {mark} {:<14}", commitment.strength.id());
    wrap_styled(out, &margin, &vague_underlined(commitment))?;
    let mut notes = Vec::new();
    if commitment.party == Party::User {
        notes.push("asked of you".to_owned());
    }
    notes.extend(
        commitment
            .measures
            .iter()
            .map(crate::model::measure::Measure::short),
    );
    if !commitment.channels.is_empty() {
        notes.push(format!(
            "by {}",
            ids(&commitment.channels, |channel| channel.id())
        ));
    }
    if !commitment.also.is_empty() {
        notes.push(format!("also {}", ids(&commitment.also, |topic| topic.id())));
    }
    if !commitment.section.is_empty() {
        notes.push(format!("under \"{}\"", commitment.section));
    }
    if notes.is_empty() {
        Ok(())
    } else {
        dim(out, &notes.join(" · "))
    }
}

fn because(out: &mut dyn Write, commitment: &Commitment) -> io::Result<()> {
    for because in &commitment.because {
        dim(
            out,
            &format!(
                "{} because of {} \"{}\"",
                because.label, because.rule, because.words
            ),
        )?;
    }
    Ok(())
}

/// A line under a commitment's text.
fn dim(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let words: Vec<Styled<'_>> = text.split_whitespace().map(|word| (word, DIM)).collect();
    wrap_styled(out, &" ".repeat(18), &words)
}

fn ids<T: Copy>(labels: &[T], id: impl Fn(T) -> &'static str) -> String {
    labels
        .iter()
        .map(|label| id(*label))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The words of a commitment, its vague ones underlined.
fn vague_underlined(commitment: &Commitment) -> Vec<Styled<'_>> {
    let text = commitment.text.as_str();
    let vague: Vec<_> = commitment
        .vague
        .iter()
        .flat_map(|words| {
            text.match_indices(words.as_str())
                .map(|(start, found)| start..start + found.len())
        })
        .collect();
    let mut at = 0;
    text.split_inclusive(char::is_whitespace)
        .filter_map(|piece| {
            let (start, end) = (at, at + piece.len());
            at = end;
            let marked = vague.iter().any(|range| range.start < end && start < range.end);
            let style = if marked {
                Style::new().underline()
            } else {
                Style::new()
            };
            let word = piece.trim();
            (!word.is_empty()).then_some((word, style))
        })
        .collect()
}
