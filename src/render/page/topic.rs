//! To come.

use super::{Job, Site};

/// The pages of this sort.
pub(in crate::render) fn jobs<'a>(_site: &'a Site<'a>) -> Vec<Job<'a>> {
    Vec::new()
}
