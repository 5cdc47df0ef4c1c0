//! `serve`: the site on this machine, kept up to date while somebody writes.

use std::path::PathBuf;

use super::terminal::{fail, note, print, report};
use super::{Exit, Shared, build};
use crate::error::Error;
use crate::project::Project;
use crate::serve::{self, Preview};

/// Build the site, serve it on this machine alone, and build it again when something changes.
///
/// An open page reloads by itself. A build that fails leaves the last good site in place, and says why.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse serve
  charterhouse serve --project our-charters --port 8080")]
pub(super) struct Arguments {
    /// The port on 127.0.0.1; 0 takes any that is free.
    #[arg(long, value_name = "PORT", default_value_t = 8000)]
    port: u16,
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    report_on(&project, shared)?;
    let preview = Preview {
        site: project.output_folder(),
        folder: project.folder().to_owned(),
        inputs: inputs(&project, shared),
        port: arguments.port,
    };
    let ready = |address| print(|out| writeln!(out, "serving http://{address}/ (Ctrl-C ends it)"));
    let again = shared.clone();
    serve::run(&preview, ready, move || {
        // The settings are read anew as well: they may be what has changed.
        match again.project().and_then(|project| report_on(&project, &again)) {
            Ok(()) => true,
            Err(error) => {
                super::report_causes(&error);
                fail(&error);
                note("the last good site is still served");
                false
            }
        }
    })?;
    Ok(Exit::Done)
}

fn report_on(project: &Project, shared: &Shared) -> Result<(), Error> {
    let built = build::once(project, shared, build::today())?;
    report(&built.findings);
    note(build::summary(project, &built));
    Ok(())
}

/// What a build reads.
fn inputs(project: &Project, shared: &Shared) -> Vec<PathBuf> {
    let own = ["charters", "lexicon", "templates", Project::SETTINGS];
    own.iter().map(|name| project.folder().join(name)).chain(shared.lexicon.iter().cloned()).collect()
}
