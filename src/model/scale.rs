//! The scales that figures are compared on, and how an amount on one of them is said in plain words.
//!
//! A figure keeps its own words wherever it is shown; the scale is only for setting it beside others. Time by the clock and
//! time of service are two scales, since "two working days" may be four days to the one who waits: nothing here turns one
//! into the other.

use serde::Serialize;

use super::measure::{Bound, Measure, TimeUnit};

/// Days in a year of the calendar, leap years counted in.
const DAYS_A_YEAR: f64 = 365.25;
/// Hours in a year of the calendar.
const YEAR: f64 = DAYS_A_YEAR * 24.0;
/// Hours of service in a working day.
const WORKING_DAY: f64 = 8.0;
/// Hours of service in a working week of five days.
const WORKING_WEEK: f64 = 5.0 * WORKING_DAY;
/// Hours of service in a year: every week counts five days, since public holidays differ from country to country.
const WORKING_YEAR: f64 = DAYS_A_YEAR / 7.0 * WORKING_WEEK;

/// A scale that figures are compared on. Figures of two scales are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Hours by the clock: "within two days" is 48.
    CalendarTime,
    /// Hours of service: "within two working days" is 16.
    WorkingTime,
    /// 0 to 100: "95 % of requests".
    Percentage,
    /// Times a year: "twice a year" is 2.
    Frequency,
}

impl Scale {
    /// All four, in the order in which pages show them.
    pub const ALL: [Self; 4] = [Self::WorkingTime, Self::CalendarTime, Self::Percentage, Self::Frequency];

    /// The word for it in addresses, classes and data.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::CalendarTime => "calendar-time",
            Self::WorkingTime => "working-time",
            Self::Percentage => "percentage",
            Self::Frequency => "frequency",
        }
    }

    /// An amount on this scale.
    #[must_use]
    pub fn with(self, amount: f64) -> Scaled {
        match self {
            Self::CalendarTime => Scaled::CalendarTime(amount),
            Self::WorkingTime => Scaled::WorkingTime(amount),
            Self::Percentage => Scaled::Percentage(amount),
            Self::Frequency => Scaled::Frequency(amount),
        }
    }
}

/// What a figure comes to on a scale.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(tag = "scale", content = "amount", rename_all = "kebab-case")]
pub enum Scaled {
    /// Hours by the clock: a day is 24, a month a twelfth of 365.25 days.
    CalendarTime(f64),
    /// Hours of service: a working day is 8, a working week 40, a working year the five-day weeks of 365.25 days.
    WorkingTime(f64),
    /// 0 to 100.
    Percentage(f64),
    /// Times a year.
    Frequency(f64),
}

impl Scaled {
    /// What a measure comes to. `None` for money and counts, whose units are too many to compare, and for a figure that no
    /// scale has: not a number, not above zero, or a share beyond 100.
    #[must_use]
    pub fn of(measure: &Measure) -> Option<Self> {
        let scaled = match *measure {
            Measure::Duration { value, unit, working: true, .. } => {
                Self::WorkingTime(working_hours(value, unit))
            }
            Measure::Duration { value, unit, working: false, .. } => Self::CalendarTime(value * hours(unit)),
            Measure::Percentage { value, .. } if (0.0..=100.0).contains(&value) => {
                return Some(Self::Percentage(value));
            }
            Measure::Frequency { value, unit } => Self::Frequency(YEAR / (value * hours(unit))),
            Measure::Percentage { .. } | Measure::Count { .. } | Measure::Money { .. } => return None,
        };
        (scaled.amount().is_finite() && scaled.amount() > 0.0).then_some(scaled)
    }

    /// The scale.
    #[must_use]
    pub fn scale(self) -> Scale {
        match self {
            Self::CalendarTime(_) => Scale::CalendarTime,
            Self::WorkingTime(_) => Scale::WorkingTime,
            Self::Percentage(_) => Scale::Percentage,
            Self::Frequency(_) => Scale::Frequency,
        }
    }

    /// The amount on it.
    #[must_use]
    pub fn amount(self) -> f64 {
        match self {
            Self::CalendarTime(amount)
            | Self::WorkingTime(amount)
            | Self::Percentage(amount)
            | Self::Frequency(amount) => amount,
        }
    }

    /// In plain words: "2 working days", "1.5 hours", "95 %", "twice a year". The largest unit in which the amount is whole
    /// or ends in a half, and below a hundred; where there is none, the largest that it fills, rounded and said with "about".
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::CalendarTime(amount) => span(amount, &CALENDAR),
            Self::WorkingTime(amount) => span(amount, &WORKING),
            Self::Percentage(amount) => format!("{} %", decimal(amount)),
            Self::Frequency(amount) => rhythm(amount),
        }
    }
}

/// Which way a figure binds, as far as comparing goes. Only figures of one sense are summarised together: an answer "within two
/// weeks" and a loan "for two weeks" are of one length and say nothing of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sense {
    /// No more than this. As a time it is how long a person waits for an answer or a deed (less is better for them), save a
    /// loan of "up to" so long, which the words alone do not tell from it. "Within two working days."
    AtMost,
    /// Just this: a loan, a term, a notice, hours a week, and every frequency. "For three weeks", "twice a year".
    Exactly,
    /// No less than this. A share without a bound stands here too, since charters word a target so: "95 % of requests".
    AtLeast,
}

impl Sense {
    /// All three.
    pub const ALL: [Self; 3] = [Self::AtMost, Self::Exactly, Self::AtLeast];

    /// The sense in which a measure binds.
    #[must_use]
    pub fn of(measure: &Measure) -> Self {
        match measure {
            Measure::Percentage { bound: Bound::Exact, .. } => Self::AtLeast,
            Measure::Duration { bound, .. }
            | Measure::Percentage { bound, .. }
            | Measure::Count { bound, .. }
            | Measure::Money { bound, .. } => match bound {
                Bound::Max => Self::AtMost,
                Bound::Exact => Self::Exactly,
                Bound::Min => Self::AtLeast,
            },
            Measure::Frequency { .. } => Self::Exactly,
        }
    }
}

/// Hours by the clock in a unit.
fn hours(unit: TimeUnit) -> f64 {
    match unit {
        TimeUnit::Second => 1.0 / 3600.0,
        TimeUnit::Minute => 1.0 / 60.0,
        TimeUnit::Hour => 1.0,
        TimeUnit::Day => 24.0,
        TimeUnit::Week => 168.0,
        TimeUnit::Month => YEAR / 12.0,
        TimeUnit::Year => YEAR,
    }
}

/// Hours of service in a time that is marked as working. "48 hours (Monday to Friday)" are two working days, not six: whole
/// days said in hours count as working days.
fn working_hours(value: f64, unit: TimeUnit) -> f64 {
    match unit {
        TimeUnit::Hour if value >= 24.0 && value % 24.0 == 0.0 => value / 24.0 * WORKING_DAY,
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => value * hours(unit),
        TimeUnit::Day => value * WORKING_DAY,
        TimeUnit::Week => value * WORKING_WEEK,
        TimeUnit::Month => value * WORKING_YEAR / 12.0,
        TimeUnit::Year => value * WORKING_YEAR,
    }
}

/// Units of a scale from the longest to the shortest: hours, one, many.
type Units = [(f64, &'static str, &'static str)];

const CALENDAR: [(f64, &str, &str); 7] = [
    (YEAR, "year", "years"),
    (YEAR / 12.0, "month", "months"),
    (168.0, "week", "weeks"),
    (24.0, "day", "days"),
    (1.0, "hour", "hours"),
    (1.0 / 60.0, "minute", "minutes"),
    (1.0 / 3600.0, "second", "seconds"),
];

// Charters say "ten working days" and hardly ever "two working weeks", so weeks are left out, and with them what is longer.
const WORKING: [(f64, &str, &str); 4] = [
    (WORKING_DAY, "working day", "working days"),
    (1.0, "working hour", "working hours"),
    (1.0 / 60.0, "working minute", "working minutes"),
    (1.0 / 3600.0, "working second", "working seconds"),
];

fn span(amount: f64, units: &Units) -> String {
    let filled = || units.iter().filter(|(length, ..)| amount / length >= 1.0 - 1e-9);
    let even = |length: f64| {
        let halves = amount / length * 2.0;
        (halves - halves.round()).abs() < 1e-6 && halves < 200.0
    };
    let say = |&(length, one, many): &(f64, &str, &str), about: &str| {
        let units = amount / length;
        let number = decimal(if about.is_empty() { units } else { (units * 10.0).round() / 10.0 });
        format!("{about}{number} {}", if number == "1" { one } else { many })
    };
    let exact = filled().find(|(length, ..)| even(*length)).map(|unit| say(unit, ""));
    exact
        .or_else(|| filled().next().map(|unit| say(unit, "about ")))
        .or_else(|| units.last().map(|unit| say(unit, "")))
        .unwrap_or_default()
}

fn rhythm(a_year: f64) -> String {
    let whole = |times: f64| (times - times.round()).abs() < 1e-6 * times.max(1.0) && times.round() >= 1.0;
    let say = |times: f64, unit: &str| match decimal(times).as_str() {
        "1" => format!("once a {unit}"),
        "2" => format!("twice a {unit}"),
        number => format!("{number} times a {unit}"),
    };
    let periods =
        [("year", a_year, 11.5), ("month", a_year / 12.0, 4.5), ("week", a_year * 168.0 / YEAR, 6.5)];
    if let Some((unit, times, _)) = periods.into_iter().find(|(_, times, most)| whole(*times) && times < most)
    {
        return say(times, unit);
    }
    let a_day = a_year / DAYS_A_YEAR;
    if whole(a_day) {
        return say(a_day, "day");
    }
    let every = span(YEAR / a_year, &CALENDAR);
    match every.strip_prefix("about ") {
        Some(_) if a_year >= 1.5 => format!("about {} times a year", decimal(a_year.round())),
        Some(every) => format!("about every {every}"),
        None => format!("every {every}"),
    }
}

/// A number as people write it: whole where it is whole, else with up to two decimals.
#[must_use]
pub fn decimal(value: f64) -> String {
    // Most figures are whole, and writing those needs no arithmetic of long numbers.
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{}", whole(value));
    }
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[expect(clippy::cast_possible_truncation, reason = "only whole numbers below 2^53 are asked for")]
fn whole(value: f64) -> i64 {
    value as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(value: f64, unit: TimeUnit, working: bool) -> Measure {
        Measure::Duration { bound: Bound::Max, value, unit, working }
    }

    #[track_caller]
    fn check(measure: &Measure, expected: &str) {
        let found = Scaled::of(measure);
        let shown = found.map_or("none".to_owned(), |scaled| {
            format!("{} {} = {}", scaled.scale().id(), decimal(scaled.amount()), scaled.words())
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn calendar_time_is_hours_by_the_clock() {
        check(&time(2.0, TimeUnit::Day, false), "calendar-time 48 = 2 days");
        check(&time(0.5, TimeUnit::Hour, false), "calendar-time 0.5 = 30 minutes");
        check(&time(90.0, TimeUnit::Minute, false), "calendar-time 1.5 = 1.5 hours");
        check(&time(1.0, TimeUnit::Month, false), "calendar-time 730.5 = 1 month");
        check(&time(28.0, TimeUnit::Day, false), "calendar-time 672 = 4 weeks");
        check(&time(30.0, TimeUnit::Day, false), "calendar-time 720 = 30 days");
        check(&time(7.3, TimeUnit::Hour, false), "calendar-time 7.3 = about 7.3 hours");
        check(&time(30.0, TimeUnit::Second, false), "calendar-time 0.01 = 30 seconds");
    }

    #[test]
    fn working_time_is_hours_of_service() {
        check(&time(2.0, TimeUnit::Day, true), "working-time 16 = 2 working days");
        check(&time(1.0, TimeUnit::Week, true), "working-time 40 = 5 working days");
        check(&time(4.0, TimeUnit::Hour, true), "working-time 4 = 4 working hours");
        check(&time(48.0, TimeUnit::Hour, true), "working-time 16 = 2 working days");
        check(&time(1.0, TimeUnit::Year, true), "working-time 2087.14 = about 260.9 working days");
    }

    #[test]
    fn a_frequency_is_times_a_year() {
        let every = |value, unit| Measure::Frequency { value, unit };
        check(&every(1.0, TimeUnit::Year), "frequency 1 = once a year");
        check(&every(6.0, TimeUnit::Month), "frequency 2 = twice a year");
        check(&every(1.0, TimeUnit::Month), "frequency 12 = once a month");
        check(&every(2.0, TimeUnit::Year), "frequency 0.5 = every 2 years");
        check(&every(1.0, TimeUnit::Week), "frequency 52.18 = once a week");
        check(&every(8.0, TimeUnit::Hour), "frequency 1095.75 = 3 times a day");
        check(&every(3.0, TimeUnit::Week), "frequency 17.39 = every 3 weeks");
        check(&every(2.71, TimeUnit::Week), "frequency 19.25 = about 19 times a year");
        check(&every(2.3, TimeUnit::Year), "frequency 0.43 = about every 2.3 years");
    }

    #[test]
    fn money_counts_and_impossible_figures_have_no_scale() {
        check(&Measure::Money { bound: Bound::Max, value: 2.0, unit: "GBP".to_owned() }, "none");
        check(&Measure::Count { bound: Bound::Max, value: 5.0, unit: "ring".to_owned() }, "none");
        check(&time(f64::NAN, TimeUnit::Day, false), "none");
        check(&time(-1.0, TimeUnit::Day, true), "none");
        check(&Measure::Frequency { value: 0.0, unit: TimeUnit::Day }, "none");
        check(&Measure::Percentage { bound: Bound::Exact, value: 120.0 }, "none");
        check(&Measure::Percentage { bound: Bound::Exact, value: 99.5 }, "percentage 99.5 = 99.5 %");
    }
}
