//! Numbers in digits and words: `12`, `1,000`, `twenty-four`, `one and a half`, `three (3)`, `5 to 10`.

use super::slots::Slots;

/// A number with the index behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) end: usize,
    /// Whether it is the upper end of a range.
    pub(super) range: bool,
    /// Whether it is only an article.
    pub(super) article: bool,
}

/// The number or range that begins at a word.
pub(super) fn at(slots: &Slots<'_>, at: usize) -> Option<Number> {
    let first = single(slots, at)?;
    if first.article {
        return Some(first);
    }
    let Some((_, next)) = slots.says("number", "range", first.end) else {
        return Some(first);
    };
    match single(slots, next) {
        Some(upper) if !upper.article && upper.value > first.value => Some(Number { range: true, ..upper }),
        _ => Some(first),
    }
}

fn single(slots: &Slots<'_>, at: usize) -> Option<Number> {
    let (mut value, mut end) =
        fraction(slots, at).or_else(|| plain(slots, at)).or_else(|| article(slots, at))?;
    let article = slots.says("number", "article", at).is_some_and(|(_, behind)| behind == end);
    if let Some((rule, behind)) = slots.says("number", "and-half", end) {
        value += rule.value.unwrap_or_default();
        end = behind;
    }
    // A number in brackets repeats the one before it: three (3) days.
    if slots.mark(end, "(")
        && slots.words.get(end + 1).is_some_and(|word| word.number)
        && slots.mark(end + 2, ")")
    {
        end += 3;
    }
    Some(Number { value, end, range: false, article })
}

fn article(slots: &Slots<'_>, at: usize) -> Option<(f64, usize)> {
    let (_, end) = slots.says("number", "article", at)?;
    let dozen = slots.says("number", "dozen", end);
    Some(dozen.map_or((1.0, end), |(rule, behind)| (rule.value.unwrap_or(1.0), behind)))
}

/// Half an hour, a quarter of an hour, 1/2 hour.
fn fraction(slots: &Slots<'_>, at: usize) -> Option<(f64, usize)> {
    let (rule, end) = slots.says("number", "fraction", at).or_else(|| {
        let (_, behind) = slots.says("number", "article", at)?;
        slots.says("number", "fraction", behind)
    })?;
    let end = slots.says("number", "article", end).map_or(end, |(_, behind)| behind);
    Some((rule.value?, end))
}

fn plain(slots: &Slots<'_>, at: usize) -> Option<(f64, usize)> {
    let word = slots.words.get(at)?;
    // A leading nought is that of a telephone number or a clock time.
    if word.lower.len() > 1 && word.lower.starts_with('0') && !word.lower.starts_with("0.") {
        return None;
    }
    let (mut value, mut end) = if word.number {
        (word.lower.replace(',', "").parse().ok()?, at + 1)
    } else {
        let mut numbers = slots.from("number", at);
        let (rule, end) =
            numbers.find(|(rule, _)| matches!(&*rule.says, "cardinal" | "tens" | "scale" | "dozen"))?;
        let value = rule.value?;
        match slots.says("number", "cardinal", end) {
            Some((ones, behind)) if rule.says == "tens" => (value + ones.value.unwrap_or_default(), behind),
            _ => (value, end),
        }
    };
    // No promise counts so far; a bound keeps a text of nothing but "hundred" quick.
    while value < 1e12
        && let Some((scale, behind)) = slots.says("number", "scale", end)
    {
        value *= scale.value.unwrap_or(1.0);
        end = behind;
    }
    Some((value, end)).filter(|(value, _): &(f64, usize)| value.is_finite())
}
