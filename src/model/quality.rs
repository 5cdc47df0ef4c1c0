//! How good the labels are, as the site tells its readers.

/// How good one label is, measured against the gold labels.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct QualityRow {
    /// The label, such as `topic`.
    pub label: String,
    /// What the figure is, such as "accuracy" or "F1".
    pub figure: String,
    /// On charters that the model has not seen (five-fold cross-validation), 0 to 1.
    pub unseen: f64,
}
