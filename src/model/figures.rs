//! Some standards that are alike, their figures in order, and where a promise of one's own would stand among them.

use serde::Serialize;

use super::charter::Kind;
use super::commitment::{Channel, Topic};
use super::comparison::{Group, Summary};
use super::scale::{Scale, Sense};

/// Which standards: of one scale and one sense always, and perhaps of one topic, kind or channel.
///
/// A standard is of its commitment's main topic only, or one figure would be counted under three topics; it is of every
/// channel that its commitment names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Selection {
    /// On which scale.
    pub scale: Scale,
    /// In which sense.
    pub sense: Sense,
    /// Of which topic; `None` for all.
    pub topic: Option<Topic>,
    /// Of which kind of library; `None` for all.
    pub kind: Option<Kind>,
    /// By which channel; `None` for all, and for those that name none.
    pub channel: Option<Channel>,
}

impl Selection {
    /// All standards of a scale and a sense.
    #[must_use]
    pub fn of(scale: Scale, sense: Sense) -> Self {
        Self { scale, sense, topic: None, kind: None, channel: None }
    }

    /// The same, but of one group only.
    ///
    /// # Examples
    /// ```
    /// # use charterhouse::model::{charter::Kind, commitment::Channel};
    /// # use charterhouse::model::{comparison::Group, figures::Selection, scale::{Scale, Sense}};
    /// let by_email = Selection::of(Scale::WorkingTime, Sense::AtMost).in_group(Group::Channel(Channel::Email));
    /// let of_public_libraries = by_email.in_group(Group::Kind(Kind::Public));
    /// # assert_eq!(of_public_libraries.kind, Some(Kind::Public));
    /// ```
    #[must_use]
    pub fn in_group(mut self, group: Group) -> Self {
        match group {
            Group::Topic(topic) => self.topic = Some(topic),
            Group::Kind(kind) => self.kind = Some(kind),
            Group::Channel(channel) => self.channel = Some(channel),
        }
        self
    }
}

/// The figures of a selection. Never empty in a comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// The amounts on the selection's scale, from the smallest.
    pub amounts: Vec<f64>,
    /// How many charters they stand in.
    pub charters: usize,
}

impl Figures {
    /// The middle and the reach; `None` where there are no figures.
    #[must_use]
    pub fn summary(&self) -> Option<Summary> {
        let (&low, &high) = (self.amounts.first()?, self.amounts.last()?);
        let middle = self.amounts.len() / 2;
        let upper = *self.amounts.get(middle)?;
        let lower = if self.amounts.len().is_multiple_of(2) {
            *self.amounts.get(middle.checked_sub(1)?)?
        } else {
            upper
        };
        let median = f64::midpoint(lower, upper);
        Some(Summary { count: self.amounts.len(), charters: self.charters, low, median, high })
    }

    /// Beyond which amounts a figure lies far from the rest: below the first, or above the second. As is usual, that is one and a
    /// half times the reach of the middle half of them, on the scale as it is drawn: by ratio for times and frequencies, evenly
    /// for shares. `None` for fewer than eight figures, and where the middle half are all the same, since then nothing tells
    /// how far is far.
    #[must_use]
    pub fn fences(&self, scale: Scale) -> Option<(f64, f64)> {
        if self.amounts.len() < 8 {
            return None;
        }
        let last = self.amounts.len() - 1;
        let (low, high) = (*self.amounts.get(last / 4)?, *self.amounts.get(last - last / 4)?);
        let far = 1.5;
        let fences = if scale == Scale::Percentage {
            let reach = (high - low) * far;
            (low - reach, high + reach)
        } else {
            let reach = (high / low).powf(far);
            (low / reach, high * reach)
        };
        (low < high && fences.0.is_finite() && fences.1.is_finite()).then_some(fences)
    }

    /// Where a promise of that amount would stand among them.
    #[must_use]
    pub fn standing(&self, amount: f64) -> Standing {
        // A billionth of slack: a month in hours and a month by way of the year differ in the last digit.
        let slack = amount.abs() * 1e-9;
        let below = self.amounts.partition_point(|&other| other < amount - slack);
        let up_to = self.amounts.partition_point(|&other| other <= amount + slack);
        Standing {
            less: below,
            same: up_to.saturating_sub(below),
            more: self.amounts.len().saturating_sub(up_to),
        }
    }
}

/// How many figures are less than, the same as and more than a promise. For a time to wait, less is sooner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// How many promise less.
    pub less: usize,
    /// How many promise the same.
    pub same: usize,
    /// How many promise more.
    pub more: usize,
}

impl Standing {
    /// The share, 0 to 1, that promises the same or less: for a time to wait, the same or sooner. 0 where there are none.
    #[must_use]
    pub fn same_or_less(self) -> f64 {
        self.share(self.less + self.same)
    }

    /// The share, 0 to 1, that promises the same or more. 0 where there are none.
    #[must_use]
    pub fn same_or_more(self) -> f64 {
        self.share(self.more + self.same)
    }

    #[expect(clippy::cast_precision_loss, reason = "a share of fewer figures than 2^52 is exact enough")]
    fn share(self, part: usize) -> f64 {
        let all = self.less + self.same + self.more;
        if all == 0 { 0.0 } else { part as f64 / all as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(amounts: &[f64], promise: f64, expected: &str) {
        let figures = Figures { amounts: amounts.to_vec(), charters: 1 };
        let summary = figures.summary().map_or("nothing".to_owned(), |found| {
            format!("{} figures, {} to {}, median {}", found.count, found.low, found.high, found.median)
        });
        let standing = figures.standing(promise);
        let shown = format!(
            "{summary}; {} less, {} same, {} more, {:.2} the same or less",
            standing.less,
            standing.same,
            standing.more,
            standing.same_or_less()
        );
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_middle_ones() {
        check(
            &[8.0, 16.0],
            8.0,
            "2 figures, 8 to 16, median 12; 0 less, 1 same, 1 more, 0.50 the same or less",
        );
        check(
            &[8.0, 16.0, 16.0, 80.0],
            16.0,
            "4 figures, 8 to 80, median 16; 1 less, 2 same, 1 more, 0.75 the same or less",
        );
        check(
            &[8.0, 24.0, 80.0],
            1.0,
            "3 figures, 8 to 80, median 24; 0 less, 0 same, 3 more, 0.00 the same or less",
        );
    }

    #[test]
    fn what_lies_far_from_the_rest_is_told_by_the_middle_half() {
        let fences =
            |amounts: &[f64], scale| Figures { amounts: amounts.to_vec(), charters: 1 }.fences(scale);
        let times = [1.0, 8.0, 8.0, 16.0, 16.0, 32.0, 32.0, 32.0, 720.0];
        assert_eq!(fences(&times, Scale::WorkingTime), Some((1.0, 256.0)));
        assert_eq!(
            fences(&[80.0, 90.0, 90.0, 90.0, 95.0, 95.0, 95.0, 100.0], Scale::Percentage),
            Some((82.5, 102.5))
        );
        assert_eq!(fences(&[8.0; 20], Scale::WorkingTime), None);
        assert_eq!(fences(&times[..7], Scale::WorkingTime), None);
    }

    #[test]
    fn nothing_stands_among_nothing() {
        check(&[], 8.0, "nothing; 0 less, 0 same, 0 more, 0.00 the same or less");
    }
}
