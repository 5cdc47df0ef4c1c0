//! The short form of a measure, `≤ 2 working days`, there and back, and its bound in words.

use std::fmt;
use std::str::FromStr;

use super::{Bound, Measure, TimeUnit};

impl Bound {
    fn sign(self) -> &'static str {
        match self {
            Self::Max => "≤ ",
            Self::Min => "≥ ",
            Self::Exact => "",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Max => "at most ",
            Self::Min => "at least ",
            Self::Exact => "",
        }
    }
}

impl Measure {
    /// The measure in words, for those who hear the page: "at most 2 working days".
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Percentage { bound, value } => format!("{}{value} per cent", bound.words()),
            Self::Frequency { .. } => self.to_string(),
            Self::Duration { bound, .. } | Self::Count { bound, .. } | Self::Money { bound, .. } => {
                format!("{}{}", bound.words(), self.figure())
            }
        }
    }

    /// The measure without its bound: "2 working days".
    fn figure(&self) -> String {
        match self {
            Self::Duration {
                value, unit, working, ..
            } => {
                let working = if *working { "working " } else { "" };
                format!("{value} {working}{}", plural(unit.name(), *value))
            }
            Self::Percentage { value, .. } => format!("{value} %"),
            Self::Count { value, unit, .. } => format!("{value} {}", plural(unit, *value)),
            Self::Money { value, unit, .. } => format!("{unit} {value}"),
            Self::Frequency { value, unit } if figure_is_one(*value) => format!("every {}", unit.name()),
            Self::Frequency { value, unit } => format!("every {value} {}", plural(unit.name(), *value)),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Duration { bound, .. }
        | Self::Percentage { bound, .. }
        | Self::Count { bound, .. }
        | Self::Money { bound, .. } = self
        {
            f.write_str(bound.sign())?;
        }
        f.write_str(&self.figure())
    }
}

/// What is wrong with a text that is no measure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no measure: write it as in `≤ 2 working days`, `≥ 90 %`, `5 rings`, `≤ GBP 2` or `every 6 months`"
)]
pub struct NoMeasure(String);

impl FromStr for Measure {
    type Err = NoMeasure;

    fn from_str(text: &str) -> Result<Self, NoMeasure> {
        read(text.trim()).ok_or_else(|| NoMeasure(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Measure> {
    if let Some(rest) = text.strip_prefix("every ") {
        let (value, unit) = rest.split_once(' ').unwrap_or(("1", rest));
        return Some(Measure::Frequency {
            value: figure(value)?,
            unit: time(unit)?,
        });
    }
    let (bound, rest) = [Bound::Max, Bound::Min]
        .into_iter()
        .find_map(|bound| Some((bound, text.strip_prefix(bound.sign().trim_end())?.trim_start())))
        .unwrap_or((Bound::Exact, text));
    let (first, second) = rest.split_once(' ')?;
    let Some(value) = figure(first) else {
        let code = first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_uppercase());
        return code
            .then_some(())
            .and_then(|()| figure(second))
            .map(|value| Measure::Money {
                bound,
                value,
                unit: first.to_owned(),
            });
    };
    if second == "%" {
        return Some(Measure::Percentage { bound, value });
    }
    let (name, working) = second
        .strip_prefix("working ")
        .map_or((second, false), |name| (name, true));
    if let Some(unit) = time(name) {
        return Some(Measure::Duration {
            bound,
            value,
            unit,
            working,
        });
    }
    let unit = if figure_is_one(value) {
        second.to_owned()
    } else {
        singular(second)
    };
    (!unit.is_empty()).then_some(Measure::Count { bound, value, unit })
}

fn figure(text: &str) -> Option<f64> {
    text.parse()
        .ok()
        .filter(|value: &f64| value.is_finite() && *value >= 0.0)
}

#[expect(clippy::float_cmp, reason = "only just one of a thing is singular")]
fn figure_is_one(value: f64) -> bool {
    value == 1.0
}

fn time(name: &str) -> Option<TimeUnit> {
    TimeUnit::from_name(name).or_else(|| TimeUnit::from_name(name.strip_suffix('s')?))
}

/// A noun in the number that its figure asks for.
fn plural(noun: &str, value: f64) -> String {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    match noun {
        _ if figure_is_one(value) => noun.to_owned(),
        "person" => "people".to_owned(),
        _ => match noun.strip_suffix('y') {
            Some(stem) if !stem.ends_with(vowel) => format!("{stem}ies"),
            _ if ["x", "ss", "ch", "sh"].iter().any(|end| noun.ends_with(end)) => format!("{noun}es"),
            _ => format!("{noun}s"),
        },
    }
}

/// The noun that a plural is of; any other noun as it is.
fn singular(noun: &str) -> String {
    if noun == "people" {
        return "person".to_owned();
    }
    let stems = [("ies", "y"), ("es", ""), ("s", "")].into_iter();
    stems
        .filter_map(|(end, with)| Some(format!("{}{with}", noun.strip_suffix(end)?)))
        .find(|stem| plural(stem, 2.0) == noun)
        .unwrap_or_else(|| noun.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounds() -> impl Strategy<Value = Bound> {
        prop_oneof![Just(Bound::Max), Just(Bound::Min), Just(Bound::Exact)]
    }

    fn any_measure() -> impl Strategy<Value = Measure> {
        let value = || (0u32..1_000_000).prop_map(|value| f64::from(value) / 4.0);
        let unit = || proptest::sample::select(TimeUnit::ALL.to_vec());
        let noun = || {
            proptest::sample::select(vec![
                "ring", "copy", "box", "class", "person", "title", "day pass",
            ])
        };
        prop_oneof![
            (bounds(), value(), unit(), any::<bool>()).prop_map(|(bound, value, unit, working)| {
                Measure::Duration {
                    bound,
                    value,
                    unit,
                    working,
                }
            }),
            (bounds(), value()).prop_map(|(bound, value)| Measure::Percentage { bound, value }),
            (bounds(), value(), noun()).prop_map(|(bound, value, unit)| Measure::Count {
                bound,
                value,
                unit: unit.to_owned()
            }),
            (bounds(), value()).prop_map(|(bound, value)| Measure::Money {
                bound,
                value,
                unit: "GBP".to_owned()
            }),
            (value(), unit()).prop_map(|(value, unit)| Measure::Frequency { value, unit }),
        ]
    }

    proptest! {
        #[test]
        fn every_printed_measure_parses_back(measure in any_measure()) {
            prop_assert_eq!(measure.to_string().parse::<Measure>(), Ok(measure));
        }
    }

    #[test]
    fn a_bound_is_said_in_words() {
        let said = |text: &str| text.parse::<Measure>().map(|measure| measure.in_words());
        assert_eq!(said("≤ 2 working days"), Ok("at most 2 working days".to_owned()));
        assert_eq!(said("≥ 90 %"), Ok("at least 90 per cent".to_owned()));
        assert_eq!(said("every 6 months"), Ok("every 6 months".to_owned()));
    }
}
