//! The same charter in every format yields the same commitments, and what cannot be read says so.
//!
//! `tests/formats/make.py` makes the files from `charter.md`, each with the program that it is named for.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn extract(path: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_charterhouse")).args(["extract", path]).output().unwrap()
}

/// Each commitment with what a comparison goes by; its id and its reasons name the file.
fn commitments(path: &str) -> Vec<Value> {
    let output = extract(path);
    assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
    let line: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys = ["text", "party", "strength", "topic", "measures"];
    let all = line["commitments"].as_array().unwrap();
    all.iter().map(|one| keys.iter().map(|key| one[*key].clone()).collect()).collect()
}

#[track_caller]
fn check(file: &str) {
    let expected = commitments("tests/formats/charter.md");
    assert_eq!(expected.len(), 8);
    assert_eq!(commitments(&format!("tests/formats/{file}")), expected);
}

#[test]
fn a_web_page_says_the_same() {
    check("page.html");
}

#[test]
fn a_word_file_of_python_docx_says_the_same() {
    check("python-docx.docx");
}

#[test]
fn a_word_file_of_libreoffice_says_the_same() {
    check("libreoffice.docx");
}

#[test]
fn a_pdf_of_libreoffice_says_the_same() {
    check("libreoffice.pdf");
}

#[test]
fn a_page_that_a_browser_printed_says_the_same() {
    check("chromium.pdf");
}

#[test]
fn a_pdf_of_weasyprint_says_the_same() {
    check("weasyprint.pdf");
}

#[test]
fn a_wrong_name_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("charter.txt");
    std::fs::copy("tests/formats/weasyprint.pdf", &path).unwrap();
    assert_eq!(commitments(path.to_str().unwrap()), commitments("tests/formats/charter.md"));
}

#[test]
fn a_broken_file_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    for content in [&b"%PDF-1.7\nnothing"[..], b"PK\x03\x04word/document.xml"] {
        let path = folder.path().join("broken.pdf");
        std::fs::write(&path, content).unwrap();
        refused(&path, "unreadable");
    }
}

/// A file that cannot be read is a finding, and no line, lest it count as one that promises nothing.
#[track_caller]
fn refused(path: &Path, code: &str) {
    let output = extract(path.to_str().unwrap());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && said.contains(&format!(": {code}: ")), "{said}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
}
