//! A commitment as pages show it: its words, its marks, and why it has them.

use serde::Serialize;

use super::{Commitment, Link, Party, Site, Topic, promise_path, say};
use crate::model::commitment::Because;
use crate::model::comparison::Profile;
use crate::model::corrections::REVIEWED;
use crate::render::page::marks::Drawn;

/// As many charters that say the same are named.
const MOST_OTHERS: usize = 12;

/// A commitment. Templates draw it with the component `promise`.
#[derive(Debug, Serialize)]
pub(super) struct Promise<'a> {
    /// What its address ends in.
    id: &'a str,
    /// Its permanent address, relative to the page.
    href: String,
    /// The words over its list; empty where there are none.
    lead_in: &'a str,
    /// Its text.
    text: &'a str,
    /// The same with the vague words apart; empty where there are none.
    pieces: Vec<Piece<'a>>,
    /// What was found in its words, as the component `marks` draws it.
    marks: Option<&'a Drawn>,
    /// Whose it is; none on the charter's own page.
    library: Option<&'a str>,
    /// Other topics that it is about.
    also: Vec<Link>,
    /// Where else it is said in the very same words.
    again: Option<Again>,
    /// Why it has its labels, a line a label; empty where the page does not say.
    why: String,
}

/// Where else something is said. Templates draw it with the component `again`.
#[derive(Debug, Serialize)]
pub(super) struct Again {
    /// As in "3 charters say nearly the same".
    label: String,
    /// The first of them.
    links: Vec<Link>,
    /// As in "and 12 more, in the data"; or empty.
    more: String,
}

impl Again {
    /// `most` of them are named.
    pub(super) fn new<'o>(
        label: String,
        root: &str,
        others: impl ExactSizeIterator<Item = (&'o Profile, &'o Commitment)>,
        most: usize,
    ) -> Self {
        let more = match others.len().saturating_sub(most) {
            0 => String::new(),
            more => format!("and {} more, in the data", say::number(more)),
        };
        let link = |(profile, commitment): (&Profile, &Commitment)| {
            let href = promise_path(root, &profile.id, &commitment.id);
            Link::new(href, profile.facts.name.as_str())
        };
        Self { label, links: others.take(most).map(link).collect(), more }
    }
}

/// A stretch of text.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece<'a> {
    text: &'a str,
    /// Whether it promises a level without saying which.
    vague: bool,
}

impl<'a> Promise<'a> {
    /// As its own charter shows it.
    pub(super) fn at_home(site: &'a Site<'_>, root: &str, commitment: &'a Commitment) -> Self {
        Self {
            href: format!("#c-{}", commitment.id),
            also: commitment
                .also
                .iter()
                .filter(|topic| **topic != commitment.topic)
                .map(|topic| Link::topic(site, root, *topic))
                .collect(),
            why: why(&commitment.because),
            ..Self::bare(site, commitment)
        }
    }

    /// As the page of a topic shows it, among those of other charters.
    pub(super) fn abroad(
        site: &'a Site<'_>,
        root: &str,
        topic: Topic,
        profile: &'a Profile,
        commitment: &'a Commitment,
    ) -> Self {
        let main = commitment.topic == topic;
        Self {
            href: promise_path(root, &profile.id, &commitment.id),
            library: Some(&profile.facts.name),
            also: if main { Vec::new() } else { vec![Link::topic(site, root, commitment.topic)] },
            ..Self::bare(site, commitment)
        }
    }

    /// The same with the other charters that say it in the very same words.
    pub(super) fn said_by_others<'o>(
        self,
        root: &str,
        others: impl ExactSizeIterator<Item = (&'o Profile, &'o Commitment)>,
    ) -> Self {
        let label = match others.len() {
            0 => return self,
            1 => "said once more in the very same words".to_owned(),
            count => format!("said {} times more in the very same words", say::number(count)),
        };
        Self { again: Some(Again::new(label, root, others, MOST_OTHERS)), ..self }
    }

    fn bare(site: &'a Site<'_>, commitment: &'a Commitment) -> Self {
        Self {
            id: &commitment.id,
            href: String::new(),
            lead_in: &commitment.lead_in,
            text: &commitment.text,
            pieces: if commitment.vague.is_empty() {
                Vec::new()
            } else {
                pieces(&commitment.text, &commitment.vague)
            },
            marks: site.marks.found(commitment),
            library: None,
            also: Vec::new(),
            again: None,
            why: String::new(),
        }
    }
}

/// The reasons of a commitment, a line a label: the label, then the words and the rule of each thing that decided it, as in
/// "strength: qualified — “We aim”, “aim to” strength/aim". One text, since a page has hundreds.
fn why(because: &[Because]) -> String {
    let mut lines = String::new();
    for of in because.chunk_by(|a, b| a.label == b.label) {
        let Some(first) = of.first() else { continue };
        if !lines.is_empty() {
            lines.push('\n');
        }
        match first.label.split_once('=') {
            Some((label, value)) if label != value => lines.extend([label, ": ", value]),
            Some((label, _)) => lines.push_str(label),
            None => lines.push_str(&first.label),
        }
        let mut between = " — ";
        for by in of.chunk_by(|a, b| a.rule == b.rule && !a.words.is_empty() && !b.words.is_empty()) {
            lines.push_str(between);
            reason(by, &mut lines);
            between = " · ";
        }
    }
    lines
}

/// The words by which one rule decided, and the rule.
fn reason(by: &[Because], line: &mut String) {
    let Some(first) = by.first() else { return };
    match first.words.as_str() {
        "" if first.rule == REVIEWED => return line.push_str("a person decided this"),
        "" => {}
        _ => {
            for (index, why) in by.iter().enumerate() {
                let words = why.words.as_str();
                line.push_str(if index == 0 { "“" } else { ", “" });
                // Words that may run from right to left are held apart by marks of direction, as `<bdi>` would.
                if words.is_ascii() {
                    line.push_str(words);
                } else {
                    line.extend(["\u{2068}", words, "\u{2069}"]);
                }
                line.push('”');
            }
            line.push(' ');
        }
    }
    line.push_str(&first.rule);
}

/// Who owes it, as a tag.
pub(super) fn party(party: Party) -> &'static str {
    match party {
        Party::Library => "we",
        Party::User => "you",
    }
}

/// The text cut at its vague words, each of which is marked once, as a whole word.
pub(super) fn pieces<'a>(text: &'a str, vague: &[String]) -> Vec<Piece<'a>> {
    let mut marked: Vec<std::ops::Range<usize>> = Vec::new();
    for words in vague.iter().filter(|words| !words.is_empty()) {
        let free = |span: &std::ops::Range<usize>| {
            marked.iter().all(|other| span.end <= other.start || other.end <= span.start)
        };
        let found = text
            .match_indices(words.as_str())
            .map(|(at, words)| at..at + words.len())
            .find(|span| free(span) && whole(text, span));
        marked.extend(found);
    }
    marked.sort_unstable_by_key(|span| span.start);
    let mut pieces = Vec::with_capacity(marked.len() * 2 + 1);
    let mut push = |span: std::ops::Range<usize>, vague| {
        if let Some(text) = text.get(span).filter(|text| !text.is_empty()) {
            pieces.push(Piece { text, vague });
        }
    };
    let mut from = 0;
    for span in marked {
        push(from..span.start, false);
        from = span.end;
        push(span, true);
    }
    push(from..text.len(), false);
    pieces
}

/// Whether no letter stands right before or after.
fn whole(text: &str, span: &std::ops::Range<usize>) -> bool {
    let before = text.get(..span.start).and_then(|text| text.chars().next_back());
    let after = text.get(span.end..).and_then(|text| text.chars().next());
    [before, after].into_iter().flatten().all(|letter| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, vague: &[&str], expected: &str) {
        let vague: Vec<String> = vague.iter().map(|words| (*words).to_owned()).collect();
        let shown: String = pieces(text, &vague)
            .iter()
            .map(|piece| if piece.vague { format!("[{}]", piece.text) } else { piece.text.to_owned() })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn reasons_of_one_label_stand_together() {
        let why_of = |label: &str, rule: &str, words: &str| Because {
            label: label.into(),
            rule: rule.into(),
            words: words.into(),
        };
        let found = why(&[
            why_of("commitment=commitment", "promise/will", "will"),
            why_of("topic=hours", "topic/hours/open", "opening hours"),
            why_of("topic=hours", "topic/hours/open", "שעות"),
            why_of("topic=hours", "model/topic", ""),
        ]);
        let expected = "commitment — “will” promise/will\n\
                        topic: hours — “opening hours”, “\u{2068}שעות\u{2069}” topic/hours/open · model/topic";
        assert_eq!(found, expected);
    }

    #[test]
    fn vague_words_are_marked_once_and_whole() {
        check("Prompt answers, promptly.", &["promptly"], "Prompt answers, [promptly].");
        check("prompt, prompt", &["prompt"], "[prompt], prompt");
        check("prompt, prompt", &["prompt", "prompt"], "[prompt], [prompt]");
        check("as soon as possible", &["possible", "as soon as possible"], "as soon as [possible]");
        check("quickly", &["quick", "slow", ""], "quickly");
        check("é bon é", &["bon"], "é [bon] é");
        check("", &["a"], "");
    }
}
