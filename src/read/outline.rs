//! Headings, paragraphs, lists and tables, as a reader meets them, become a [`Document`](crate::model::document::Document).
//!
//! Every format goes through here, so what a unit, a lead-in and a section are (`LABELS.md`) is decided once: words that
//! end in a colon before a list or table are its lead-in, a parent item without a colon is a unit of its own, and the
//! page's one title is no section.

use crate::model::document::{Block, Place, Section, Shape, Unit};

use super::flow::Flow;
use super::sentence::Sentences;

mod whole;

/// More words than this make a line a sentence, whatever it looks like.
pub(super) const HEADING_WORDS: usize = 14;

/// A label without an end is no longer than this.
const LABEL_WORDS: usize = 4;

/// A lead-in to paragraphs is no longer than this; anything longer says something itself.
const LEAD_IN_WORDS: usize = 12;

/// A lead-in or heading is no longer than this. Both are said again with every block or section under them, so a longer
/// one could make a document many times as long as its source.
const SAID_AGAIN_BYTES: usize = 500;

/// The document as far as it has been read.
pub(super) struct Outline<'rules> {
    sentences: &'rules Sentences,
    sections: Vec<Section>,
    /// What the text goes back to when a panel or definition is over: made anew when something follows.
    resume: Option<(String, u8)>,
    /// A paragraph's last sentence, or an item, that may turn out to be a lead-in.
    held: Option<Held>,
    /// A lead-in that stands over headings: the level of its own section, and its words.
    hanging: Option<(u8, String)>,
    /// A lead-in that each of the following paragraphs inherits; empty where there is none.
    spread: String,
    lists: Vec<List>,
    /// Which list the last block belongs to; 0 where none may be added to it.
    open_block: usize,
    list_count: usize,
    /// The level of the last heading that the source marks as one.
    real_level: u8,
}

struct Held {
    flow: Flow,
    item: bool,
    /// Whether it goes on the last block if it turns out to be a unit.
    joins: bool,
    lead_in: String,
}

struct List {
    number: usize,
    lead_in: String,
    nested_lead_in: Option<String>,
}

/// Where the text stood, to come back to; see [`Outline::mark`].
pub(super) struct Mark {
    heading: String,
    level: u8,
    real_level: u8,
}

impl<'rules> Outline<'rules> {
    /// An empty document.
    pub(super) fn new(sentences: &'rules Sentences) -> Self {
        Self {
            sentences,
            sections: vec![Section::default()],
            resume: None,
            held: None,
            hanging: None,
            spread: String::new(),
            lists: Vec::new(),
            open_block: 0,
            list_count: 0,
            real_level: 0,
        }
    }

    /// A heading of a level that the source states.
    pub(super) fn heading(&mut self, level: u8, flow: &Flow) {
        self.real_level = level.clamp(1, 6);
        self.section(self.real_level, flow);
    }

    /// A line that serves as a heading: one level below the last stated one.
    pub(super) fn pseudo_heading(&mut self, flow: &Flow) {
        self.section((self.real_level + 1).clamp(2, 6), flow);
    }

    fn section(&mut self, level: u8, flow: &Flow) {
        if flow.is_empty() {
            return;
        }
        if flow.text().len() > SAID_AGAIN_BYTES {
            return self.paragraph(flow.clone());
        }
        if let Some(held) = self.held.take() {
            if is_lead_in(held.flow.text()) {
                self.hanging = Some((self.level(), held.flow.text().to_owned()));
            } else {
                self.release(held);
            }
        } else if self.hanging.as_ref().is_some_and(|(above, _)| level <= *above) {
            self.hanging = None;
        }
        self.resume = None;
        self.spread.clear();
        self.open_block = 0;
        let (heading, place) = (flow.text().to_owned(), flow.place());
        self.sections.push(Section { heading, level, place, ..Section::default() });
    }

    /// Whether a line may be a heading by its length and its end, if it also looks like one.
    pub(super) fn could_head(&self, text: &str) -> bool {
        text.split(' ').take(HEADING_WORDS + 1).count() <= HEADING_WORDS
            && text.chars().any(char::is_alphabetic)
            && !text.ends_with(['.', ';', ',', '!'])
            && !(text.ends_with(':') && self.sentences.leads_in(text))
    }

    /// Where the text stands now, to come back to with [`Self::back_to`] when a panel or definition is over.
    pub(super) fn mark(&self) -> Mark {
        let (heading, level) = self.resume.clone().unwrap_or_else(|| {
            self.sections.last().map(|section| (section.heading.clone(), section.level)).unwrap_or_default()
        });
        Mark { heading, level, real_level: self.real_level }
    }

    /// What follows stands where `mark` stood, not under the headings since.
    pub(super) fn back_to(&mut self, mark: Mark) {
        self.settle();
        self.spread.clear();
        self.real_level = mark.real_level;
        let here = self.sections.last().map(|section| (section.heading.as_str(), section.level));
        if here != Some((&mark.heading, mark.level)) {
            self.resume = Some((mark.heading, mark.level));
        }
    }

    /// A paragraph: its sentences are units, unless the last leads in to what follows.
    pub(super) fn paragraph(&mut self, flow: Flow) {
        if flow.is_empty() {
            return;
        }
        let mut bare = self.take_bare_lead_in();
        let ranges = self.sentences.split(flow.text());
        if ranges.len() > 1 || is_lead_in(flow.text()) {
            self.spread.clear();
            bare.clear();
        }
        let mut units = flow.units(ranges.into_iter());
        let last = units.pop_if(|unit| is_lead_in(&unit.text) || self.may_lead_in(&unit.text));
        let joins = !units.is_empty();
        self.push(Shape::Paragraph, bare.clone(), Vec::new(), units);
        self.held = last.map(|unit| Held { flow: flow_of(unit), item: false, joins, lead_in: bare });
    }

    /// Whether a sentence leads in to a list although it has no colon: it breaks off, or it is a mere label.
    fn may_lead_in(&self, text: &str) -> bool {
        text.len() <= SAID_AGAIN_BYTES
            && !text.ends_with(['.', '!', '?', '”', '"', ')', ';'])
            && (self.sentences.ends_open(text) || text.split(' ').count() <= LABEL_WORDS)
    }

    /// A short lead-in that is a paragraph of its own leads in to the paragraphs behind it, as long as each is one
    /// sentence: so boxes and lines do the work of a list. Any other held text becomes a unit.
    fn take_bare_lead_in(&mut self) -> String {
        let Some(held) = self.held.take() else {
            return self.spread.clone();
        };
        let text = held.flow.text();
        if !held.item && !held.joins && is_lead_in(text) && text.split(' ').count() <= LEAD_IN_WORDS {
            self.spread = text.to_owned();
        } else {
            self.release(held);
        }
        self.spread.clone()
    }

    /// A list begins, in the item before it if a list is open.
    pub(super) fn open_list(&mut self) {
        self.spread.clear();
        let own = match self.held.take() {
            Some(held) if held.item && !is_lead_in(held.flow.text()) => {
                self.release(held);
                String::new()
            }
            Some(held) if held.item => self.last_sentence(held),
            Some(held) => held.flow.text().to_owned(),
            None => self.lists.last_mut().and_then(|list| list.nested_lead_in.take()).unwrap_or_default(),
        };
        let mut above = match self.lists.last() {
            Some(list) => list.lead_in.clone(),
            None if own.is_empty() => self.hung(),
            None => String::new(),
        };
        if above.len() > SAID_AGAIN_BYTES {
            above.clear();
        }
        self.list_count += 1;
        let lead_in = [above, own].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        self.lists.push(List { number: self.list_count, lead_in, nested_lead_in: None });
    }

    /// What hangs over the present section from above its heading.
    fn hung(&self) -> String {
        let over = self.hanging.as_ref().filter(|(above, _)| self.level() > *above);
        over.map(|(_, words)| words.clone()).unwrap_or_default()
    }

    /// The sentence of a parent item that leads in. A parent that says more than that is a unit as well.
    fn last_sentence(&mut self, held: Held) -> String {
        let ranges = self.sentences.split(held.flow.text());
        let lead_in =
            ranges.last().and_then(|last| held.flow.text().get(last.clone())).unwrap_or_default().to_owned();
        if ranges.len() > 1 {
            self.release(held);
        }
        lead_in
    }

    /// An item of the open list.
    pub(super) fn item(&mut self, flow: Flow) {
        if flow.is_empty() {
            return;
        }
        self.settle();
        self.held = Some(Held { flow, item: true, joins: false, lead_in: String::new() });
    }

    /// The open list ends.
    pub(super) fn close_list(&mut self) {
        self.settle();
        self.lists.pop();
    }

    /// A table: each row a unit. Gives the words that lead in to it.
    pub(super) fn table(&mut self, header: Vec<String>, rows: Vec<Unit>, caption: Option<String>) -> String {
        self.spread.clear();
        let mut caption = caption;
        if let Some(long) = caption.take_if(|caption| caption.len() > SAID_AGAIN_BYTES) {
            let mut flow = Flow::default();
            flow.push(&long, rows.first().map(|row| row.place).unwrap_or_default());
            self.paragraph(flow);
        }
        let lead_in = match self.held.take() {
            Some(held) if !held.item && is_lead_in(held.flow.text()) => held.flow.text().to_owned(),
            Some(held) => {
                self.release(held);
                String::new()
            }
            None => caption.unwrap_or_else(|| self.hung()),
        };
        self.push(Shape::Table, lead_in.clone(), header, rows);
        lead_in
    }

    fn level(&self) -> u8 {
        self.sections.last().map_or(0, |section| section.level)
    }

    /// What was held turns out to be a unit.
    fn settle(&mut self) {
        if let Some(held) = self.held.take() {
            self.release(held);
        }
    }

    fn release(&mut self, held: Held) {
        let unit = held.flow.clone().unit();
        let Some(list) = self.lists.last().filter(|_| held.item) else {
            if held.joins
                && let Some(block) = self.sections.last_mut().and_then(|section| section.blocks.last_mut())
            {
                block.units.push(unit);
                return;
            }
            return self.push(Shape::Paragraph, held.lead_in, Vec::new(), vec![unit]);
        };
        let (number, lead_in) = (list.number, list.lead_in.clone());
        if self.open_block == number
            && self.resume.is_none()
            && let Some(block) = self.sections.last_mut().and_then(|section| section.blocks.last_mut())
        {
            block.units.push(unit);
            return;
        }
        self.push(Shape::List, lead_in, Vec::new(), vec![unit]);
        self.open_block = number;
    }

    fn push(&mut self, shape: Shape, lead_in: String, header: Vec<String>, units: Vec<Unit>) {
        if units.is_empty() {
            return;
        }
        if let Some((heading, level)) = self.resume.take() {
            let place = units.first().map(|unit| unit.place).unwrap_or_default();
            self.sections.push(Section { heading, level, place, ..Section::default() });
        }
        self.open_block = 0;
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(Block { shape, lead_in, header, units });
        }
    }
}

/// Whether words lead in to what follows.
fn is_lead_in(text: &str) -> bool {
    text.len() <= SAID_AGAIN_BYTES && (text.ends_with([':', '：', '…', '–', '—']) || text.ends_with("..."))
}

fn flow_of(unit: Unit) -> Flow {
    let mut flow = Flow::default();
    flow.push(&unit.text, unit.place);
    flow
}

/// A place with only a line.
pub(super) fn line(line: u32) -> Place {
    Place { line, column: 0 }
}
