//! `import`: captures that a person has.

use std::path::PathBuf;

use jiff::civil::Date;

use super::fetch::{now, outcome};
use super::show::one_of;
use super::{Exit, Format, Shared};
use crate::error::Error;
use crate::keep::import::{Brought, import};
use crate::project::{charters, disk};
use crate::read::Words;

/// Keep captures that you have: of a web archive, or a saved page.
///
/// Of a web archive (`.warc`, `.warc.gz`), the captures of your charters' addresses are taken. A saved page, PDF or
/// DOCX needs `--into`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse import old-captures.warc.gz
  charterhouse import saved-page.html --into slough --date 2019-05-01")]
pub(super) struct Arguments {
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The charter that it is of: its id, or a part of it that no other has.
    #[arg(long, value_name = "CHARTER")]
    into: Option<String>,
    /// The day on which a page was saved [default: today].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::build::date)]
    date: Option<Date>,
    /// How the outcome is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The largest file that is taken.
const LARGEST: u64 = 512 << 20;

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, findings) = shared.lexicon(&project)?;
    let (files, _) = charters::files(&project)?;
    let into = arguments.into.as_ref().map(|asked| one_of(&files, asked)).transpose()?;
    let path = arguments.file.to_string_lossy();
    let bytes = disk::bytes(&arguments.file, LARGEST)
        .map_err(|trouble| Error::Usage(format!("`{path}` cannot be read: {trouble}")))?;
    let midnight = |date: Date| date.to_zoned(jiff::tz::TimeZone::UTC).map(|day| day.timestamp());
    let date = arguments.date.and_then(|date| midnight(date).ok()).unwrap_or_else(now);
    let date = jiff::Timestamp::from_second(date.as_second()).unwrap_or(date);
    let mut fetched =
        import(&files, &Brought { path: &path, bytes: &bytes, into, date }, &Words::new(&lexicon))?;
    fetched.findings.extend(findings);
    outcome(&fetched, arguments.format)
}
