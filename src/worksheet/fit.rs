//! Which commitments may stand on a sheet, and in which of its sorts.

use crate::model::commitment::{Because, Commitment, Party, Strength};
use crate::model::comparison::Profile;
use crate::model::confidence::Label;
use crate::model::lens::{Group, Lens};
use crate::model::worksheet::Sheet;

/// An answer key should be right. So the labels that it tells are surer than elsewhere on the site.
const SURE: f32 = 0.84;
/// Letters of a text that stands well alone.
const SHORTEST: usize = 30;
/// Words of it.
const FEWEST: usize = 6;
/// Letters of a library's name beside an item.
const LONGEST_NAME: usize = 70;

/// Whether a charter's words may be set before a class that reads English.
pub(super) fn is_english(profile: &Profile) -> bool {
    let id = profile.languages.main.id.as_str();
    (id == "en" || id.starts_with("en-")) && profile.unlabelled().is_none()
}

/// Whether a library can be named beside an item.
pub(super) fn is_named(profile: &Profile) -> bool {
    is_plain(&profile.facts.name) && profile.facts.name.chars().count() <= LONGEST_NAME
}

/// Whether a commitment can be read alone, and is labelled as surely as that sheet's key must be.
pub(super) fn is_fit(sheet: Sheet, commitment: &Commitment) -> bool {
    let letters = commitment.text.chars().count() + commitment.lead_in.chars().count();
    (SHORTEST..=longest(sheet)).contains(&letters)
        && commitment.text.split_whitespace().nth(FEWEST - 1).is_some()
        && is_plain(&commitment.text)
        && is_plain(&commitment.lead_in)
        && is_whole(commitment)
        && is_sure(sheet, commitment)
}

/// Letters of the longest text that a line or two of the sheet have room for.
fn longest(sheet: Sheet) -> usize {
    match sheet {
        Sheet::Agreement => 105,
        Sheet::Rewrite | Sheet::Rank | Sheet::Reply => 180,
        Sheet::Rules | Sheet::Needs => 115,
        _ => 135,
    }
}

/// Whether it is a sentence with the words over its list, or has in itself a word by which it promises or asks something: else it
/// is a piece that only its heading explains.
fn is_whole(commitment: &Commitment) -> bool {
    let promises = |rule: &str| rule.starts_with("promise/") || rule.starts_with("strength/");
    let decided = |why: &Because| {
        promises(&why.rule) && !why.words.is_empty() && commitment.text.contains(why.words.as_str())
    };
    commitment.reviewed || !commitment.lead_in.is_empty() || commitment.because.iter().any(decided)
}

/// No cells of a table, and no sign that steers the direction of writing.
fn is_plain(text: &str) -> bool {
    !text.chars().any(|letter| {
        letter == '|'
            || letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

fn is_sure(sheet: Sheet, commitment: &Commitment) -> bool {
    let told: &[Label] = match sheet {
        Sheet::Classify => &[Label::Commitment, Label::Party, Label::Strength, Label::Topic, Label::Measures],
        Sheet::Needs | Sheet::Reply => &[Label::Commitment, Label::Party, Label::Topic],
        Sheet::Rewrite => &[Label::Commitment, Label::Party, Label::Topic, Label::Vague, Label::Measures],
        Sheet::Rules => &[Label::Commitment, Label::Party, Label::Strength, Label::Vague, Label::Measures],
        _ => &[Label::Commitment, Label::Party, Label::Strength],
    };
    let sure = |label: &Label| commitment.confidence.of(*label) >= SURE;
    commitment.unsure().is_empty() && (commitment.reviewed || told.iter().all(sure))
}

/// Which sort of a sheet's items a commitment is; `None` for one that the sheet does not ask about. `lens` is the lens that the
/// sheet is about, where it is about one.
pub(super) fn group(sheet: Sheet, commitment: &Commitment, lens: Option<&Lens>) -> Option<usize> {
    let by_library = commitment.party == Party::Library;
    let measured = !commitment.measures.is_empty();
    let vague = !commitment.vague.is_empty() && !measured;
    match sheet {
        Sheet::Classify => Some(match (commitment.party, commitment.strength) {
            (Party::User, _) => 0,
            (_, Strength::Firm) if measured => 1,
            (_, Strength::Firm) => 2,
            (_, Strength::Qualified) => 3,
            (_, Strength::Discretionary) => 4,
        }),
        Sheet::Rank if by_library && !vague => Some(match commitment.strength {
            Strength::Firm if measured => 0,
            Strength::Firm => 1,
            Strength::Qualified => 2,
            Strength::Discretionary => 3,
        }),
        Sheet::Rewrite if by_library && vague => Some(0),
        Sheet::Agreement if by_library => Some(match commitment.strength {
            Strength::Firm => 0,
            Strength::Qualified => 1,
            Strength::Discretionary => 2,
        }),
        Sheet::Rules | Sheet::Needs => only_group(commitment, lens?),
        _ => None,
    }
}

/// The one group of a lens whose labels a commitment fits; `None` where it fits none or several, so that the key has one answer.
fn only_group(commitment: &Commitment, lens: &Lens) -> Option<usize> {
    let fitting = |topic| {
        let fits = move |(_, group): &(usize, &Group)| {
            group.labels.as_ref().is_some_and(|labels| labels.fit_as(commitment, topic))
        };
        lens.groups.iter().enumerate().filter(fits).map(|(at, _)| at)
    };
    let mut found = fitting(commitment.topic);
    let one = found.next().filter(|_| found.next().is_none())?;
    // A commitment that is about something else besides may belong elsewhere by that.
    commitment.also.iter().all(|topic| fitting(*topic).eq([one])).then_some(one)
}
