//! The command line: the arguments of all verbs, and what becomes of an error. Each verb is one file that knows no rules of
//! the domain; a new one is its file, a line in `Verb`, and a line in `act`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::error::Error;
use crate::finding::Finding;
use crate::lexicon::Lexicon;
use crate::project::Project;

mod build;
mod serve;
mod extract;
mod show;
mod review;
mod worksheet;
mod lexicon;
mod eval;
mod train;
mod unpack;
mod init;
mod add;
mod fetch;
mod import;
mod changes;
mod status;
mod terminal;
mod layout;
mod nearest;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All was done: 0.
    Done,
    /// All was done, and there is something to look at: 1.
    Findings,
    /// It could not be done, for an argument or a file that is wrong: 2.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        })
    }
}

/// Reads the customer service charters of libraries, compares what they promise, and makes a site of it.
#[derive(Debug, Parser)]
#[command(name = "charterhouse", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Arguments {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    verb: Verb,
}

const AFTER_HELP: &str = "\
Example:
  charterhouse init our-charters
  charterhouse build --project our-charters

Exit status: 0 done, 1 done with findings to look at, 2 could not be done.";

/// What every verb takes.
#[derive(Clone, Debug, Args)]
struct Shared {
    /// The project's folder, with `charters/` in it.
    #[arg(long, global = true, value_name = "DIR", default_value = ".", help_heading = "Project")]
    project: PathBuf,
    /// A folder of rule files to lay over all others; may be given again, and the last one wins.
    #[arg(long, global = true, value_name = "DIR", help_heading = "Project")]
    lexicon: Vec<PathBuf>,
}

impl Shared {
    fn project(&self) -> Result<Project, Error> {
        Project::open(&self.project)
    }

    fn lexicon(&self, project: &Project) -> Result<(Lexicon, Vec<Finding>), Error> {
        project.lexicon(&self.lexicon)
    }
}

/// What can be done, in the order in which a newcomer does it.
#[derive(Debug, Subcommand)]
enum Verb {
    Init(init::Arguments),
    Add(add::Arguments),
    Fetch(fetch::Arguments),
    Import(import::Arguments),
    Changes(changes::Arguments),
    Status(status::Arguments),
    Build(build::Arguments),
    Serve(serve::Arguments),
    Show(show::Arguments),
    Review(review::Arguments),
    Worksheet(worksheet::Arguments),
    Extract(extract::Arguments),
    Lexicon(lexicon::Arguments),
    Eval(eval::Arguments),
    Train(train::Arguments),
    #[command(hide = true)]
    Unpack,
}

fn act(verb: Verb, shared: &Shared) -> Result<Exit, Error> {
    match verb {
        Verb::Init(arguments) => init::run(&arguments),
        Verb::Add(arguments) => add::run(&arguments, shared),
        Verb::Fetch(arguments) => fetch::run(&arguments, shared),
        Verb::Import(arguments) => import::run(&arguments, shared),
        Verb::Changes(arguments) => changes::run(&arguments, shared),
        Verb::Status(arguments) => status::run(&arguments, shared),
        Verb::Build(arguments) => build::run(&arguments, shared),
        Verb::Serve(arguments) => serve::run(&arguments, shared),
        Verb::Show(arguments) => show::run(&arguments, shared),
        Verb::Review(arguments) => review::run(&arguments, shared),
        Verb::Worksheet(arguments) => worksheet::run(&arguments, shared),
        Verb::Extract(arguments) => extract::run(&arguments, shared),
        Verb::Lexicon(arguments) => lexicon::run(&arguments, shared),
        Verb::Eval(arguments) => eval::run(&arguments, shared),
        Verb::Train(arguments) => train::run(&arguments, shared),
        Verb::Unpack => unpack::run(),
    }
}

/// What a verb prints its data as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Does what the arguments ask for; everything is printed already when it returns.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A reader that has gone away (`--help | head`) is no concern of ours.
            let _ = error.print();
            return if error.use_stderr() { Exit::Failed } else { Exit::Done };
        }
    };
    act(arguments.verb, &arguments.shared).unwrap_or_else(|error| {
        report_causes(&error);
        terminal::fail(&error);
        Exit::Failed
    })
}

/// The findings that led to an error.
fn report_causes(error: &Error) {
    if let Error::NoCharters { findings, .. } = error {
        terminal::report(findings);
    }
}
