//! Shares as bars, as in "how many charters of a kind speak of a topic".

use serde::Serialize;

use super::percent;

/// One share that is to be shown.
#[derive(Clone, Debug)]
pub struct Share {
    /// What it is of.
    pub label: String,
    /// Where the label leads, relative to the page; empty for nowhere.
    pub href: String,
    /// How many.
    pub part: usize,
    /// Of how many.
    pub of: usize,
}

/// A bar chart as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bars {
    /// Tells the chart from others on its page.
    pub id: String,
    /// The finding, as a sentence.
    pub title: String,
    /// What is seen, for those who do not see it.
    pub description: String,
    /// Of the whole picture, in pixels.
    pub height: u32,
    /// From top to bottom.
    pub bars: Vec<Bar>,
    /// Where its links open, as in [`Chart::target`](super::Chart::target).
    pub target: &'static str,
}

/// A bar as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// As given, in lines that a phone has room for.
    pub label: Vec<String>,
    /// As given.
    pub href: String,
    /// As in "12 of 31".
    pub text: String,
    /// Where the letters of its first line stand.
    pub label_y: u32,
    /// Where the bar begins.
    pub y: u32,
    /// How far it reaches, in percent of the width.
    pub width: String,
}

/// Pixels from one bar to the next.
const STEP: u32 = 34;
/// Pixels from one line of a label to the next, as in `part/bars.html`.
const LINE: u32 = 16;
/// As many letters of a label stand beside its count on the narrowest screen.
const ROOM: usize = 30;

/// Lays out shares as bars, in the order given.
#[must_use]
pub fn bars(id: &str, title: &str, description: &str, shares: &[Share]) -> Bars {
    let mut y = 0;
    let mut bars = Vec::new();
    for share in shares {
        let text = format!("{} of {}", share.part, share.of);
        #[expect(clippy::cast_precision_loss, reason = "a share of fewer charters than 2^52 is exact enough")]
        let reach = if share.of == 0 { 0.0 } else { share.part as f64 / share.of as f64 * 100.0 };
        let (label, href) = (lines(&share.label), share.href.clone());
        let label_y = y + 14;
        y += LINE * u32::try_from(label.len().saturating_sub(1)).unwrap_or(0);
        bars.push(Bar { label, href, text, label_y, y: y + 20, width: percent(reach.min(100.0)) });
        y += STEP;
    }
    let [id, title, description] = [id, title, description].map(str::to_owned);
    Bars { id, title, description, height: y, bars, target: "" }
}

/// A label broken between words, since a picture does not break lines itself.
fn lines(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < ROOM => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(part: usize, of: usize, text: &str, width: &str) {
        let share = Share { label: "Public".to_owned(), href: String::new(), part, of };
        let drawn = bars("a", "A", "B", &[share]);
        assert_eq!(drawn.bars[0].text, text);
        assert_eq!(drawn.bars[0].width, width);
    }

    #[test]
    fn a_long_label_is_broken_where_a_phone_has_no_room_and_moves_what_is_below() {
        let share = |label: &str| Share { label: label.to_owned(), href: String::new(), part: 1, of: 2 };
        let drawn = bars("a", "A", "B", &[share("other staff of the parent body it serves"), share("guest")]);
        assert_eq!(drawn.bars[0].label, ["other staff of the parent body", "it serves"]);
        assert_eq!((drawn.bars[0].y, drawn.bars[1].label_y, drawn.height), (36, 64, 84));
    }

    #[test]
    fn a_bar_reaches_as_far_as_its_share() {
        check(1, 3, "1 of 3", "33.3%");
        check(3, 3, "3 of 3", "100%");
        check(0, 0, "0 of 0", "0%");
    }
}
