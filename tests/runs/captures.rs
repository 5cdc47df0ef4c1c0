//! Captures of every format are kept, and read in place of the charter file's text.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_charterhouse")).args(arguments).current_dir(folder).output().unwrap()
}

const CHARTER: &str = "+++\nname = \"A\"\nkind = \"public\"\ncountry = \"GB\"\ntitle = \"T\"\nurl = \"https://a.example/charter\"\n\
                       retrieved = 2026-11-23\nbasis = \"summary\"\nlanguage = \"en\"\n+++\n\nWe will open at nine.\n";

/// Imports a file and reads the charter again: how many commitments it makes, of which its own text makes one.
#[track_caller]
fn check(name: &str, bytes: &[u8], expected: usize) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("charters/public")).unwrap();
    fs::write(folder.path().join("charters/public/a.md"), CHARTER).unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let imported = run(folder.path(), &["import", name, "--into", "a", "--date", "2026-11-24"]);
    let told = String::from_utf8_lossy(&imported.stderr).into_owned();
    let shown = run(folder.path(), &["show", "a", "--format", "json"]);
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(shown["commitments"].as_array().unwrap().len(), expected, "{told}");
    assert_eq!(told.contains("it is kept"), expected == 1, "{told}");
}

#[test]
fn a_saved_page_is_read() {
    check("page.html", include_bytes!("../formats/page.html"), 8);
}

#[test]
fn a_pdf_is_read() {
    check("page.pdf", include_bytes!("../formats/libreoffice.pdf"), 8);
}

#[test]
fn a_word_file_is_read() {
    check("page.docx", include_bytes!("../formats/python-docx.docx"), 8);
}

#[test]
fn what_is_no_charter_is_kept_and_not_read() {
    check("login.html", b"<title>Sign in</title><form><input type=password></form>", 1);
    check("broken.pdf", b"%PDF-1.7 and nothing else", 1);
}
