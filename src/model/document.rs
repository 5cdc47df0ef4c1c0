//! What reading makes of a file: a tree of sections, each with blocks, each block with units, each with its place.

use serde::Serialize;

/// Where something stands in its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// From 1; 0 where the source has no lines to speak of.
    pub line: u32,
    /// In characters, from 1; 0 where only the line is known.
    pub column: u32,
}

/// A charter as read: everything of its own, nothing of the site around it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The page's own title, where it has one. It is no section (`LABELS.md`, ruling 13).
    pub title: Option<String>,
    /// BCP 47, where the source declares it.
    pub language: Option<String>,
    /// What stands before the first heading, then everything under one. The first has no heading.
    pub sections: Vec<Section>,
}

/// A heading with what stands under it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its heading, accordion summary, definition term or bold line that serves as one; empty for what stands before the first.
    pub heading: String,
    /// 1 to 6; 0 for the section without a heading.
    pub level: u8,
    /// Where the heading stands.
    pub place: Place,
    /// What stands directly under it.
    pub blocks: Vec<Block>,
    /// Sections of a deeper level. Never deeper than six, whatever the source does.
    pub sections: Vec<Section>,
}

/// A paragraph, list or table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    /// Which of the three it is.
    pub shape: Shape,
    /// The words over it that each of its units inherits ("We aim to:"); a nested list has its parents' words before its own.
    /// Empty where there are none.
    pub lead_in: String,
    /// A table's header cells; empty for the others, and for a table without a header.
    pub header: Vec<String>,
    /// In the order of the source.
    pub units: Vec<Unit>,
}

/// The three shapes of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Its units are sentences.
    Paragraph,
    /// Its units are list items.
    List,
    /// Its units are rows: cells joined by [`Unit::CELL`].
    Table,
}

/// One list item, table row or sentence of a paragraph: the smallest thing that carries labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// Without marks of Markdown or HTML, white space folded; a table row is its cells joined by [`Unit::CELL`].
    pub text: String,
    /// Where it begins in the source.
    pub place: Place,
}

impl Unit {
    /// What stands between two cells of a row.
    pub const CELL: &'static str = " | ";

    /// The cells of a row; the whole text for any other unit.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.text.split(Self::CELL)
    }
}

/// A unit with what stands around it.
#[derive(Clone, Copy, Debug)]
pub struct UnitInContext<'doc> {
    /// The unit itself.
    pub unit: &'doc Unit,
    /// The block that it stands in.
    pub block: &'doc Block,
    /// The nearest heading; empty before the first.
    pub section: &'doc str,
    /// The heading above that one; empty where there is none.
    pub parent_section: &'doc str,
    /// Its number within its block, from 0.
    pub index: usize,
}

impl Document {
    /// Every unit with its context, in the order of the source.
    #[must_use]
    pub fn units(&self) -> Vec<UnitInContext<'_>> {
        fn walk<'doc>(section: &'doc Section, parent: &'doc str, units: &mut Vec<UnitInContext<'doc>>) {
            for block in &section.blocks {
                units.extend(block.units.iter().enumerate().map(|(index, unit)| UnitInContext {
                    unit,
                    block,
                    section: &section.heading,
                    parent_section: parent,
                    index,
                }));
            }
            for inner in &section.sections {
                walk(inner, &section.heading, units);
            }
        }
        let mut units = Vec::new();
        for section in &self.sections {
            walk(section, "", &mut units);
        }
        units
    }
}
