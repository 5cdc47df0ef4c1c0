//! A figure that sets a level of service: what it counts, how it binds, and on which scale it may be compared.

use serde::{Deserialize, Serialize};

use super::scale::{Scaled, decimal};

mod notation;

/// A figure that sets a level of service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Measure {
    /// A time: "within five working days".
    Duration {
        /// Which way it binds.
        bound: Bound,
        /// How many units.
        value: f64,
        /// Of what.
        unit: TimeUnit,
        /// Whether working or business days or hours are meant.
        working: bool,
    },
    /// A share: "95 % of requests".
    Percentage {
        /// Which way it binds.
        bound: Bound,
        /// 0 to 100.
        value: f64,
    },
    /// A number of things: "up to ten items".
    Count {
        /// Which way it binds.
        bound: Bound,
        /// How many.
        value: f64,
        /// A singular noun, such as `item`.
        unit: String,
    },
    /// A sum of money: "no more than £2".
    Money {
        /// Which way it binds.
        bound: Bound,
        /// In whole units of the currency.
        value: f64,
        /// ISO 4217.
        unit: String,
    },
    /// How often: once every `value` `unit`s. "Twice a year" is every 6 months.
    Frequency {
        /// How many units lie between two times.
        value: f64,
        /// Of what.
        unit: TimeUnit,
    },
}

/// What tells a measure from every one that is said otherwise: its sort, bound, value, unit and whether working time is meant.
pub type Key<'a> = (u8, Option<Bound>, u64, &'a str, bool);

/// Which way a figure binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// No more than this: "within two days".
    Max,
    /// No less than this: "at least two days".
    Min,
    /// Just this: "for two days".
    Exact,
}

/// The units of time that charters promise in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeUnit {
    /// The shortest that a charter names: "answered within 30 seconds".
    Second,
    /// "Served within five minutes".
    Minute,
    /// "Brought within an hour".
    Hour,
    /// A calendar or, where the measure says so, a working day.
    Day,
    /// Seven calendar days, or five working days.
    Week,
    /// A twelfth of a year.
    Month,
    /// 365.25 days.
    Year,
}

impl Measure {
    /// In plain words, with the unit that the charter names: "within 2 working days", "at least 95 %", "up to 5 rings",
    /// "twice a year".
    #[must_use]
    pub fn words(&self) -> String {
        let limit = if matches!(self, Self::Duration { .. }) { "within " } else { "up to " };
        self.said([limit, "", "at least "])
    }

    /// Short, for a label beside a text: "≤ 2 working days", "≥ 95 %", "≤ 5 rings", "twice a year".
    #[must_use]
    pub fn short(&self) -> String {
        self.said(["≤ ", "", "≥ "])
    }

    /// To look it up by.
    #[must_use]
    pub fn key(&self) -> Key<'_> {
        match self {
            Self::Duration { bound, value, unit, working } => {
                (0, Some(*bound), value.to_bits(), unit.id(), *working)
            }
            Self::Percentage { bound, value } => (1, Some(*bound), value.to_bits(), "", false),
            Self::Count { bound, value, unit } => (2, Some(*bound), value.to_bits(), unit, false),
            Self::Money { bound, value, unit } => (3, Some(*bound), value.to_bits(), unit, false),
            Self::Frequency { value, unit } => (4, None, value.to_bits(), unit.id(), false),
        }
    }

    fn said(&self, [max, exact, min]: [&str; 3]) -> String {
        let bound = |bound: Bound| match bound {
            Bound::Max => max,
            Bound::Exact => exact,
            Bound::Min => min,
        };
        match self {
            Self::Duration { bound: way, value, unit, working } => {
                let work = if *working { "working " } else { "" };
                let (noun, ending) = plural(*value, unit.id());
                [bound(*way), &decimal(*value), " ", work, noun, ending].concat()
            }
            Self::Percentage { bound: way, value } => [bound(*way), &decimal(*value), " %"].concat(),
            Self::Count { bound: way, value, unit } => {
                let (noun, ending) = plural(*value, unit);
                [bound(*way), &decimal(*value), " ", noun, ending].concat()
            }
            Self::Money { bound: way, value, unit } => {
                let sign = match unit.as_str() {
                    "GBP" => "£",
                    "EUR" => "€",
                    code => &format!("{code} "),
                };
                let sum = if value.fract() == 0.0 { decimal(*value) } else { format!("{value:.2}") };
                format!("{}{sign}{sum}", bound(*way))
            }
            Self::Frequency { value, unit } => match Scaled::of(self) {
                Some(scaled) => scaled.words(),
                None => format!("every {} {}", decimal(*value), many(*value, unit.id())),
            },
        }
    }
}

impl TimeUnit {
    /// All of them, shortest first.
    pub const ALL: &'static [Self] =
        &[Self::Second, Self::Minute, Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// The one of that word; `None` for any other.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|unit| unit.id() == id)
    }

    /// The word for it in JSON, such as `day`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl Bound {
    /// The word for it in JSON, such as `max`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Max => "max",
            Self::Min => "min",
            Self::Exact => "exact",
        }
    }
}

/// A noun of the gold scheme, for that many: "day", "copies", "boxes".
fn many(value: f64, noun: &str) -> String {
    let (noun, ending) = plural(value, noun);
    [noun, ending].concat()
}

/// The same as what stays of the noun and what ends it.
fn plural(value: f64, noun: &str) -> (&str, &'static str) {
    let ends = |endings: &[&str]| endings.iter().any(|ending| noun.ends_with(ending));
    // As it is written, so that no figure reads "1 days".
    let is_one = (0.9..1.1).contains(&value) && decimal(value) == "1";
    match noun.strip_suffix('y') {
        _ if is_one || noun.is_empty() => (noun, ""),
        _ if noun == "person" => ("people", ""),
        Some(stem) if !ends(&["ay", "ey", "oy", "uy"]) => (stem, "ies"),
        _ if ends(&["ss", "x", "ch", "sh"]) => (noun, "es"),
        _ => (noun, "s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(measure: &Measure, words: &str, short: &str) {
        assert_eq!((measure.words().as_str(), measure.short().as_str()), (words, short));
    }

    #[test]
    fn a_measure_is_said_with_its_bound_and_the_unit_it_names() {
        let time = |bound, value, working| Measure::Duration { bound, value, unit: TimeUnit::Day, working };
        check(&time(Bound::Max, 2.0, true), "within 2 working days", "≤ 2 working days");
        check(&time(Bound::Exact, 1.0, false), "1 day", "1 day");
        check(&time(Bound::Min, 0.5, false), "at least 0.5 days", "≥ 0.5 days");
        check(&Measure::Percentage { bound: Bound::Min, value: 99.5 }, "at least 99.5 %", "≥ 99.5 %");
        let count = |unit: &str| Measure::Count { bound: Bound::Max, value: 5.0, unit: unit.to_owned() };
        check(&count("ring"), "up to 5 rings", "≤ 5 rings");
        check(&count("copy"), "up to 5 copies", "≤ 5 copies");
        check(&count("box"), "up to 5 boxes", "≤ 5 boxes");
        let money = |value, unit: &str| Measure::Money { bound: Bound::Exact, value, unit: unit.to_owned() };
        check(&money(1.5, "GBP"), "£1.50", "£1.50");
        check(&money(2.0, "AUD"), "AUD 2", "AUD 2");
        check(&Measure::Frequency { value: 6.0, unit: TimeUnit::Month }, "twice a year", "twice a year");
        check(&Measure::Frequency { value: 0.0, unit: TimeUnit::Day }, "every 0 days", "every 0 days");
    }
}
