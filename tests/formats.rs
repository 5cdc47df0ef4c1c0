//! The same charter in every format yields the same commitments, and what cannot be read says so.
//!
//! `tests/formats/make.py` makes the files from `charter.md`, each with the program that it is named for.

use std::io::Write as _;
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
    let keys = ["text", "section", "party", "strength", "topic", "measures"];
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
fn a_page_in_columns_says_the_same() {
    check("columns-weasyprint.pdf");
    check("columns-chromium.pdf");
}

#[test]
fn a_scanned_page_is_a_finding() {
    refused(Path::new("tests/formats/scanned.pdf"), "scanned-pages");
}

/// A DOCX with one promise, and behind it so many MB of spaces, which pack to a thousandth.
fn docx(megabytes: usize) -> Vec<u8> {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let parts = [
        ("[Content_Types].xml", format!("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"{word}\"/></Types>"), ""),
        ("_rels/.rels", format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"{office}\" Target=\"word/document.xml\"/></Relationships>"), ""),
        ("word/document.xml", "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>We will answer within two days.</w:t></w:r></w:p>".to_owned(), "</w:body></w:document>"),
    ];
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, begin, end) in &parts {
        let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        let (mut sum, mut size) = (flate2::Crc::new(), 0);
        let spaces = vec![b' '; if end.is_empty() { 0 } else { 1 << 20 }];
        for chunk in
            [begin.as_bytes()].into_iter().chain((0..megabytes).map(|_| &*spaces)).chain([end.as_bytes()])
        {
            packed.write_all(chunk).unwrap();
            sum.update(chunk);
            size += chunk.len() as u32;
        }
        let packed = packed.finish().unwrap();
        let sizes = [sum.sum(), packed.len() as u32, size].map(u32::to_le_bytes).concat();
        let entry =
            [[20, 0, 0, 0, 8, 0, 0, 0, 0, 0].as_slice(), &sizes, &[name.len() as u8, 0, 0, 0]].concat();
        let offset = (file.len() as u32).to_le_bytes();
        directory
            .extend([b"PK\x01\x02\x14\0".as_slice(), &entry, &[0; 10], &offset, name.as_bytes()].concat());
        file.extend([b"PK\x03\x04".as_slice(), &entry, name.as_bytes(), &packed].concat());
    }
    let ends = [directory.len() as u32, file.len() as u32].map(u32::to_le_bytes).concat();
    let end = [b"PK\x05\x06\0\0\0\0\x03\0\x03\0".as_slice(), &ends, &[0, 0]].concat();
    [file, directory, end].concat()
}

#[test]
fn a_zip_bomb_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.docx");
    std::fs::write(&path, docx(0)).unwrap();
    assert_eq!(commitments(path.to_str().unwrap()).len(), 1);
    std::fs::write(&path, docx(600)).unwrap();
    refused(&path, "unreadable");
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
