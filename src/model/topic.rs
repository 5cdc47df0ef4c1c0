//! What readers of the site are told of a topic.

use serde::{Deserialize, Serialize};

use super::commitment::Topic;

/// What readers of the site are told of a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TopicText {
    /// Which topic.
    pub id: Topic,
    /// Its name, as in "Opening hours".
    pub name: String,
    /// A library user's question, as in "Will you be open when you say?".
    pub question: String,
    /// What it covers, as `gold/LABELS.md` says.
    pub covers: String,
    /// What to keep in mind when drafting a promise on it.
    pub hint: String,
}
