//! A measure as text that reads back to itself, for files and tests: `≤ 2 working days`, `≤ GBP 2`, `every 6 months`.

use std::fmt;
use std::str::FromStr;

use super::{Bound, Measure, TimeUnit, many};

impl Bound {
    fn sign(self) -> &'static str {
        match self {
            Self::Max => "≤ ",
            Self::Min => "≥ ",
            Self::Exact => "",
        }
    }
}

impl Measure {
    /// The measure without its bound: "2 working days".
    fn figure(&self) -> String {
        match self {
            Self::Duration { value, unit, working, .. } => {
                let working = if *working { "working " } else { "" };
                format!("{value} {working}{}", many(*value, unit.id()))
            }
            Self::Percentage { value, .. } => format!("{value} %"),
            Self::Count { value, unit, .. } => format!("{value} {}", many(*value, unit)),
            Self::Money { value, unit, .. } => format!("{unit} {value}"),
            Self::Frequency { value, unit } if figure_is_one(*value) => format!("every {}", unit.id()),
            Self::Frequency { value, unit } => format!("every {value} {}", many(*value, unit.id())),
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
        return Some(Measure::Frequency { value: figure(value)?, unit: time(unit)? });
    }
    let (bound, rest) = [Bound::Max, Bound::Min]
        .into_iter()
        .find_map(|bound| Some((bound, text.strip_prefix(bound.sign().trim_end())?.trim_start())))
        .unwrap_or((Bound::Exact, text));
    let (first, second) = rest.split_once(' ')?;
    let Some(value) = figure(first) else {
        let code = first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_uppercase());
        return code.then_some(()).and_then(|()| figure(second)).map(|value| Measure::Money {
            bound,
            value,
            unit: first.to_owned(),
        });
    };
    if second == "%" {
        return Some(Measure::Percentage { bound, value });
    }
    let (name, working) = second.strip_prefix("working ").map_or((second, false), |name| (name, true));
    if let Some(unit) = time(name) {
        return Some(Measure::Duration { bound, value, unit, working });
    }
    let unit = if figure_is_one(value) { second.to_owned() } else { singular(second) };
    (!unit.is_empty()).then_some(Measure::Count { bound, value, unit })
}

fn figure(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite() && *value >= 0.0)
}

#[expect(clippy::float_cmp, reason = "only just one of a thing is singular")]
fn figure_is_one(value: f64) -> bool {
    value == 1.0
}

fn time(name: &str) -> Option<TimeUnit> {
    TimeUnit::from_id(name).or_else(|| TimeUnit::from_id(name.strip_suffix('s')?))
}

/// The noun that a plural is of; any other noun as it is.
fn singular(noun: &str) -> String {
    if noun == "people" {
        return "person".to_owned();
    }
    let stems = [("ies", "y"), ("es", ""), ("s", "")].into_iter();
    stems
        .filter_map(|(end, with)| Some(format!("{}{with}", noun.strip_suffix(end)?)))
        .find(|stem| many(2.0, stem) == noun)
        .unwrap_or_else(|| noun.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use proptest::prelude::*;

    fn bounds() -> impl Strategy<Value = Bound> {
        prop_oneof![Just(Bound::Max), Just(Bound::Min), Just(Bound::Exact)]
    }

    /// What the built-in rules of units say behind a word, each once: the nouns of things, the codes of currencies.
    fn named(sort: &str) -> Vec<String> {
        let rules = include_str!("../../lexicon/en/unit.toml").lines();
        let says = rules.filter_map(|line| line.strip_prefix("says = \"")?.strip_suffix('"'));
        let names = says.filter_map(|says| says.strip_prefix(sort)).filter(|name| *name != "$");
        names.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Any finite figure from nought on, with whole ones, cents and long tails among them.
    fn value() -> impl Strategy<Value = f64> {
        prop_oneof![
            Just(1.0),
            (0u32..1_000_000).prop_map(f64::from),
            (0u32..10_000_000).prop_map(|cents| f64::from(cents) / 100.0),
            (0.0..1e15),
        ]
    }

    fn any_measure() -> impl Strategy<Value = Measure> {
        let time = || proptest::sample::select(TimeUnit::ALL.to_vec());
        let odd = ["class", "day pass", "bus", "quiz", "leaf", "person", "series"].map(str::to_owned);
        let things = [named("thing "), odd.to_vec()].concat();
        prop_oneof![
            (bounds(), value(), time(), any::<bool>()).prop_map(|(bound, value, unit, working)| {
                Measure::Duration { bound, value, unit, working }
            }),
            (bounds(), 0.0..=100.0).prop_map(|(bound, value)| Measure::Percentage { bound, value }),
            (bounds(), value(), proptest::sample::select(things))
                .prop_map(|(bound, value, unit)| Measure::Count { bound, value, unit }),
            (bounds(), value(), proptest::sample::select(named("money ")))
                .prop_map(|(bound, value, unit)| Measure::Money { bound, value, unit }),
            (value(), time()).prop_map(|(value, unit)| Measure::Frequency { value, unit }),
        ]
    }

    #[test]
    fn every_thing_and_currency_of_the_lexicon_parses_back_at_one_and_at_many() {
        let (things, codes) = (named("thing "), named("money "));
        assert!(things.len() > 50 && codes.len() > 15, "{things:?} {codes:?}");
        for value in [0.0, 0.5, 1.0, 2.0, 1000.0] {
            let bound = Bound::Max;
            let counts = things.iter().map(|unit| Measure::Count { bound, value, unit: unit.clone() });
            let sums = codes.iter().map(|unit| Measure::Money { bound, value, unit: unit.clone() });
            for measure in counts.chain(sums) {
                assert_eq!(measure.to_string().parse(), Ok(measure));
            }
        }
    }

    proptest! {
        #[test]
        fn every_printed_measure_parses_back(measure in any_measure()) {
            prop_assert_eq!(measure.to_string().parse::<Measure>(), Ok(measure));
        }
    }
}
