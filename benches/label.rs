//! Reading and labelling web pages beside parsing them alone, on one core, in turn: `find PAGES -name '*.html' | cargo run
//! --release --example label -- 5`
//!
//! Names of files are read from standard input, one a line; the number says how many passes are made. A line of JSON tells the
//! seconds of each pass: `parse` is html5ever with the tree of `scraper` and nothing else, `read` is our reader alone, `label` is
//! reading and labelling, as `charterhouse extract` does it.

use std::hint::black_box;
use std::io::{self, BufRead as _};
use std::path::Path;
use std::time::Instant;

use charterhouse::extract::learned::Weights;
use charterhouse::keep::kept::Kept;
use charterhouse::lexicon::Lexicon;
use charterhouse::project::inputs;
use charterhouse::read::{Words, file_with};
use serde_json::json;

// What the program itself uses, for all three alike.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let passes: usize = std::env::args().nth(1).map_or(Ok(3), |passes| passes.parse())?;
    let (lexicon, weights) = (Lexicon::built_in()?, Weights::built_in()?);
    let words = Words::new(&lexicon);
    let mut files = Vec::new();
    for path in io::stdin().lock().lines() {
        for input in inputs::files(&[Path::new(&path?).to_owned()])?.0 {
            let bytes = std::fs::read(&input.path)?;
            files.push((String::from_utf8_lossy(&bytes).into_owned(), bytes, input));
        }
    }
    let none = Kept::default();
    let timed = |work: &dyn Fn()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    let (mut parse, mut read, mut label) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..passes {
        parse.push(timed(&|| {
            for (text, _, _) in &files {
                black_box(scraper::Html::parse_document(text));
            }
        }));
        read.push(timed(&|| {
            for (_, bytes, input) in &files {
                black_box(file_with(&input.path, bytes, &words));
            }
        }));
        label.push(timed(&|| {
            for (_, bytes, input) in &files {
                black_box(charterhouse::labelled(input, (bytes, None, &none), &words, &lexicon, &weights));
            }
        }));
    }
    println!("{}", json!({ "files": files.len(), "parse": parse, "read": read, "label": label }));
    Ok(())
}
