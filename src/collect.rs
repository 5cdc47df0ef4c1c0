//! What there is to read: pages are fetched with manners and within limits, and every capture is kept as a web archive.
//!
//! 1. `robots` says what a host lets us ask for, `address` what this machine should,
//! 2. `client` makes one request within its limits,
//! 3. `visit` follows one address to its page: redirects, conditions, other tries,
//! 4. `warc` writes what came as records, and reads them back,
//! 5. `store` appends them to a charter's file so that no kill harms what is there.
//!
//! Whether a capture can be read is not asked here.

pub mod robots;
pub mod address;
pub mod warc;
pub mod store;
