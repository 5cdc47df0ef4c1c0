//! A unit as `review` shows it, and what a line of answer means.

use std::io::{self, Write};

use super::Question;
use super::change::change;
use crate::cli::layout::wrap;
use crate::cli::show::page::reason;
use crate::cli::terminal::{BOLD, DIM, clean};
use crate::model::commitment::Commitment;
use crate::model::confidence::{Label, UNSURE};

/// What a person answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// What is shown is right.
    Accept,
    /// It is no commitment.
    NoCommitment,
    /// It is one, with the labels that are shown.
    Promises,
    /// A label was changed, and stands in the commitment.
    Changed,
    /// The next one.
    Skip,
    /// The one before.
    Back,
    /// No more.
    Quit,
    /// Something to be said, before the same is asked again.
    Say(String),
}

/// What can be answered.
const HELP: &str = "\
Enter right, go on · topic=hours change a label (party, strength, topic, also, channels, measures, vague; topic=? lists)
n no commitment · y a commitment · s skip · b back · q quit";

/// What a line means; changes the labels where it says so.
pub(super) fn reply(line: &str, commitment: &mut Commitment) -> Reply {
    match line.to_lowercase().as_str() {
        "" | "a" | "accept" => Reply::Accept,
        "n" | "no" => Reply::NoCommitment,
        "y" | "yes" => Reply::Promises,
        "s" | "skip" => Reply::Skip,
        "b" | "back" => Reply::Back,
        "q" | "quit" => Reply::Quit,
        "?" | "h" | "help" => Reply::Say(HELP.to_owned()),
        _ => match line.split_once('=') {
            Some((label, value)) => match change(commitment, label.trim(), value.trim()) {
                Ok(()) => Reply::Changed,
                Err(message) => Reply::Say(message),
            },
            None => Reply::Say(format!("`{}` is no answer\n{HELP}", clean(line))),
        },
    }
}

/// Shows a unit with its labels, the unsure ones marked and with their reasons.
pub(super) fn ask(out: &mut dyn Write, question: &Question, number: usize, of: usize) -> io::Result<()> {
    let commitment = &question.commitment;
    let mut place = format!("{number} of {of}");
    if commitment.place.line > 0 {
        place = format!("{place} · line {}", commitment.place.line);
    }
    if !commitment.section.is_empty() {
        place = format!("{place} · under \"{}\"", clean(&commitment.section));
    }
    writeln!(out, "\n{DIM}{place}{DIM:#}")?;
    if !commitment.lead_in.is_empty() {
        writeln!(out, "{DIM}{}{DIM:#}", clean(&commitment.lead_in))?;
    }
    wrap(out, "  ", &clean(&commitment.text))?;
    if !question.promises {
        let sure = if question.answer.is_some() {
            "you said so".to_owned()
        } else {
            format!("{:.2}", question.none)
        };
        writeln!(out, "{BOLD}?{BOLD:#} commitment  no ({sure}); as one, it would have these labels:")?;
    }
    for label in Label::ALL {
        if label == Label::Commitment && !question.promises {
            continue;
        }
        row(out, commitment, label)?;
        if label == Label::Topic && !commitment.also.is_empty() {
            let also: Vec<&str> = commitment.also.iter().map(|topic| topic.id()).collect();
            writeln!(out, "  {:<11} {}", "also", also.join("; "))?;
        }
    }
    if question.answer.is_some() {
        writeln!(out, "{DIM}answered: Enter goes on{DIM:#}")?;
    }
    if number == 1 {
        writeln!(out, "{DIM}{HELP}{DIM:#}")?;
    }
    Ok(())
}

fn row(out: &mut dyn Write, commitment: &Commitment, label: Label) -> io::Result<()> {
    let sure = commitment.confidence.of(label);
    let unsure = sure < UNSURE;
    let mark = if unsure { "?" } else { " " };
    writeln!(out, "{BOLD}{mark}{BOLD:#} {:<11} {} ({sure:.2})", label.id(), clean(&commitment.says(label)))?;
    if unsure {
        for because in commitment.because.iter().filter(|because| because.is_for(label)) {
            writeln!(out, "              {DIM}{}{DIM:#}", clean(&reason(because)))?;
        }
    }
    Ok(())
}
