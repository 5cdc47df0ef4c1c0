//! Text laid out for a terminal: wrapped at its width, or in columns.

use std::io::{self, IsTerminal, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::terminal::{BOLD, clean};

/// A word with how it is shown.
pub(super) type Styled<'a> = (&'a str, Style);

/// How many letters fit beside one another; 80 where nobody knows.
pub(super) fn width() -> usize {
    let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(80, |(terminal_size::Width(width), _)| usize::from(width).clamp(40, 110))
}

/// Writes a text after a margin, wrapped, each further line as far in as the first.
pub(super) fn wrap(out: &mut dyn Write, margin: &str, text: &str) -> io::Result<()> {
    let words: Vec<Styled<'_>> = text.split_whitespace().map(|word| (word, Style::new())).collect();
    wrap_styled(out, margin, &words)
}

/// The same for words of which some stand out.
pub(super) fn wrap_styled(out: &mut dyn Write, margin: &str, words: &[Styled<'_>]) -> io::Result<()> {
    let indent = margin.width();
    let room = width().saturating_sub(indent).max(20);
    write!(out, "{margin}")?;
    let mut used = 0;
    for (word, style) in words {
        let word = clean(word);
        let wide = word.width();
        if used > 0 && used + 1 + wide > room {
            write!(out, "\n{:indent$}", "")?;
            used = 0;
        }
        let space = if used > 0 { " " } else { "" };
        write!(out, "{space}{style}{word}{style:#}")?;
        used += space.len() + wide;
    }
    writeln!(out)
}

/// Writes rows under their names, each column as wide as it must be and the last one wrapped.
pub(super) fn columns<const N: usize>(
    out: &mut dyn Write,
    names: [&str; N],
    rows: &[[String; N]],
) -> io::Result<()> {
    let mut wide = names.map(UnicodeWidthStr::width);
    for row in rows {
        for (wide, cell) in wide.iter_mut().zip(row) {
            *wide = (*wide).max(clean(cell).width()).min(48);
        }
    }
    write!(out, "{BOLD}")?;
    row_start(out, &names.map(str::to_owned), &wide)?;
    writeln!(out, "{}{BOLD:#}", names.last().unwrap_or(&""))?;
    for row in rows {
        let mut margin = Vec::new();
        row_start(&mut margin, row, &wide)?;
        wrap(out, &String::from_utf8_lossy(&margin), row.last().map_or("", String::as_str))?;
    }
    Ok(())
}

/// All cells of a row but the last one, filled up to their widths.
fn row_start(out: &mut dyn Write, row: &[String], wide: &[usize]) -> io::Result<()> {
    let Some((_, cells)) = row.split_last() else {
        return Ok(());
    };
    for (cell, wide) in cells.iter().zip(wide) {
        let cell = clean(cell);
        write!(out, "{cell}{:fill$}  ", "", fill = wide.saturating_sub(cell.width()))?;
    }
    Ok(())
}
