//! A project's own templates, laid over the built-in ones. One that is wrong is told with its line and left out, and its built-in
//! namesake is used, so that a slip in one never costs a site.
//!
//! An own template may replace a built-in one, or extend it: `built-in/topic.html` is the built-in `topic.html`, also where the
//! project has a `topic.html`.

use std::collections::BTreeMap;

use tera::{ErrorKind, ReportError, Tera};

use super::Files;
use crate::finding::Finding;
use crate::model::document::Place;
use crate::render::picture::is_picture;

/// Under this name a built-in template can be extended by one that takes its place.
const BUILT_IN: &str = "built-in/";

const INSTEAD: &str = "the built-in templates are used in its place";

/// What a project's own files are.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Templates, scripts and parts of the stylesheet.
    pub(super) texts: Files,
    pub(super) pictures: BTreeMap<String, Vec<u8>>,
    /// A finding for each that is neither.
    pub(super) findings: Vec<Finding>,
}

/// Tells a project's own texts from its pictures.
pub(super) fn read(own: &[(String, Vec<u8>)]) -> Read {
    let mut read = Read::default();
    for (name, content) in own {
        if is_picture(name) {
            read.pictures.insert(name.clone(), content.clone());
        } else if let Ok(text) = std::str::from_utf8(content) {
            read.texts.insert(name.clone(), text.to_owned());
        } else {
            let message = "it is not UTF-8 text".to_owned();
            let finding =
                Finding::new("bad-template", &format!("templates/{name}"), Place::default(), message);
            read.findings.push(finding.help("pictures stand in `templates/assets/`"));
        }
    }
    read
}

/// Adds a project's own templates to the built-in ones, and says what is wrong with each that cannot be used.
pub(super) fn lay_over(tera: &mut Tera, built_in: &Files, own: &Files) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut waiting: Vec<(&String, &String)> = Vec::new();
    for (name, text) in own {
        let named = format!("\"{name}\"");
        let is_used = built_in.contains_key(name) || own.values().any(|other| other.contains(&named));
        if name.ends_with(".html") && is_used {
            waiting.push((name, text));
        } else {
            findings.push(unknown(name, built_in));
        }
    }
    let mut failed: BTreeMap<&String, tera::Error> = BTreeMap::new();
    // One may need another: as long as any can be added, the rest are tried again.
    loop {
        let before = waiting.len();
        waiting.retain(|(name, text)| match add(tera, built_in, name, text) {
            Ok(()) => false,
            Err(error) => {
                failed.insert(name, error);
                true
            }
        });
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    for (name, text) in waiting {
        let odd = odd_blocks(name, text, built_in, own);
        if odd.is_empty() {
            findings.extend(failed.get(name).map(|error| broken(error, name)));
        }
        findings.extend(odd);
    }
    findings
}

/// Adds one, with the built-in one of its name where the text may extend it. Where that fails, nothing is changed.
fn add(tera: &mut Tera, built_in: &Files, name: &str, text: &str) -> Result<(), tera::Error> {
    let parent = format!("{BUILT_IN}{name}");
    let parent_text = built_in.get(name).filter(|_| text.contains(&parent));
    let files = parent_text.map(|there| (parent.as_str(), there.as_str()));
    tera.add_raw_templates(files.into_iter().chain([(name, text)]))
}

fn unknown(name: &str, built_in: &Files) -> Finding {
    let known: Vec<&str> = built_in.keys().map(String::as_str).collect();
    let message = format!(
        "no built-in template is called so, and no template of the project names it; there are {}",
        known.join(", ")
    );
    Finding::new("bad-template", &format!("templates/{name}"), Place::default(), message)
        .help("give it the name of the one that it changes, or include it in another")
}

/// What is wrong with a template, as the engine says it. `name` is the own template that is to blame.
pub(super) fn broken(error: &tera::Error, name: &str) -> Finding {
    let path = format!("templates/{name}");
    let (line, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let there = report.filename();
            if there == name {
                (line(report), report.message().to_owned())
            } else {
                (0, format!("in `{there}`, line {}: {}", line(report), report.message()))
            }
        }
        ErrorKind::MissingParent { parent, .. } => {
            (0, format!("it extends `{parent}`, and there is no such template"))
        }
        ErrorKind::CircularExtend { .. } | ErrorKind::CircularInclude { .. } => {
            (0, format!("it includes or extends itself; `{BUILT_IN}{name}` is the built-in one"))
        }
        other => {
            // Some reports are handed on as text: what is wrong, then ` --> file:line:column`.
            let text = other.to_string();
            let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
            let number =
                rest.split_once(&format!("--> {name}:")).and_then(|(_, rest)| rest.split(':').next());
            (
                number.and_then(|number| number.parse().ok()).unwrap_or(0),
                first.trim_start_matches("error: ").to_owned(),
            )
        }
    };
    let place = Place { line: u32::try_from(line).unwrap_or(0), column: 0 };
    Finding::new("bad-template", &path, place, message.trim().to_owned()).help(INSTEAD)
}

pub(super) fn line(report: &ReportError) -> usize {
    report.span().start_line
}

/// Blocks that no template above has: what stands in them is never shown, which is mostly a slip in the name.
fn odd_blocks(name: &str, text: &str, built_in: &Files, own: &Files) -> Vec<Finding> {
    let Some(parent) = tags(text).find_map(|tag| tag.extends()) else {
        return Vec::new();
    };
    let mut known: Vec<&str> = Vec::new();
    let mut above = Some(parent);
    // No chain of templates is longer than there are templates.
    for _ in 0..built_in.len() + own.len() {
        let Some(there) = above.and_then(|above| found(above, built_in, own)) else { break };
        known.extend(tags(there).filter_map(|tag| tag.begins()));
        above = tags(there).find_map(|tag| tag.extends());
    }
    known.sort_unstable();
    known.dedup();
    let mut depth = 0usize;
    let mut findings = Vec::new();
    for tag in tags(text) {
        if let Some(block) = tag.begins() {
            if depth == 0 && !known.contains(&block) {
                let message = format!(
                    "no template that it extends has a block `{block}`; there are {}",
                    known.join(", ")
                );
                let place = Place { line: u32::try_from(tag.line).unwrap_or(0), column: 0 };
                findings.push(
                    Finding::new("bad-template", &format!("templates/{name}"), place, message).help(INSTEAD),
                );
            }
            depth += 1;
        } else if tag.words().next() == Some("endblock") {
            depth = depth.saturating_sub(1);
        }
    }
    findings
}

/// The text of a template by the name that another one extends it by.
fn found<'a>(name: &str, built_in: &'a Files, own: &'a Files) -> Option<&'a str> {
    let text = match name.strip_prefix(BUILT_IN) {
        Some(name) => built_in.get(name),
        None => own.get(name).or_else(|| built_in.get(name)),
    };
    text.map(String::as_str)
}

/// A tag of a template, `{% … %}`.
struct Tag<'a> {
    line: usize,
    inside: &'a str,
}

impl<'a> Tag<'a> {
    fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.inside.trim_matches(['-', ' ', '\t', '\r', '\n']).split_whitespace()
    }

    /// The block that begins with it.
    fn begins(&self) -> Option<&'a str> {
        let mut words = self.words();
        words.next().filter(|word| *word == "block").and_then(|_| words.next())
    }

    /// The template that it extends.
    fn extends(&self) -> Option<&'a str> {
        let mut words = self.words();
        words
            .next()
            .filter(|word| *word == "extends")
            .and_then(|_| words.next())
            .map(|name| name.trim_matches(['"', '\'', '`']))
    }
}

/// The tags of a template, without what stands in its comments.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = text;
    let mut line = 1;
    std::iter::from_fn(move || {
        loop {
            let begin = rest.find("{%").map(|at| (at, "%}"));
            let comment = rest.find("{#").map(|at| (at, "#}"));
            let (at, end) = [begin, comment].into_iter().flatten().min()?;
            let (before, after) = (rest.get(..at)?, rest.get(at + 2..)?);
            let length = after.find(end)?;
            let here = line + before.matches('\n').count();
            let inside = after.get(..length)?;
            line = here + inside.matches('\n').count();
            rest = after.get(length + 2..)?;
            if end == "%}" {
                return Some(Tag { line: here, inside });
            }
        }
    })
}
