//! `status`: what the keeper of a collection should look at.

use std::io::{self, Write};

use jiff::civil::Date;

use super::layout::wrap;
use super::terminal::{BOLD, Watch, count, print, print_json, report};
use super::{Exit, Format, Shared};
use crate::error::Error;
use crate::extract::learned::Weights;
use crate::model::status::{State, Status};

/// Print how the collection stands: what is stale, away, refused or odd.
///
/// The same stands on the site, on the page "State of the collection". A charter may be in several states.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse status
  charterhouse status --all
  charterhouse status --format json")]
pub(super) struct Arguments {
    /// Name every charter, not the first ten of each state alone.
    #[arg(long)]
    all: bool,
    /// The day to reckon from [default: today].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::build::date)]
    date: Option<Date>,
    /// How the status is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How many charters of a state are named where not all are asked for.
const MOST: usize = 10;

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, found) = shared.lexicon(&project)?;
    let today = arguments.date.unwrap_or_else(super::build::today);
    let watch = Watch::new();
    let weights = Weights::built_in()?;
    let (status, mut findings) =
        crate::status(&project, (&lexicon, &weights), today, &|progress| watch.see(progress))?;
    drop(watch);
    findings.extend(found);
    findings.sort();
    report(&findings);
    match arguments.format {
        Format::Json => print_json(&status)?,
        Format::Text => print(|out| text(out, &status, if arguments.all { usize::MAX } else { MOST }))?,
    }
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}

fn text(out: &mut dyn Write, status: &Status, most: usize) -> io::Result<()> {
    writeln!(out, "{BOLD}{}{BOLD:#} on {}", count(status.charters, "charter"), status.today)?;
    for state in State::ALL {
        writeln!(out, "{:>7}  {}", status.charters_in(state), state.title())?;
    }
    for state in State::ALL {
        let notices = status.of(state);
        if notices.is_empty() {
            continue;
        }
        writeln!(out, "\n{BOLD}{}{BOLD:#}: {}", state.title(), state.remedy())?;
        for notice in notices.iter().take(most) {
            let colon = if notice.said.is_empty() { "" } else { ": " };
            wrap(out, "  ", &format!("{}{colon}{}", notice.charter, notice.said))?;
        }
        if let Some(more) = notices.len().checked_sub(most).filter(|more| *more > 0) {
            writeln!(out, "  and {more} more: --all names them")?;
        }
    }
    Ok(())
}
