//! PDF and DOCX are unpacked in a child process: this program again, with little memory and little time.
//!
//! The crates that do it overflow the stack or hang on some hostile files, which nothing within a process can stop. What the
//! child prints is handed on as the file's bytes; that it died is a finding.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::finding::Finding;
use crate::model::document::Place;

/// How often the child is looked at, and when it is ended. Looks are not counted instead: on a busy machine each takes longer.
const LOOK: Duration = Duration::from_millis(4);
const LONGEST: Duration = Duration::from_secs(8);

/// The most that a child may print.
const LARGEST: u64 = 20 << 20;

/// Whether a file is a PDF or a DOCX, by its content. A PDF may have a little before its mark.
#[must_use]
pub fn is_office(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    let page = head.trim_ascii_start().starts_with(b"<");
    head.windows(5).any(|window| window == b"%PDF-") && !page
        || head.starts_with(b"PK\x03\x04") && has(b"word/document.xml")
}

/// A PDF or DOCX as the bytes of a sheet, for reading.
///
/// # Errors
/// A finding that says why there is none.
pub fn unpacked(path: &str, bytes: &[u8]) -> Result<Vec<u8>, Finding> {
    run(bytes).map_err(|why| {
        Finding::new("unreadable", path, Place::default(), why)
            .help("the file may be broken or locked: open it and save it anew, or save its text as Markdown")
    })
}

fn run(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let start = |error: std::io::Error| format!("cannot be unpacked: {error}");
    let program = std::env::current_exe().map_err(start)?;
    let mut child = Command::new(program)
        .arg("unpack")
        // Else the allocator sets a gigabyte of addresses aside at once, and the limit leaves nothing.
        .env("MIMALLOC_ARENA_RESERVE", "16MiB")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(start)?;
    let (mut input, output) = (child.stdin.take(), child.stdout.take());
    std::thread::scope(|scope| {
        // Each end on its own thread: a child that neither reads nor writes must not make us wait.
        scope.spawn(move || input.take().map(|mut input| input.write_all(bytes)));
        let reader = scope.spawn(move || {
            let mut printed = Vec::new();
            output.map(|output| output.take(LARGEST).read_to_end(&mut printed));
            printed
        });
        let ended = wait(&mut child);
        let printed = reader.join().unwrap_or_default();
        match ended {
            Some(true) if !printed.is_empty() => Ok(printed),
            Some(_) => Err("reading it failed, or took more memory than a charter needs".to_owned()),
            None => Err("reading it took too long".to_owned()),
        }
    })
}

/// Waits for a child and ends it when its time is up: whether it did well; `None` where it was ended.
fn wait(child: &mut Child) -> Option<bool> {
    let begin = Instant::now();
    while begin.elapsed() < LONGEST {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) => std::thread::sleep(LOOK),
            Err(_) => break,
        }
    }
    // It may have ended by itself meanwhile; either way it is waited for.
    let _ = child.kill();
    let _ = child.wait();
    None
}
