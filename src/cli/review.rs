//! `review`: a person looks over the unsure labels of a charter, one unit after the other; each answer is written at once.

use std::io::{self, BufRead};

use super::terminal::{note, print, quoted, report};
use super::{Exit, Shared};
use crate::error::Error;
use crate::extract::learned::Weights;
use crate::model::commitment::Commitment;
use crate::model::corrections::Correction;
use crate::project::corrections::{Answer, Sheet};
use crate::project::inputs;
use crate::read::Words;
use crate::{Labelled, labelled, usable};

mod change;
mod question;

use question::{Reply, ask, reply};

/// Look over the unsure labels of a charter, and say what is right.
///
/// Asks about one unit after the other, in the order of the charter: accept what the machine says, change a label, say that it
/// is no commitment, skip it, go back, or quit. Answers are lines, so that they can also be piped in. Each is written at once to
/// `<slug>.labels.json` beside the charter, where it wins over the machine; the next run goes on where this one ended.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse review public/slough-libraries
  charterhouse review slough --all

Answers:
  Enter          what is shown is right: the next unit
  topic=hours    change a label; so with party, strength, also, channels, measures, vague
  topic=?        list what a label may say
  n              it is no commitment
  y              it is one, with the labels that are shown
  s, b, q, ?     skip, back, quit, help")]
pub(super) struct Arguments {
    /// A charter's id, a part of it that no other has, or a file.
    #[arg(value_name = "CHARTER")]
    charter: String,
    /// Ask about every commitment that nobody has decided about, not the unsure ones alone.
    #[arg(long)]
    all: bool,
}

/// A unit that is asked about.
pub(super) struct Question {
    /// The unit with its labels as they are now.
    commitment: Commitment,
    /// Whether it is a commitment as things are now.
    promises: bool,
    /// How sure the machine is that it is none, where it says so.
    none: f32,
    /// What was answered in this run.
    answer: Option<Answer>,
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, mut findings) = shared.lexicon(&project)?;
    let path = super::show::found(&project, &arguments.charter)?;
    let (inputs, found) = inputs::files(&[path])?;
    findings.extend(found);
    let Some((input, file)) = inputs.first().and_then(|input| Some((input, input.file()?))) else {
        return Err(Error::Usage(format!("`{}` is no file", arguments.charter)));
    };
    let bytes = input.bytes().map_err(|finding| Error::Usage(finding.to_string()))?;
    let (decided, unusable) = usable(input.corrections());
    if let Some(finding) = unusable {
        return Err(Error::Usage(finding.to_string()));
    }
    let words = Words::new(&lexicon);
    let kept = crate::keep::kept::kept_beside(file, None);
    let labelled =
        labelled(input, (&bytes, decided.as_ref(), &kept), &words, &lexicon, &Weights::built_in()?);
    findings.extend(labelled.findings.iter().cloned());
    report(&findings);
    if labelled.refused {
        return Ok(Exit::Findings);
    }
    let mut sheet = Sheet::open(file, &labelled.charter)?;
    let mut questions = questions(&labelled, arguments.all);
    if questions.is_empty() {
        note("there is nothing to look at: no label is unsure that nobody has decided about");
    } else {
        let shown = quoted(sheet.file());
        walk(&mut questions, &mut sheet, &mut io::stdin().lock())?;
        let answered = questions.iter().filter(|question| question.answer.is_some()).count();
        note(format!("{answered} of {} answered, in {shown}", questions.len()));
    }
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}

/// What is to be asked, in the order of the charter.
fn questions(labelled: &Labelled, all: bool) -> Vec<Question> {
    let extraction = &labelled.extraction;
    let open = |one: &&Commitment| !one.reviewed && (all || !one.unsure().is_empty());
    let commitments = extraction.commitments.iter().filter(open).map(|one| Question {
        commitment: one.clone(),
        promises: true,
        none: 0.0,
        answer: None,
    });
    let others = extraction.doubts.iter().map(|doubt| Question {
        commitment: doubt.commitment.clone(),
        promises: false,
        none: extraction.other_confidence.get(doubt.other).copied().unwrap_or_default(),
        answer: None,
    });
    let mut questions: Vec<Question> = commitments.chain(others).collect();
    questions.sort_by_key(|question| question.commitment.place);
    questions
}

/// Asks all questions, until they or the answers end.
fn walk(questions: &mut [Question], sheet: &mut Sheet, answers: &mut impl BufRead) -> Result<(), Error> {
    let of = questions.len();
    let mut at = 0;
    let mut show = true;
    while let Some(question) = questions.get_mut(at) {
        if show {
            print(|out| ask(out, question, at + 1, of))?;
        }
        print(|out| write!(out, "> "))?;
        let Some(line) = line(answers)? else {
            print(|out| writeln!(out))?;
            break;
        };
        show = true;
        match reply(&line, &mut question.commitment) {
            Reply::Accept if question.promises => at = decided(question, sheet, at + 1)?,
            Reply::Accept | Reply::NoCommitment => {
                question.promises = false;
                at = decided(question, sheet, at + 1)?;
            }
            Reply::Promises => {
                question.promises = true;
                at = decided(question, sheet, at + 1)?;
            }
            Reply::Changed => {
                question.promises = true;
                at = decided(question, sheet, at)?;
            }
            Reply::Skip => at += 1,
            Reply::Back => at = at.saturating_sub(1),
            Reply::Quit => break,
            Reply::Say(text) => {
                show = false;
                print(|out| writeln!(out, "{text}"))?;
            }
        }
    }
    Ok(())
}

/// Writes an answer, in the place of an earlier one to the same question; gives the next question back.
fn decided(question: &mut Question, sheet: &mut Sheet, next: usize) -> Result<usize, Error> {
    let answer = if question.promises {
        Answer::Commitment(Correction::of(&question.commitment))
    } else {
        Answer::Other(question.commitment.text.clone())
    };
    if question.answer.as_ref() != Some(&answer) {
        sheet.put(&answer, question.answer.as_ref())?;
        question.answer = Some(answer);
    }
    Ok(next)
}

/// The longest answer that is read: nobody types more, and a stream without lines must not fill the memory.
const LONGEST: u64 = 64 << 10;

/// The next line of the answers; `None` at their end.
fn line(answers: &mut impl BufRead) -> Result<Option<String>, Error> {
    let mut bytes = Vec::new();
    let mut limited = io::Read::take(&mut *answers, LONGEST);
    let read = limited.read_until(b'\n', &mut bytes);
    let read = read.map_err(|source| Error::Read { path: "stdin".into(), source })?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).trim().to_owned()))
}
