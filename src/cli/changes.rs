//! `changes`: what changed from capture to capture, for people and for programs.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use jiff::civil::Date;

use super::layout::{Styled, wrap, wrap_styled};
use super::show::one_of;
use super::terminal::{BOLD, DIM, clean, count, note, print, print_json, report};
use super::{Exit, Format, Shared};
use crate::error::Error;
use crate::extract::learned::Weights;
use crate::keep::history::{By, history};
use crate::model::change::{Change, Difference, History, Mark, Revision};
use crate::project::charters;
use crate::read::Words;

/// Print what changed in charters from capture to capture, the newest first.
///
/// Two captures that follow each other are compared commitment by commitment: what was added, dropped or reworded, which
/// standards bind more or less, what is promised more or less firmly. What only looks different, such as dates, counters,
/// links with a session in them, or another menu, is no change. A charter needs two captures: `fetch` and `import` keep them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse changes
  charterhouse changes public/slough-libraries --since 2026-01-01
  charterhouse changes --format json")]
pub(super) struct Arguments {
    /// A charter's id, or a part of it that no other has [default: all charters].
    #[arg(value_name = "CHARTER")]
    charters: Vec<String>,
    /// Leave out what changed before that day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::build::date)]
    since: Option<Date>,
    /// How the changes are printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, mut findings) = shared.lexicon(&project)?;
    let (mut files, found) = charters::files(&project)?;
    if arguments.charters.is_empty() {
        findings.extend(found);
    } else {
        let asked = arguments.charters.iter().map(|asked| one_of(&files, asked).cloned());
        files = asked.collect::<Result<Vec<_>, _>>()?;
        files.sort_by(|a, b| a.id.cmp(&b.id));
        files.dedup_by(|a, b| a.id == b.id);
    }
    let (words, weights) = (Words::new(&lexicon), Weights::built_in()?);
    let by = By { lexicon: &lexicon, words: &words, weights: &weights };
    let mut histories: Vec<History> = files.iter().filter_map(|file| history(file, by)).collect();
    if let Some(since) = arguments.since {
        for history in &mut histories {
            history.revisions.retain(|revision| day(revision.to) >= since);
        }
    }
    report(&findings);
    match arguments.format {
        Format::Json => print_json(&histories)?,
        Format::Text => {
            print(|out| text(out, &histories))?;
            if histories.iter().all(|history| history.revisions.is_empty()) {
                note(nothing(&histories, files.len()));
            }
        }
    }
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}

fn day(moment: jiff::Timestamp) -> Date {
    moment.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// What to say where nothing changed: whether there was anything to compare.
fn nothing(histories: &[History], charters: usize) -> String {
    let captured = histories.iter().filter(|history| history.newest().is_some()).count();
    let twice = histories.iter().filter(|history| history.captures.len() > 1).count();
    match (captured, twice) {
        (0, _) => format!(
            "no changes: none of {} has a capture yet\n  help: `charterhouse fetch` makes them, `charterhouse import` keeps those that you have",
            count(charters, "charter")
        ),
        (_, 0) => format!("no changes: {} captured once, and none twice yet", count(captured, "charter")),
        _ => format!("no changes in {}", count(captured, "captured charter")),
    }
}

fn text(out: &mut dyn Write, histories: &[History]) -> io::Result<()> {
    let all = histories.iter().flat_map(|history| history.revisions.iter().map(move |one| (history, one)));
    let mut all: Vec<(&History, &Revision)> = all.collect();
    all.sort_by(|a, b| b.1.to.cmp(&a.1.to).then_with(|| a.0.charter.cmp(&b.0.charter)));
    for (number, (history, revision)) in all.into_iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(
            out,
            "{BOLD}{}{BOLD:#}  {}  {DIM}since {}{DIM:#}",
            history.charter,
            day(revision.to),
            day(revision.from)
        )?;
        wrap(out, "  ", &format!("{}; {} as before", revision.said(), revision.same))?;
        for one in &revision.changes {
            writeln!(out)?;
            change(out, one)?;
        }
    }
    Ok(())
}

const GONE: Style = AnsiColor::Red.on_default().strikethrough();
const COME: Style = AnsiColor::Green.on_default().underline();

fn change(out: &mut dyn Write, change: &Change) -> io::Result<()> {
    let what: Vec<String> = change.differences.iter().map(|one| said(change, one)).collect();
    let section = change.commitment().map_or("", |one| one.section.as_str());
    let place = if section.is_empty() { String::new() } else { format!("  {DIM}{}{DIM:#}", clean(section)) };
    writeln!(out, "  {BOLD}{}{BOLD:#}{place}", what.join("; "))?;
    // Marks that are seen without colours too, as in a word's difference of `git`.
    let mut words: Vec<(String, Style)> = Vec::new();
    let mut parted = true;
    for stretch in &change.words {
        let (open, close, style) = match stretch.mark {
            Mark::Same => ("", "", Style::new()),
            Mark::Old => ("[-", "-]", GONE),
            Mark::New => ("{+", "+}", COME),
        };
        let marked = format!("{open}{}{close}", stretch.text.trim());
        let mut those = marked.split_whitespace();
        // A full stop or a sign right behind a word that changed stays with it.
        if stretch.mark == Mark::Same
            && !parted
            && let Some((last, _)) = words.last_mut()
        {
            last.push_str(those.next().unwrap_or_default());
        }
        words.extend(those.map(|word| (word.to_owned(), style)));
        parted = stretch.text.ends_with(char::is_whitespace);
    }
    let words: Vec<Styled<'_>> = words.iter().map(|(word, style)| (word.as_str(), *style)).collect();
    wrap_styled(out, "    ", &words)
}

fn said(change: &Change, difference: &Difference) -> String {
    let details = change.details(difference);
    let colon = if details.is_empty() { "" } else { ": " };
    format!("{}{colon}{details}", difference.what.word())
}
