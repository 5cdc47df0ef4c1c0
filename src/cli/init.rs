//! `init`: a folder that builds at once.

use std::path::PathBuf;

use super::Exit;
use super::terminal::{print, quoted};
use crate::error::Error;
use crate::project::starter;

/// Make a new project that builds at once, with one made-up charter to begin from.
///
/// Nothing that is there already is changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse init our-charters
  charterhouse build --project our-charters")]
pub(super) struct Arguments {
    /// The folder; made if it is not there.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Error> {
    let made = starter::start(&arguments.folder)?;
    print(|out| {
        for path in &made {
            writeln!(out, "made {}", path.display())?;
        }
        writeln!(out, "next: charterhouse build --project {}", quoted(&arguments.folder))
    })?;
    Ok(Exit::Done)
}
