//! `worksheet`: sheets for a class, each a file to print.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use super::build::{date, today};
use super::terminal::{Watch, print, report};
use super::{Exit, Shared};
use crate::BuildInput;
use crate::error::Error;
use crate::extract::learned::Weights;
use crate::handout::{Wanted, worksheets};
use crate::model::charter::Kind;
use crate::model::worksheet::Sheet;
use crate::project::disk;
use crate::render::Choice;

/// Make worksheets for a class to print, with keys, filled with real commitments.
///
/// Each sheet and each key is a file that stands alone: it opens in any browser, needs no site and no network, and fits A4 and Letter. The same charters,
/// choice and seed make the same sheets; another seed draws other items. Without a name, all sheets are made. A file of the
/// same name in the folder is replaced.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse worksheet
  charterhouse worksheet classify rank --kind school,public --country GB --seed 7 --out monday")]
pub(super) struct Arguments {
    /// Which sheets [default: all].
    #[arg(value_name = "NAME", value_parser = sheet())]
    sheets: Vec<Sheet>,
    /// Only charters of these kinds of library; may be given again.
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind())]
    kind: Vec<Kind>,
    /// Only charters from these countries, by their two letters; may be given again.
    #[arg(long, value_name = "COUNTRY", value_delimiter = ',')]
    country: Vec<String>,
    /// The number that items are drawn by [default: the settings' own, or 1].
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// The folder for the files; made if it is not there.
    #[arg(long, value_name = "DIR", default_value = "worksheets")]
    out: PathBuf,
    /// The day that the sheets give as their own [default: today].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    date: Option<Date>,
}

fn sheet() -> impl TypedValueParser<Value = Sheet> {
    PossibleValuesParser::new(Sheet::ALL.map(Sheet::id))
        .try_map(|id| Sheet::from_id(&id).ok_or("there is no such sheet"))
}

fn kind() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::id))
        .try_map(|id| Kind::from_id(&id).ok_or("there is no such kind"))
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, mut findings) = shared.lexicon(&project)?;
    let weights = Weights::built_in()?;
    let input = BuildInput {
        lexicon: &lexicon,
        weights: &weights,
        quality: &[],
        reliability: &[],
        today: arguments.date.unwrap_or_else(today),
    };
    let watch = Watch::new();
    let (pages, found) = worksheets(&project, &input, &wanted(arguments), &|progress| watch.see(progress))?;
    drop(watch);
    disk::folder(&arguments.out)?;
    for page in &pages {
        disk::replace(&arguments.out.join(&page.path), &page.content)?;
    }
    findings.extend(found);
    findings.sort();
    report(&findings);
    print(|out| {
        pages.iter().try_for_each(|page| writeln!(out, "made {}", arguments.out.join(&page.path).display()))
    })?;
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}

/// What the arguments ask for: each sheet, kind and country once.
fn wanted(arguments: &Arguments) -> Wanted {
    let wants = |sheet: &Sheet| arguments.sheets.is_empty() || arguments.sheets.contains(sheet);
    let mut countries: Vec<String> = arguments
        .country
        .iter()
        .map(|code| code.trim().to_uppercase())
        .filter(|code| !code.is_empty())
        .collect();
    countries.sort();
    countries.dedup();
    Wanted {
        sheets: Sheet::ALL.into_iter().filter(wants).collect(),
        choice: Choice {
            kinds: Kind::ALL.into_iter().filter(|kind| arguments.kind.contains(kind)).collect(),
            countries,
        },
        seed: arguments.seed,
    }
}
