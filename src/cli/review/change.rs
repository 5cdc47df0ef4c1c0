//! A label changed as a person types it: `topic=hours`, `channels=phone; email`, `measures=≤ 2 days`, `vague=none`.

use crate::model::commitment::{Channel, Commitment, Party, Strength, Topic};
use crate::model::confidence::{Confidence, Label};
use crate::model::measure::Measure;

/// Gives a commitment's label another value.
///
/// # Errors
/// What to say where there is no such label or value; the commitment is then as it was.
pub(super) fn change(commitment: &mut Commitment, label: &str, value: &str) -> Result<(), String> {
    match label {
        "party" => commitment.party = one(value, Party::ALL, Party::id)?,
        "strength" => commitment.strength = one(value, Strength::ALL, Strength::id)?,
        "topic" => {
            commitment.topic = one(value, Topic::ALL, Topic::id)?;
            let topic = commitment.topic;
            commitment.also.retain(|also| *also != topic);
        }
        "also" => {
            let also = many(value, |word| one(word, Topic::ALL, Topic::id))?;
            if also.len() > 2 {
                return Err("`also` holds two topics at most".to_owned());
            }
            commitment.also = also;
        }
        "channels" => commitment.channels = many(value, |word| one(word, Channel::ALL, Channel::id))?,
        "measures" => commitment.measures = many(value, measure)?,
        "vague" => {
            let text = commitment.text.to_lowercase();
            commitment.vague = many(value, |words| {
                let stands = text.contains(&words.to_lowercase());
                if stands {
                    Ok(words.to_owned())
                } else {
                    Err(format!("`{words}` does not stand in the text"))
                }
            })?;
        }
        _ => {
            return Err(format!(
                "`{label}` is no label: party, strength, topic, also, channels, measures and vague are"
            ));
        }
    }
    let label = if label == "also" { Some(Label::Topic) } else { Label::from_id(label) };
    if let Some(label) = label {
        commitment.confidence.set(label, Confidence::CERTAIN.of(label));
    }
    Ok(())
}

/// The value of that name.
fn one<T: Copy>(word: &str, all: &[T], id: impl Fn(T) -> &'static str) -> Result<T, String> {
    all.iter().copied().find(|value| id(*value) == word.to_lowercase()).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|value| id(*value)).collect();
        let known = known.join(", ");
        if word == "?" { format!("one of {known}") } else { format!("`{word}` is none of {known}") }
    })
}

/// Values with semicolons between them; `none` or nothing is an empty list.
fn many<T>(text: &str, each: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    match text {
        "" | "none" => Ok(Vec::new()),
        some => some.split(';').map(str::trim).filter(|word| !word.is_empty()).map(each).collect(),
    }
}

fn measure(text: &str) -> Result<Measure, String> {
    // Keyboards have no `≤`.
    let text = text.replace("<=", "≤").replace(">=", "≥");
    text.parse::<Measure>().map_err(|error| error.to_string())
}
