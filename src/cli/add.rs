//! `add`: a new charter from an address.

use super::fetch::{now, reach};
use super::terminal::{print, report};
use super::{Exit, Shared};
use crate::collect::address::Reach;
use crate::error::Error;
use crate::keep;
use crate::keep::add::New;
use crate::model::charter::Kind;
use crate::read::Words;

/// Add a charter by its address: fetch its page, and write its file.
///
/// The file gets the name, title, language and country that the page gives; look at it, for a page is often vague about its library.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse add https://library.example/charter --kind public --country GB")]
pub(super) struct Arguments {
    /// Where the charter is.
    #[arg(value_name = "URL")]
    url: String,
    /// Whose it is: school, university, public, national, state or special.
    #[arg(long, value_parser = kind)]
    kind: Kind,
    /// The library's name [default: what the page's site is called].
    #[arg(long)]
    name: Option<String>,
    /// The country, in two capital letters [default: that of the page or its address].
    #[arg(long)]
    country: Option<String>,
    /// What the file is called [default: the name].
    #[arg(long)]
    slug: Option<String>,
    /// Ask machines too that only this one can reach: the one of an address, or all.
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, require_equals = true, default_missing_value = "all", value_parser = reach)]
    allow_private: Option<Reach>,
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::from_id(text).ok_or_else(|| format!("one of {}", Kind::ALL.map(Kind::id).join(", ")))
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, findings) = shared.lexicon(&project)?;
    let manners = keep::manners(&project, arguments.allow_private.unwrap_or(Reach::Public), now)?;
    let new = New {
        url: arguments.url.clone(),
        kind: arguments.kind,
        name: arguments.name.clone(),
        country: arguments.country.clone(),
        slug: arguments.slug.clone(),
    };
    let id = keep::add::add(&project, &new, &manners, &Words::new(&lexicon))?;
    report(&findings);
    print(|out| writeln!(out, "added {id}: look at charters/{id}.md, and at `charterhouse show {id}`"))?;
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}
