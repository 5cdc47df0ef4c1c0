//! The table of charters: one row for each, with its source, its counts and its shares.

use super::column::{Column, Sort, any, ids, list, number, yes_no};
use crate::model::charter::{Basis, Kind};
use crate::model::commitment::{Commitment, Party, Strength, Topic};
use crate::model::comparison::{Comparison, Gap, Profile};

/// A charter with what it is silent on.
pub(super) struct Row<'a> {
    profile: &'a Profile,
    gaps: &'a [Gap],
}

impl Row<'_> {
    /// How many of the library's own commitments are so.
    fn promised(&self, so: impl Fn(&Commitment) -> bool) -> usize {
        let own = self.profile.commitments.iter().filter(|commitment| commitment.party == Party::Library);
        own.filter(|commitment| so(commitment)).count()
    }

    /// The topics that the charter speaks of, in the order of topics.
    fn topics(&self) -> impl Iterator<Item = Topic> {
        let spoken = |topic: &Topic| {
            let mut commitments = self.profile.commitments.iter();
            commitments.any(|commitment| commitment.topic == *topic || commitment.also.contains(topic))
        };
        Topic::ALL.iter().copied().filter(spoken)
    }
}

/// Every charter, in the order of ids.
pub(super) fn rows(comparison: &Comparison) -> impl Iterator<Item = Row<'_>> {
    comparison.profiles.iter().enumerate().map(|(index, profile)| Row {
        profile,
        gaps: comparison.gaps.get(index).map(Vec::as_slice).unwrap_or_default(),
    })
}

type Cell = fn(&Row<'_>, &mut String);

const fn text(name: &'static str, meaning: &'static str, cell: Cell) -> Column<Cell> {
    Column { name, sort: Sort::Text, unit: "", values: any, meaning, cell }
}

const fn word(name: &'static str, values: fn() -> String, meaning: &'static str, cell: Cell) -> Column<Cell> {
    Column { name, sort: Sort::Word, unit: "", values, meaning, cell }
}

const fn whole(name: &'static str, unit: &'static str, meaning: &'static str, cell: Cell) -> Column<Cell> {
    Column { name, sort: Sort::Whole, unit, values: any, meaning, cell }
}

const fn share(name: &'static str, meaning: &'static str, cell: Cell) -> Column<Cell> {
    Column {
        name,
        sort: Sort::Number,
        unit: "share of the library's own commitments, 0 to 1",
        values: any,
        meaning,
        cell,
    }
}

/// A count of labels; nothing where no unit was labelled, for then 0 would be no count.
fn labels(row: &Row<'_>, cell: &mut String, labels: usize) {
    if row.profile.unlabelled().is_none() {
        count(cell, labels);
    }
}

fn count(cell: &mut String, count: usize) {
    cell.push_str(&count.to_string());
}

#[expect(clippy::cast_precision_loss, reason = "a share of fewer commitments than 2^52 is exact enough")]
fn of_promised(row: &Row<'_>, cell: &mut String, so: impl Fn(&Commitment) -> bool) {
    let all = row.promised(|_| true);
    if all > 0 {
        number(cell, (row.promised(so) as f64 / all as f64 * 1e4).round() / 1e4);
    }
}

pub(super) const COLUMNS: &[Column<Cell>] = &[
    text("charter", "The charter's id: the kind of library, a slash, a short name.", |row, cell| {
        cell.push_str(row.profile.id.as_str());
    }),
    text("library", "The library, as it names itself.", |row, cell| cell.push_str(&row.profile.facts.name)),
    word(
        "kind",
        || ids(Kind::ALL.map(Kind::id)),
        "The kind of library.",
        |row, cell| {
            cell.push_str(row.profile.facts.kind.id());
        },
    ),
    text("country", "The country, as ISO 3166-1 has it in two letters.", |row, cell| {
        cell.push_str(&row.profile.facts.country);
    }),
    text(
        "region",
        "The state, province or county, as ISO 3166-2 has it; empty where it was not recorded.",
        |row, cell| {
            cell.push_str(row.profile.facts.region.as_deref().unwrap_or_default());
        },
    ),
    text("title", "The charter's own title.", |row, cell| cell.push_str(&row.profile.facts.title)),
    Column {
        sort: Sort::Address,
        ..text("url", "Where it was found.", |row, cell| cell.push_str(&row.profile.facts.url))
    },
    Column {
        sort: Sort::Date,
        ..text("retrieved", "The day on which the copy that was used was read.", |row, cell| {
            cell.push_str(&row.profile.facts.retrieved.to_string());
        })
    },
    word(
        "basis",
        || ids(Basis::ALL.map(Basis::id)),
        "How the text relates to the charter: its facts in our words (summary), its own words (verbatim), or made up (sample).",
        |row, cell| cell.push_str(row.profile.facts.basis.id()),
    ),
    text("language", "The language that most of the text is in, as BCP 47 has it.", |row, cell| {
        cell.push_str(&row.profile.languages.main.id);
    }),
    whole("commitments", "commitments", "How many commitments it holds, of both parties.", |row, cell| {
        labels(row, cell, row.profile.commitments.len());
    }),
    whole("by_library", "commitments", "How many of them the library owes.", |row, cell| {
        labels(row, cell, row.promised(|_| true));
    }),
    whole("by_user", "commitments", "How many of them are asked of the user.", |row, cell| {
        labels(row, cell, row.profile.commitments.len().saturating_sub(row.promised(|_| true)));
    }),
    whole("firm", "commitments", "How many the library promises without a hedge.", |row, cell| {
        labels(row, cell, row.promised(|commitment| commitment.strength == Strength::Firm));
    }),
    whole("qualified", "commitments", "How many it promises with a hedge.", |row, cell| {
        labels(row, cell, row.promised(|commitment| commitment.strength == Strength::Qualified));
    }),
    whole("discretionary", "commitments", "How many it leaves to its own choice.", |row, cell| {
        labels(row, cell, row.promised(|commitment| commitment.strength == Strength::Discretionary));
    }),
    whole(
        "with_figure",
        "commitments",
        "How many of the library's have a figure: its service standards.",
        |row, cell| {
            labels(row, cell, row.promised(|commitment| !commitment.measures.is_empty()));
        },
    ),
    whole("with_vague", "commitments", "How many of the library's have a vague word.", |row, cell| {
        labels(row, cell, row.promised(|commitment| !commitment.vague.is_empty()));
    }),
    share(
        "share_firm",
        "How much of what the library promises is firm; empty where it promises nothing.",
        |row, cell| {
            of_promised(row, cell, |commitment| commitment.strength == Strength::Firm);
        },
    ),
    share("share_figure", "How much of it has a figure; empty where it promises nothing.", |row, cell| {
        of_promised(row, cell, |commitment| !commitment.measures.is_empty());
    }),
    share("share_vague", "How much of it has a vague word; empty where it promises nothing.", |row, cell| {
        of_promised(row, cell, |commitment| !commitment.vague.is_empty());
    }),
    whole(
        "other",
        "units",
        "How many other list items, rows and sentences it holds, which promise nothing or are not labelled.",
        |row, cell| {
            count(cell, row.profile.other.len());
        },
    ),
    whole(
        "unlabelled",
        "units",
        "How many of those were not labelled, since there are no rules for their language; where they are all that the charter \
         holds, its counts of commitments are empty.",
        |row, cell| {
            count(cell, row.profile.languages.unlabelled_units());
        },
    ),
    Column {
        sort: Sort::YesNo,
        ..word(
            "reviewed",
            || ids(["yes", "no"]),
            "Whether a person has decided about any of its units.",
            |row, cell| cell.push_str(yes_no(row.profile.is_reviewed())),
        )
    },
    whole("reviewed_units", "units", "About how many of its units a person has decided.", |row, cell| {
        count(cell, row.profile.reviewed);
    }),
    whole(
        "unsure",
        "commitments",
        "How many of its commitments have a label that is unsure.",
        |row, cell| {
            count(cell, row.profile.commitments.iter().filter(|one| !one.unsure().is_empty()).count());
        },
    ),
    Column {
        sort: Sort::List,
        ..word(
            "topics",
            || ids(Topic::ALL.iter().map(|topic| topic.id())),
            "The topics that it speaks of, as a commitment's main topic or besides it.",
            |row, cell| list(cell, row.topics().map(Topic::id)),
        )
    },
    Column {
        sort: Sort::List,
        ..word(
            "gaps",
            || ids(Topic::ALL.iter().map(|topic| topic.id())),
            "The topics that it is silent on and at least half of its peers speak of, the commonest first; empty where it has \
             fewer than three peers, the other charters of its kind.",
            |row, cell| list(cell, row.gaps.iter().map(|gap| gap.topic.id())),
        )
    },
    Column {
        sort: Sort::Address,
        ..text("page", "Where it stands in the site, from the site's home.", |row, cell| {
            for part in ["charters/", row.profile.id.as_str(), ".html"] {
                cell.push_str(part);
            }
        })
    },
];
