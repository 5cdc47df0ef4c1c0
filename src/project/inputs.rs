//! The files that a user names for `extract`.
