//! A figure that sets a level of service: what it counts, how it binds, and on which scale it may be compared.

use serde::{Deserialize, Serialize};

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

mod short;

impl TimeUnit {
    /// All of them, shortest first.
    pub const ALL: &'static [Self] = &[
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
    ];

    /// Its singular noun.
    #[must_use]
    pub fn name(self) -> &'static str {
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

    /// The one of that singular noun.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|unit| unit.name() == name)
    }
}
