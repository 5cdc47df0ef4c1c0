//! `fetch`: charters brought up to date.

use jiff::Timestamp;

use super::show::one_of;
use super::terminal::{Watch, count, print, print_json, report};
use super::{Exit, Format, Shared};
use crate::Progress;
use crate::collect::address::Reach;
use crate::error::Error;
use crate::keep::{self, Done, Fetched};
use crate::project::charters;
use crate::read::Words;

/// Bring charters up to date: fetch their pages with manners, and keep every capture.
///
/// One request at a time is made to a host, with a pause between two; hosts are asked side by side. What robots.txt does not
/// permit is not fetched. A page that is no charter, such as an error or a login, never takes the place of a good capture.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse fetch
  charterhouse fetch public/slough-libraries --again")]
pub(super) struct Arguments {
    /// A charter's id, or a part of it that no other has [default: all charters].
    #[arg(value_name = "CHARTER")]
    charters: Vec<String>,
    /// Ask even where the server said that what is kept stays fresh.
    #[arg(long)]
    again: bool,
    /// Ask machines too that only this one can reach: the one of an address, or all.
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, require_equals = true, default_missing_value = "all", value_parser = reach)]
    allow_private: Option<Reach>,
    /// How the outcome is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, mut findings) = shared.lexicon(&project)?;
    let manners = keep::manners(&project, arguments.allow_private.unwrap_or(Reach::Public), now)?;
    let (mut files, found) = charters::files(&project)?;
    if arguments.charters.is_empty() {
        findings.extend(found);
    } else {
        let mut named = Vec::new();
        for asked in &arguments.charters {
            named.push(one_of(&files, asked)?.clone());
        }
        named.sort_by(|a, b| a.id.cmp(&b.id));
        named.dedup_by(|a, b| a.id == b.id);
        files = named;
    }
    let watch = Watch::new();
    watch.see(Progress::Charters(files.len()));
    let mut fetched = keep::fetch(files, &manners, &Words::new(&lexicon), arguments.again, &|_, _| {
        watch.see(Progress::Charter)
    })?;
    drop(watch);
    fetched.findings.extend(findings);
    outcome(&fetched, arguments.format)
}

/// Prints what was done.
pub(super) fn outcome(fetched: &Fetched, format: Format) -> Result<Exit, Error> {
    report(&fetched.findings);
    match format {
        Format::Json => print_json(fetched)?,
        Format::Text => print(|out| {
            let all =
                [Done::Captured, Done::Unchanged, Done::Fresh, Done::Unusable, Done::Refused, Done::Failed];
            let parts: Vec<String> = all
                .into_iter()
                .filter_map(|done| {
                    let number = fetched.charters.iter().filter(|(_, what)| *what == done).count();
                    (number > 0).then(|| format!("{number} {}", done.id()))
                })
                .collect();
            let parts = if parts.is_empty() { "nothing to do".to_owned() } else { parts.join(", ") };
            writeln!(out, "{}: {parts}", count(fetched.charters.len(), "charter"))
        })?,
    }
    Ok(if fetched.findings.is_empty() { Exit::Done } else { Exit::Findings })
}

/// The machines that `--allow-private` speaks of.
pub(super) fn reach(said: &str) -> Result<Reach, String> {
    if said == "all" {
        return Ok(Reach::Private);
    }
    said.parse().map(Reach::Also).map_err(|_| "expected an address such as 10.0.0.5, or `all`".to_owned())
}

/// The moment on this machine's clock.
#[expect(clippy::disallowed_methods, reason = "a capture is of the moment at which it was made")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}
