//! What people see: text from outside made safe, findings and errors on stderr, progress where somebody watches.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

use crate::Progress;
use crate::error::Error;
use crate::finding::Finding;

/// How an error begins.
pub(super) const RED: Style = AnsiColor::Red.on_default().bold();
/// How a finding's place is shown, and what is less important.
pub(super) const DIM: Style = Style::new().dimmed();
/// How what matters most is shown.
pub(super) const BOLD: Style = Style::new().bold();

/// The text without anything that steers a terminal: control characters, and signs that turn the direction of writing.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let steers = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.chars().any(steers) {
        Cow::Owned(text.chars().map(|letter| if steers(letter) { '\u{fffd}' } else { letter }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The same for a text of several lines, which stay.
fn clean_lines(text: &str) -> String {
    text.split('\n').map(|line| clean(line.trim_end_matches('\r'))).collect::<Vec<_>>().join("\n")
}

/// Writes to stdout, with colours where it is a terminal that wants them. A reader that has gone away ends it without a word.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut out = BufWriter::new(anstream::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Write { path: PathBuf::from("stdout"), source: error })
        }
        _ => Ok(()),
    }
}

/// The same, for a value as JSON.
pub(super) fn print_json(value: &impl serde::Serialize) -> Result<(), Error> {
    print(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        writeln!(out)
    })
}

/// The same in one line.
pub(super) fn print_json_line(value: &impl serde::Serialize) -> Result<(), Error> {
    print(|out| {
        serde_json::to_writer(&mut *out, value)?;
        writeln!(out)
    })
}

/// Writes findings to stderr.
pub(super) fn report(findings: &[Finding]) {
    let mut err = BufWriter::new(anstream::stderr().lock());
    for Finding { path, place, code, message, help } in findings {
        let line = if place.line > 0 { format!(":{}", place.line) } else { String::new() };
        let said = clean(message);
        // Nobody is left to tell when stderr is gone.
        let _ = writeln!(err, "{BOLD}{}{line}{BOLD:#}: {code}: {said}", clean(path));
        if !help.is_empty() {
            let _ = writeln!(err, "  {DIM}help:{DIM:#} {}", clean(help));
        }
    }
    let _ = err.flush();
}

/// Writes to stderr what stopped the run.
pub(super) fn fail(error: &Error) {
    let _ = writeln!(anstream::stderr(), "{RED}error:{RED:#} {}", clean_lines(&error.to_string()));
}

/// Writes a line to stderr.
pub(super) fn note(text: impl Display) {
    let _ = writeln!(anstream::stderr(), "{}", clean_lines(&text.to_string()));
}

/// A path as it can be typed into a shell.
pub(super) fn quoted(path: &std::path::Path) -> String {
    let path = path.to_string_lossy();
    let plain = |letter: char| letter.is_alphanumeric() || "-_./".contains(letter);
    if path.chars().all(plain) {
        path.into_owned()
    } else {
        format!("'{}'", clean(&path.replace('\'', "'\\''")))
    }
}

/// A number with its thousands apart, and what is counted: "1 charter", "1,255 commitments".
pub(super) fn count(number: usize, one: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {one}{}", if number == 1 { "" } else { "s" })
}

/// Shows how far a build is, where stderr is a terminal.
pub(super) struct Watch(ProgressBar);

impl Watch {
    /// Shows nothing.
    pub(super) fn hidden() -> Self {
        Self(ProgressBar::hidden())
    }

    pub(super) fn new() -> Self {
        if !io::stderr().is_terminal() {
            return Self::hidden();
        }
        let bar = ProgressBar::no_length();
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    pub(super) fn see(&self, progress: Progress) {
        match progress {
            Progress::Charters(number) => {
                self.0.set_length(u64::try_from(number).unwrap_or(u64::MAX));
                self.0.set_message("reading charters");
            }
            Progress::Charter => self.0.inc(1),
            Progress::Pages => self.0.set_message("writing pages"),
            Progress::Waiting => {
                self.aside(|| note("another build of this project is under way; waiting for it to end"));
            }
        }
    }

    /// Has something written to stderr without the bar in between.
    pub(super) fn aside(&self, write: impl FnOnce()) {
        self.0.suspend(write);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
