//! `build`: charters in, site out.

use jiff::civil::Date;
use serde::Serialize;

use super::terminal::{Watch, count, print, print_json, report};
use super::{Exit, Format, Shared};
use crate::error::Error;
use crate::extract::learned::Weights;
use crate::project::Project;
use crate::{BuildInput, Built};

/// Build the site of a project: reads every charter, and writes `output/`.
///
/// The site is swapped in whole: a build that fails or is killed leaves the last one as it was.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse build
  charterhouse build --project our-charters --date 2026-11-23 --format json")]
pub(super) struct Arguments {
    /// The day that the site gives as its own [default: today].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    date: Option<Date>,
    /// How the outcome is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let built = once(&project, shared, arguments.date.unwrap_or_else(today))?;
    report(&built.findings);
    match arguments.format {
        Format::Text => print(|out| writeln!(out, "{}", summary(&project, &built)))?,
        Format::Json => {
            print_json(&Report { output: &project.output_folder().to_string_lossy(), built: &built })?
        }
    }
    Ok(if built.findings.is_empty() { Exit::Done } else { Exit::Findings })
}

#[derive(Serialize)]
struct Report<'a> {
    output: &'a str,
    #[serde(flatten)]
    built: &'a Built,
}

/// Builds once, and shows on a terminal how far it is.
pub(super) fn once(project: &Project, shared: &Shared, today: Date) -> Result<Built, Error> {
    let (lexicon, found) = shared.lexicon(project)?;
    let weights = Weights::built_in()?;
    let watch = Watch::new();
    let quality = crate::extract::learned::quality()?;
    let reliability = crate::extract::learned::reliability()?;
    let input = BuildInput {
        lexicon: &lexicon,
        weights: &weights,
        quality: &quality,
        reliability: &reliability,
        today,
    };
    let mut built = crate::build(project, &input, &|progress| watch.see(progress))?;
    built.findings.extend(found);
    built.findings.sort();
    Ok(built)
}

/// What a build made, in one line.
pub(super) fn summary(project: &Project, built: &Built) -> String {
    let output = project.output_folder();
    format!(
        "{}, {}, {} in {}: open {}",
        count(built.charters, "charter"),
        count(built.commitments, "commitment"),
        count(built.pages, "page"),
        output.display(),
        output.join("index.html").display()
    )
}

/// A day as it is written on the command line.
pub(super) fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written as 2026-11-23".to_owned())
}

/// The day on this machine's calendar.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks for the date; everything else is told"
)]
pub(super) fn today() -> Date {
    jiff::Zoned::now().date()
}
