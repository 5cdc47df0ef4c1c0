//! What `show` prints for people: a charter's head, then its commitments by topic.

use std::io::{self, Write};

use anstyle::Style;

use crate::Labelled;
use crate::cli::layout::{Styled, wrap, wrap_styled};
use crate::cli::terminal::{BOLD, DIM, clean, count};
use crate::lexicon::Lexicon;
use crate::model::charter::Facts;
use crate::model::commitment::{Because, Commitment, Party, Strength, Topic};
use crate::model::confidence::Label;
use crate::model::corrections::REVIEWED;
use crate::model::language::Unlabelled;
use crate::model::measure::Measure;

/// Writes a charter: its head, then topic by topic.
pub(super) fn page(out: &mut dyn Write, labelled: &Labelled, lexicon: &Lexicon, why: bool) -> io::Result<()> {
    head(out, labelled)?;
    not_labelled(out, labelled)?;
    let commitments = &labelled.extraction.commitments;
    for topic in Topic::ALL {
        let on_topic: Vec<&Commitment> =
            commitments.iter().filter(|commitment| commitment.topic == *topic).collect();
        if on_topic.is_empty() {
            continue;
        }
        let name = lexicon.topics().get(topic).map_or(topic.id(), |text| text.name.as_str());
        writeln!(out, "\n{BOLD}{}{BOLD:#}", clean(name))?;
        for commitment in on_topic {
            one(out, commitment)?;
            if why {
                because(out, commitment)?;
            }
        }
    }
    Ok(())
}

/// Whose charter it is, and how much it promises.
fn head(out: &mut dyn Write, labelled: &Labelled) -> io::Result<()> {
    match &labelled.facts {
        None => writeln!(out, "{BOLD}{}{BOLD:#}", clean(&labelled.charter))?,
        Some(Facts { name, kind, country, region, title, url, retrieved, basis, language }) => {
            writeln!(out, "{BOLD}{}{BOLD:#}", clean(name))?;
            wrap(out, "", title)?;
            let place = region.as_ref().unwrap_or(country);
            wrap(
                out,
                "",
                &format!("{kind} library, {place}; {} in {language}, read on {retrieved}", basis.id()),
            )?;
            writeln!(out, "{}", clean(url))?;
        }
    }
    let extraction = &labelled.extraction;
    let units = extraction.units();
    if extraction.languages.are_all_unlabelled(units) {
        return Ok(());
    }
    let figures = extraction.commitments.iter().filter(|commitment| !commitment.measures.is_empty()).count();
    writeln!(
        out,
        "{}, {figures} with a figure; {} besides",
        count(extraction.commitments.len(), "commitment"),
        count(extraction.other.len(), "other unit")
    )?;
    if extraction.reviewed > 0 {
        writeln!(
            out,
            "✓ reviewed: a person decided about {} of {}",
            extraction.reviewed,
            count(units, "unit")
        )?;
    }
    Ok(())
}

/// The units that no rules could label, with their language.
fn not_labelled(out: &mut dyn Write, labelled: &Labelled) -> io::Result<()> {
    let extraction = &labelled.extraction;
    let units = extraction.units();
    for Unlabelled { language, units: places } in &extraction.languages.unlabelled {
        let which = match places.len() {
            all if all == units => "The text is".to_owned(),
            1 => format!("1 of {} is", count(units, "unit")),
            part => format!("{part} of {} are", count(units, "unit")),
        };
        let is = if places.len() == 1 || places.len() == units { "is" } else { "are" };
        let notice = format!("{which} in {}, which has no rules here, and {is} not labelled:", language.name);
        writeln!(out)?;
        wrap(out, "", &notice)?;
        for place in places {
            wrap(out, "  – ", extraction.other.get(*place).map_or("", String::as_str))?;
        }
    }
    Ok(())
}

fn one(out: &mut dyn Write, commitment: &Commitment) -> io::Result<()> {
    let mark = match commitment.strength {
        Strength::Firm => "●",
        Strength::Qualified => "◐",
        Strength::Discretionary => "○",
    };
    let margin = format!("  {mark} {:<14}", commitment.strength.id());
    wrap_styled(out, &margin, &vague_underlined(commitment))?;
    let mut notes = Vec::new();
    if commitment.party == Party::User {
        notes.push("asked of you".to_owned());
    }
    notes.extend(commitment.measures.iter().map(Measure::short));
    if !commitment.channels.is_empty() {
        notes.push(format!("by {}", ids(&commitment.channels, |channel| channel.id())));
    }
    if !commitment.also.is_empty() {
        notes.push(format!("also {}", ids(&commitment.also, |topic| topic.id())));
    }
    if !commitment.section.is_empty() {
        notes.push(format!("under \"{}\"", commitment.section));
    }
    let unsure: Vec<&str> = commitment.unsure().into_iter().map(Label::id).collect();
    if !unsure.is_empty() {
        notes.push(format!("? unsure: {}", unsure.join(", ")));
    }
    if commitment.reviewed {
        notes.push("✓ reviewed".to_owned());
    }
    if notes.is_empty() { Ok(()) } else { dim(out, &notes.join(" · ")) }
}

fn because(out: &mut dyn Write, commitment: &Commitment) -> io::Result<()> {
    for because in &commitment.because {
        dim(out, &reason(because))?;
    }
    Ok(())
}

/// Why a label was given, in a line.
pub(in crate::cli) fn reason(because: &Because) -> String {
    let Because { label, rule, words } = because;
    if rule == REVIEWED {
        format!("{label} because a person decided it (reviewed)")
    } else {
        format!("{label} because of {rule} \"{words}\"")
    }
}

/// A line under a commitment's text.
pub(super) fn dim(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let words: Vec<Styled<'_>> = text.split_whitespace().map(|word| (word, DIM)).collect();
    wrap_styled(out, &" ".repeat(18), &words)
}

fn ids<T: Copy>(labels: &[T], id: impl Fn(T) -> &'static str) -> String {
    labels.iter().map(|label| id(*label)).collect::<Vec<_>>().join(", ")
}

/// The words of a commitment, its vague ones underlined.
fn vague_underlined(commitment: &Commitment) -> Vec<Styled<'_>> {
    let text = commitment.text.as_str();
    let vague: Vec<_> = commitment
        .vague
        .iter()
        .flat_map(|words| text.match_indices(words.as_str()).map(|(start, found)| start..start + found.len()))
        .collect();
    let mut at = 0;
    text.split_inclusive(char::is_whitespace)
        .filter_map(|piece| {
            let (start, end) = (at, at + piece.len());
            at = end;
            let marked = vague.iter().any(|range| range.start < end && start < range.end);
            let style = if marked { Style::new().underline() } else { Style::new() };
            let word = piece.trim();
            (!word.is_empty()).then_some((word, style))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Extraction;
    use crate::model::commitment::Channel;
    use crate::model::document::Place;
    use crate::model::measure::{Bound, TimeUnit};

    fn commitment(text: &str, strength: Strength, party: Party) -> Commitment {
        Commitment {
            text: text.to_owned(),
            section: String::new(),
            party,
            strength,
            topic: Topic::Contact,
            also: Vec::new(),
            channels: Vec::new(),
            measures: Vec::new(),
            vague: Vec::new(),
            id: String::new(),
            because: Vec::new(),
            confidence: crate::model::confidence::Confidence::CERTAIN,
            reviewed: false,
            place: Place::default(),
            lead_in: String::new(),
        }
    }

    #[track_caller]
    fn check(commitment: Commitment, why: bool, expected: &str) {
        let labelled = Labelled {
            charter: "public/good".to_owned(),
            facts: None,
            extraction: Extraction { commitments: vec![commitment], ..Extraction::default() },
            findings: Vec::new(),
            refused: false,
        };
        let mut out = anstream::StripStream::new(Vec::new());
        page(&mut out, &labelled, &Lexicon::built_in().unwrap_or_else(|error| panic!("{error}")), why).ok();
        let text = String::from_utf8(out.into_inner()).unwrap_or_default();
        // The head and the topic's name are not what is looked at here.
        let body: Vec<&str> = text.lines().skip(4).map(str::trim_end).collect();
        assert_eq!(body.join("\n"), expected);
    }

    #[test]
    fn a_promise_has_its_mark_its_figure_and_its_channel() {
        let mut promise = commitment("We answer letters within ten days.", Strength::Firm, Party::Library);
        promise.measures =
            vec![Measure::Duration { bound: Bound::Max, value: 10.0, unit: TimeUnit::Day, working: false }];
        promise.channels = vec![Channel::Post];
        promise.also = vec![Topic::Enquiries];
        check(
            promise,
            false,
            "  ● firm          We answer letters within ten days.\n                  ≤ 10 days · by post · also enquiries",
        );
    }

    #[test]
    fn what_is_asked_of_the_user_says_so_and_why_is_told() {
        let mut asked = commitment("Readers should be \u{1b}[31mquiet.", Strength::Qualified, Party::User);
        asked.because = vec![Because {
            label: "strength=qualified".into(),
            rule: "strength/should".into(),
            words: "should".into(),
        }];
        check(
            asked,
            true,
            "  ◐ qualified     Readers should be \u{fffd}[31mquiet.\n                  asked of you\n\
             \x20                 strength=qualified because of strength/should \"should\"",
        );
    }

    #[test]
    fn vague_words_stand_out() {
        let mut vague =
            commitment("We answer as soon as possible, and well.", Strength::Firm, Party::Library);
        vague.vague = vec!["as soon as possible".to_owned()];
        let words = vague_underlined(&vague);
        let marked: Vec<&str> =
            words.iter().filter(|(_, style)| *style != Style::new()).map(|(word, _)| *word).collect();
        assert_eq!(marked, ["as", "soon", "as", "possible,"]);
    }
}
