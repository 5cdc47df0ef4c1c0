//! One chart or table alone, at an address of its own under `embed/`, for an `<iframe>` on somebody else's page; and the code to
//! paste there.
//!
//! Which there are, the pages that show them say: each lists its own, and offers the code beside it.

use serde::Serialize;

use super::home::Heat;
use super::matrix::Counts;
use super::{Frame, Job, Site, home, kind, language, matrix, say, standards, topic};
use crate::error::Error;
use crate::render::Page;
use crate::render::chart::{Bars, Chart};

/// Where an embedded page begins from: one folder deep.
pub(super) const ROOT: &str = "../";
/// Its links open in place of the page around the frame.
const TOP: &str = "_top";
/// Letters of a title that a line of the narrowest frame, 300 pixels wide, has room for; and of small print.
const LETTERS: (usize, usize) = (30, 40);
/// Pixels of a line of a title, of small print, and of what is around them.
const TITLE: u32 = 23;
const SMALL: u32 = 21;
const SPACE: u32 = 70;
/// Pixels of a row of a table, and of its head in a narrow frame.
const ROW: u32 = 34;
const HEAD: u32 = 175;

/// What is shown: one of these.
#[derive(Debug, Default, Serialize)]
pub(super) struct Shown<'a> {
    pub(super) chart: Option<Chart>,
    pub(super) bars: Option<Bars>,
    pub(super) heat: Option<Heat<'a>>,
    pub(super) counts: Option<Counts<'a>>,
}

impl From<Chart> for Shown<'_> {
    fn from(chart: Chart) -> Self {
        Self { chart: Some(Chart { target: TOP, ..chart }), ..Self::default() }
    }
}

impl From<Bars> for Shown<'_> {
    fn from(bars: Bars) -> Self {
        Self { bars: Some(Bars { target: TOP, ..bars }), ..Self::default() }
    }
}

/// What a chart or table is called, and where it is.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its name under `embed/`, such as `topic-hours-working-time-at-most`.
    name: String,
    /// Its title: the question that it answers.
    title: String,
    /// The page that has it with all that belongs to it, from the site's beginning, such as `topics/hours.html#figures`.
    whole: String,
}

impl Part {
    pub(super) fn new(name: impl Into<String>, title: impl Into<String>, whole: impl Into<String>) -> Self {
        Self { name: name.into(), title: title.into(), whole: whole.into() }
    }

    fn path(&self) -> String {
        format!("embed/{}.html", self.name)
    }
}

/// What `embed.html` sees.
#[derive(Serialize)]
struct Embedded<'a> {
    frame: Frame<'a>,
    shown: Shown<'a>,
    /// As in "103 charters".
    charters: String,
    /// To the page that has it with all that belongs to it.
    whole: String,
    /// The whole address of that page; empty where the site's own is not known.
    canonical: String,
}

/// How a page offers a chart or table to others.
#[derive(Debug, Serialize)]
pub(super) struct Offer {
    /// Its title, which tells it from the others of its page.
    title: String,
    /// Where it is, from the page.
    href: String,
    /// The code to paste.
    code: String,
    /// Whether the code is complete: it is not where the site's own address is not known.
    complete: bool,
}

impl Offer {
    /// Offers a dot plot on a page from which the site begins at `root`.
    pub(super) fn chart(site: &Site<'_>, root: &str, part: &Part, chart: &Chart) -> Self {
        let legend = u32::try_from(chart.kinds.len()).unwrap_or_default().div_ceil(3);
        let note = lines(&chart.note, LETTERS.1) + lines(&chart.silent, LETTERS.1);
        let around = (legend + note) * SMALL + lines(&chart.title, LETTERS.0) * TITLE;
        Self::new(site, root, part, around + chart.height)
    }

    /// Offers a bar chart.
    pub(super) fn bars(site: &Site<'_>, root: &str, part: &Part, bars: &Bars) -> Self {
        Self::new(site, root, part, lines(&bars.title, LETTERS.0) * TITLE + bars.height)
    }

    /// Offers a table with rows of so many lines.
    pub(super) fn table(site: &Site<'_>, root: &str, part: &Part, (rows, of): (usize, u32)) -> Self {
        let rows = u32::try_from(rows).unwrap_or_default();
        Self::new(site, root, part, HEAD + rows * (ROW + (of - 1) * SMALL))
    }

    /// `height` is that of what is shown; the title and the source come on top.
    fn new(site: &Site<'_>, root: &str, part: &Part, height: u32) -> Self {
        let path = part.path();
        let known = site.input.publication.at(&path);
        let complete = !known.is_empty();
        let address = if complete { &known } else { &path };
        let height = height + lines(&part.title, LETTERS.0) * TITLE + 4 * SMALL + SPACE;
        let quoted = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        Self {
            title: part.title.clone(),
            href: format!("{root}{path}"),
            code: format!(
                "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{height}\" frameborder=\"0\" loading=\"lazy\"></iframe>",
                quoted(address),
                quoted(&part.title)
            ),
            complete,
        }
    }
}

/// As many lines as a text takes in a narrow frame.
fn lines(text: &str, letters: usize) -> u32 {
    u32::try_from(text.chars().count().div_ceil(letters)).unwrap_or_default()
}

/// The pages of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let mut jobs = home::embeds(site);
    jobs.extend(standards::embeds(site));
    jobs.extend(topic::figures::embeds(site));
    jobs.extend(kind::embeds(site));
    jobs.extend(matrix::embeds(site));
    jobs.extend(language::embeds(site));
    jobs
}

/// The page of a chart or table, which is made when its turn comes.
pub(super) fn job<'a, S: Into<Shown<'a>>>(
    site: &'a Site<'a>,
    part: Part,
    shown: impl Fn() -> S + Send + Sync + 'a,
) -> Job<'a> {
    Box::new(move || make(site, &part, shown().into()))
}

fn make<'a>(site: &Site<'a>, part: &Part, shown: Shown<'a>) -> Result<Page, Error> {
    let path = part.path();
    let whole = part.whole.split('#').next().unwrap_or_default();
    let page = Embedded {
        frame: site.frame(&path, part.title.as_str(), ""),
        shown,
        charters: say::count(site.comparison.compared(), "charter"),
        whole: format!("{ROOT}{}", part.whole),
        canonical: site.input.publication.at(whole),
    };
    site.page(&path, "embed.html", &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_as_high_as_its_text_is_long() {
        assert_eq!([lines("", 30), lines(&"é".repeat(30), 30), lines(&"é".repeat(31), 30)], [0, 1, 2]);
    }
}
