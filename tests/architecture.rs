//! Who may name whom, how a file begins, and how long it may be: the table of `ARCHITECTURE.md`, held against the source.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each module with those of the crate that it may name. Every module may name itself and what lies in it.
const MAY_NAME: [(&str, &[&str]); 21] = [
    ("model", &[]),
    ("words", &[]),
    ("finding", &["model"]),
    ("error", &["model", "finding"]),
    ("lexicon", &["model", "finding", "error", "words"]),
    ("project", &["model", "finding", "error", "lexicon"]),
    ("collect", &["model", "finding", "error"]),
    ("read", &["model", "finding", "error", "lexicon", "words"]),
    ("extract", &["model", "finding", "error", "lexicon", "words"]),
    ("compare", &["model", "finding", "error"]),
    ("worksheet", &["model"]),
    ("render", &["model", "finding", "error"]),
    ("export", &["model", "finding", "error"]),
    ("eval", &["model", "finding", "error", "extract"]),
    ("teach", &["*"]),
    ("offer", &["export", "render"]),
    ("handout", &["*"]),
    ("serve", &["error"]),
    ("keep", &["*"]),
    ("cli", &["*"]),
    ("main", &["*"]),
];

/// The most lines of code in a file, its tests and comments apart.
const LONGEST: usize = 330;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> BTreeMap<String, String> {
    let mut found = Vec::new();
    files(Path::new("src"), &mut found);
    found
        .into_iter()
        .map(|path| (path.to_str().unwrap().replace('\\', "/"), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The part of a file before its tests: they stand last.
fn code(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod tests").next().unwrap()
}

fn module(path: &str) -> &str {
    path.trim_start_matches("src/").split(['/', '.']).next().unwrap()
}

#[test]
fn a_module_names_only_those_that_it_may() {
    let may: BTreeMap<&str, &[&str]> = MAY_NAME.into_iter().collect();
    let mut wrong = Vec::new();
    let exempt = |path: &str| path == "src/lib.rs" || path.ends_with("/tests.rs");
    for (path, text) in sources().iter().filter(|(path, _)| !exempt(path)) {
        let own = module(path);
        let allowed = may.get(own).unwrap_or_else(|| panic!("`{own}` has no line in the table"));
        for (number, line) in
            code(text).lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            for named in line.split("crate::").skip(1) {
                let named: String = named.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if named != own && !allowed.contains(&named.as_str()) && !allowed.contains(&"*") {
                    wrong.push(format!("{path}:{}: `{own}` may not name `{named}`", number + 1));
                }
            }
            if line.contains("super::super::super") {
                wrong.push(format!(
                    "{path}:{}: a path that goes up three times hides whom it names",
                    number + 1
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_begins_by_saying_what_it_is() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{path} does not begin with a line `//! …`");
    }
}

#[test]
fn a_file_is_not_too_long() {
    for (path, text) in sources() {
        let lines = code(&text)
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("//"))
            .count();
        assert!(lines <= LONGEST, "{path} has {lines} lines of code: split it by noun");
    }
}

#[test]
fn no_module_is_called_by_what_it_is_not() {
    for path in sources().keys() {
        let odd = ["mod.rs", "utils", "helpers", "common", "misc", "prelude"];
        assert!(!odd.iter().any(|name| path.contains(name)), "{path} says nothing by its name");
    }
}

/// What would let someone's words become markup or code.
const NOT_IN_SCRIPTS: [&str; 7] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
    "javascript:",
];

#[test]
fn a_script_makes_no_markup_and_no_code_of_words() {
    let mut scripts = 0;
    for entry in std::fs::read_dir("templates/assets").unwrap() {
        let path = entry.unwrap().path();
        // Pictures stand there too.
        if path.extension().is_none_or(|ending| ending != "js") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        scripts += 1;
        assert!(text.starts_with("// "), "{path:?} does not say what it is for");
        assert!(text.contains("\n'use strict';\n"), "{path:?}");
        for word in NOT_IN_SCRIPTS {
            assert!(!text.contains(word), "{path:?} has `{word}`");
        }
    }
    assert!(scripts > 0);
}
