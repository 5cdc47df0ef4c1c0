//! The table of commitments: one row for each, with everything that is known of it and of its charter.

use super::column::{Column, Sort, any, ids, list, number, yes_no};
use super::measures;
use crate::model::charter::{Basis, Kind};
use crate::model::commitment::{Channel, Commitment, Party, Strength, Topic};
use crate::model::comparison::{Comparison, Profile};
use crate::model::confidence::Label;
use crate::model::measure::{Bound, Measure};
use crate::model::scale::{Scale, Scaled};

/// A commitment with its charter.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) profile: &'a Profile,
    pub(super) commitment: &'a Commitment,
}

impl Row<'_> {
    fn first<T>(&self, of: impl Fn(&Measure) -> Option<T>) -> Option<T> {
        self.commitment.measures.first().and_then(of)
    }
}

/// Every commitment, in the order of charters and of the text.
pub(super) fn rows(comparison: &Comparison) -> impl Iterator<Item = Row<'_>> {
    comparison
        .profiles
        .iter()
        .flat_map(|profile| profile.commitments.iter().map(move |commitment| Row { profile, commitment }))
}

/// Where a commitment stands in the site.
pub(super) fn page(row: &Row<'_>, cell: &mut String) {
    for part in ["charters/", row.profile.id.as_str(), ".html#c-", &row.commitment.id] {
        cell.push_str(part);
    }
}

/// What a confidence is measured in.
const SHARE: &str = "share right of labels given alike on charters not seen, 0 to 1";

fn sure(cell: &mut String, sure: f32) {
    number(cell, (f64::from(sure) * 1e3).round() / 1e3);
}

type Cell = fn(&Row<'_>, &mut String);

/// A column with a text of the row.
const fn text(name: &'static str, meaning: &'static str, cell: Cell) -> Column<Cell> {
    Column { name, sort: Sort::Text, unit: "", values: any, meaning, cell }
}

/// A column with one of a few words.
const fn word(name: &'static str, values: fn() -> String, meaning: &'static str, cell: Cell) -> Column<Cell> {
    Column { name, sort: Sort::Word, unit: "", values, meaning, cell }
}

/// A column with how sure a label is.
const fn confidence(name: &'static str, meaning: &'static str, cell: Cell) -> Column<Cell> {
    Column { name, sort: Sort::Number, unit: SHARE, values: any, meaning, cell }
}

pub(super) const COLUMNS: &[Column<Cell>] = &[
    text(
        "id",
        "The commitment's id, made from its charter and its text: it stays as long as they do.",
        |row, cell| {
            cell.push_str(&row.commitment.id);
        },
    ),
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
        ..text("url", "Where the charter was found.", |row, cell| cell.push_str(&row.profile.facts.url))
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
    text("language", "The language that most of the charter is in, as BCP 47 has it.", |row, cell| {
        cell.push_str(&row.profile.languages.main.id);
    }),
    text(
        "section",
        "The nearest heading above the commitment; empty before the first heading.",
        |row, cell| {
            cell.push_str(&row.commitment.section);
        },
    ),
    text(
        "text",
        "The commitment: a list item, a row of a table (its cells parted by \" | \") or a sentence.",
        |row, cell| {
            cell.push_str(&row.commitment.text);
        },
    ),
    word(
        "party",
        || ids(Party::ALL.iter().map(|party| party.id())),
        "Who owes it.",
        |row, cell| {
            cell.push_str(row.commitment.party.id());
        },
    ),
    word(
        "strength",
        || ids(Strength::ALL.iter().map(|strength| strength.id())),
        "How firmly it is promised: without a hedge (firm), with one (qualified), or at the library's choice (discretionary).",
        |row, cell| cell.push_str(row.commitment.strength.id()),
    ),
    word(
        "topic",
        || ids(Topic::ALL.iter().map(|topic| topic.id())),
        "What it is about, above all.",
        |row, cell| {
            cell.push_str(row.commitment.topic.id());
        },
    ),
    Column {
        sort: Sort::List,
        ..word(
            "also",
            || ids(Topic::ALL.iter().map(|topic| topic.id())),
            "What it is about besides: two topics at most; empty where nothing.",
            |row, cell| list(cell, row.commitment.also.iter().map(|topic| topic.id())),
        )
    },
    Column {
        sort: Sort::List,
        ..word(
            "channels",
            || ids(Channel::ALL.iter().map(|channel| channel.id())),
            "The ways of contact that it names; empty where none.",
            |row, cell| list(cell, row.commitment.channels.iter().map(|channel| channel.id())),
        )
    },
    Column {
        sort: Sort::List,
        ..text(
            "measures",
            "Every figure that sets a level of service, in words, in the order of the text.",
            |row, cell| {
                let words: Vec<String> = row.commitment.measures.iter().map(Measure::words).collect();
                list(cell, words.iter().map(String::as_str));
            },
        )
    },
    word(
        "first_kind",
        || ids(measures::KINDS),
        "What sort of figure the first one is; this and the columns after it are empty where there is no figure.",
        |row, cell| cell.push_str(row.first(|measure| Some(measures::kind(measure))).unwrap_or_default()),
    ),
    word(
        "first_bound",
        || ids([Bound::Max, Bound::Min, Bound::Exact].map(Bound::id)),
        "Which way it binds: no more (max), no less (min), just so (exact); empty for a frequency.",
        |row, cell| cell.push_str(row.first(measures::bound).map(Bound::id).unwrap_or_default()),
    ),
    Column {
        sort: Sort::Number,
        ..text("first_value", "Its value, in the unit that the charter names.", |row, cell| {
            if let Some(value) = row.first(|measure| Some(measures::value(measure))) {
                number(cell, value);
            }
        })
    },
    text(
        "first_unit",
        "Its unit: of time, the noun that is counted, or the currency (ISO 4217); % for a percentage.",
        |row, cell| {
            if let Some(measure) = row.commitment.measures.first() {
                cell.push_str(measures::unit(measure));
            }
        },
    ),
    Column {
        sort: Sort::YesNo,
        ..word(
            "first_working",
            || ids(["yes", "no"]),
            "Whether working or business days or hours are meant; empty for all but times.",
            |row, cell| cell.push_str(row.first(measures::working).map(yes_no).unwrap_or_default()),
        )
    },
    word(
        "first_scale",
        || ids(Scale::ALL.map(Scale::id)),
        "The scale on which it may be compared; empty for counts and money, which have none. Working and calendar time are \
         never mixed.",
        |row, cell| {
            cell.push_str(row.first(Scaled::of).map(|scaled| scaled.scale().id()).unwrap_or_default())
        },
    ),
    Column {
        sort: Sort::Number,
        unit: measures::AMOUNT_UNIT,
        ..text("first_amount", measures::AMOUNT, |row, cell| {
            if let Some(scaled) = row.first(Scaled::of) {
                number(cell, scaled.amount());
            }
        })
    },
    Column {
        sort: Sort::List,
        ..text(
            "vague",
            "The words that promise a level without saying which; empty where there are none.",
            |row, cell| {
                list(cell, row.commitment.vague.iter().map(String::as_str));
            },
        )
    },
    confidence(
        "confidence_commitment",
        "How sure it is that this is a commitment at all; 1 where a person decided it.",
        |row, cell| sure(cell, row.commitment.confidence.commitment),
    ),
    confidence("confidence_party", "How sure the party is; 1 where a person decided it.", |row, cell| {
        sure(cell, row.commitment.confidence.party)
    }),
    confidence(
        "confidence_strength",
        "How sure the strength is; 1 where a person decided it.",
        |row, cell| sure(cell, row.commitment.confidence.strength),
    ),
    confidence("confidence_topic", "How sure the topic is; 1 where a person decided it.", |row, cell| {
        sure(cell, row.commitment.confidence.topic)
    }),
    confidence(
        "confidence_channels",
        "How sure the channels are; 1 where a person decided it.",
        |row, cell| sure(cell, row.commitment.confidence.channels),
    ),
    confidence(
        "confidence_measures",
        "How sure the measures are; 1 where a person decided it.",
        |row, cell| sure(cell, row.commitment.confidence.measures),
    ),
    confidence(
        "confidence_vague",
        "How sure the vague words are; 1 where a person decided it.",
        |row, cell| sure(cell, row.commitment.confidence.vague),
    ),
    Column {
        sort: Sort::List,
        ..word(
            "unsure",
            || ids(Label::ALL.map(Label::id)),
            "The labels whose confidence is below 0.6, the least sure first; empty where there are none.",
            |row, cell| list(cell, row.commitment.unsure().into_iter().map(Label::id)),
        )
    },
    Column {
        sort: Sort::YesNo,
        ..word(
            "reviewed",
            || ids(["yes", "no"]),
            "Whether a person has decided about this commitment's labels.",
            |row, cell| cell.push_str(yes_no(row.commitment.reviewed)),
        )
    },
    Column {
        sort: Sort::Address,
        ..text("page", "Where it stands in the site, from the site's home.", page)
    },
];
