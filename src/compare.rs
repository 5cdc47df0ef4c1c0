//! Profiles become a [`Comparison`]: coverage by topic and kind, standards on their scales, gaps against peers.

use crate::model::comparison::{Comparison, Profile};

/// Compares profiles, in any order; the comparison has them in the order of their ids.
#[must_use]
pub fn profiles(mut profiles: Vec<Profile>) -> Comparison {
    profiles.sort_by(|a, b| a.id.cmp(&b.id));
    Comparison { profiles, ..Comparison::default() }
}
