//! Lenses in rule files: the head and the groups of each, and the group that each of their rules speaks for.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Rule;
use crate::error::Error;
use crate::model::lens::{Group, InLens, Lens};

/// What stands at the head of the file of a lens.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Head {
    title: String,
    question: String,
    why: String,
    source: String,
    place: u16,
}

/// Adds what a file says of a lens: its head, which a later layer replaces, and its groups, of which a later layer replaces
/// those of the same name and adds others.
pub(super) fn add(
    lenses: &mut BTreeMap<String, Lens>,
    (head, groups): (Option<Head>, Vec<Group>),
    path: &str,
    name: &str,
) -> Result<(), Error> {
    let fail = |message: &str| Err(Error::Lexicon { path: path.to_owned(), message: message.to_owned() });
    let Some(id) = name.strip_prefix("lens/").map(|file| file.trim_end_matches(".toml")) else {
        let none = head.is_none() && groups.is_empty();
        return if none {
            Ok(())
        } else {
            fail("only a file in the folder `lens` has `[lens]` or `[[group]]`")
        };
    };
    if head.is_none() && !lenses.contains_key(id) {
        return fail("a new lens needs `[lens]` with `title`, `question`, `why`, `source` and `place`");
    }
    let lens = lenses.entry(id.to_owned()).or_insert_with(|| Lens {
        id: id.to_owned(),
        title: String::new(),
        question: String::new(),
        why: String::new(),
        source: String::new(),
        place: 0,
        groups: Vec::new(),
    });
    if let Some(Head { title, question, why, source, place }) = head {
        *lens = Lens { title, question, why, source, place, ..lens.clone() };
    }
    for group in groups {
        match lens.groups.iter_mut().find(|known| known.says == group.says) {
            Some(known) => *known = group,
            None => lens.groups.push(group),
        }
    }
    if lens.groups.is_empty() { fail("a lens needs a `[[group]]`") } else { Ok(()) }
}

/// The rules of lenses with the groups that they speak for.
pub(super) fn placed(mut rules: Vec<Rule>, lenses: &[Lens]) -> Result<Vec<Rule>, Error> {
    // A rule that says `none` claims words that look like something and are not.
    for rule in rules.iter_mut().filter(|rule| rule.file.starts_with("lens/") && rule.says != "none") {
        let id = rule.file.trim_start_matches("lens/");
        let lens = lenses.iter().position(|lens| lens.id == id);
        let group = lens.and_then(|at| lenses.get(at)).and_then(|lens| {
            lens.groups.iter().position(|group| group.says == rule.says && group.labels.is_none())
        });
        let at = lens.zip(group).and_then(|(lens, group)| {
            Some(InLens { lens: u16::try_from(lens).ok()?, group: u16::try_from(group).ok()? })
        });
        let Some(at) = at else {
            return Err(Error::Lexicon {
                path: format!("{} lexicon", rule.origin),
                message: format!(
                    "the rule `{}` says `{}`, which is no group by words of its lens",
                    rule.id, rule.says
                ),
            });
        };
        rule.in_lens = Some(at);
    }
    Ok(rules)
}
