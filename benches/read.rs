//! Reads files with the reader alone and prints their texts as JSON Lines: `cargo run --release --example read -- -n 3 FILE…`
//!
//! The first line says how many seconds of one core each pass over all files took; then one line a file, in their order.
//! With `-` for the files, their names are read from standard input, one a line.

use std::io::{self, BufRead as _, Write as _};
use std::time::Instant;

use charterhouse::lexicon::Lexicon;
use charterhouse::model::document::{Document, Section};
use charterhouse::read::{Words, file_with};
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let passes = match arguments.iter().position(|argument| argument == "-n") {
        Some(at) => arguments.drain(at..at + 2).nth(1).unwrap_or_default().parse()?,
        None => 1,
    };
    if arguments == ["-"] {
        arguments = io::stdin().lock().lines().collect::<Result<_, _>>()?;
    }
    let words = Words::new(&Lexicon::built_in()?);
    let files = arguments
        .into_iter()
        .map(|path| Ok((std::fs::read(&path)?, path)))
        .collect::<Result<Vec<_>, io::Error>>()?;
    let read = || files.iter().map(|(bytes, path)| file_with(path, bytes, &words)).collect::<Vec<_>>();
    let mut seconds = Vec::new();
    for _ in 0..passes {
        let start = Instant::now();
        std::hint::black_box(read());
        seconds.push(start.elapsed().as_secs_f64());
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{}", json!({ "tool": "charterhouse", "secs": seconds }))?;
    for ((_, path), reading) in files.iter().zip(read()) {
        writeln!(out, "{}", json!({ "path": path, "text": text(&reading.document) }))?;
    }
    Ok(())
}

/// What a document says, one heading or unit a line, cells parted by `|`. Its title, which is no section, is left out.
fn text(document: &Document) -> String {
    fn walk(section: &Section, lead_in: &mut String, out: &mut String) {
        let mut say = |line: &str| {
            if !line.is_empty() {
                out.push_str(line);
                out.push('\n');
            }
        };
        say(&section.heading);
        for block in &section.blocks {
            // A lead-in stands again on each block under it, alone or before that block's own.
            if *lead_in != block.lead_in {
                say(block.lead_in.strip_prefix(lead_in.as_str()).unwrap_or(&block.lead_in).trim());
                lead_in.clone_from(&block.lead_in);
            }
            say(&block.header.join(" | "));
            block.units.iter().for_each(|unit| say(&unit.text));
        }
        section.sections.iter().for_each(|inner| walk(inner, lead_in, out));
    }
    let (mut out, mut lead_in) = (String::new(), String::new());
    document.sections.iter().for_each(|section| walk(section, &mut lead_in, &mut out));
    out
}
