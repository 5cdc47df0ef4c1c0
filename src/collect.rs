//! What there is to read: pages are fetched with manners and within limits, and every capture is kept as a web archive.
//!
//! 1. `robots` says what a host lets us ask for, `address` what this machine should,
//! 2. `client` makes one request within its limits,
//! 3. `visit` follows one address to its page: redirects, conditions, other tries,
//! 4. `warc` writes what came as records, and reads them back,
//! 5. `store` appends them to a charter's file so that no kill harms what is there.
//!
//! Whether a capture can be read is not asked here.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use jiff::Timestamp;
use rayon::iter::{ParallelBridge as _, ParallelIterator as _};
use tokio::sync::{Mutex, Semaphore, mpsc};

use crate::error::Error;
use crate::model::capture::Capture;

pub mod robots;
pub mod address;
pub mod client;
pub mod visit;
pub mod warc;
pub mod store;

use address::Reach;
use client::Limits;
use visit::{Shared, Visit};

/// An address to be fetched.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where the page is.
    pub url: String,
    /// The newest capture that can be read, so that it is only asked whether that is still so.
    pub previous: Option<Capture>,
    /// Whether to ask even where the server said that what is kept stays fresh.
    pub again: bool,
}

/// How this program behaves toward hosts.
#[derive(Clone, Debug)]
pub struct Manners {
    /// The name by which a robots.txt may speak to it.
    pub name: String,
    /// What it calls itself in every request, with an address at which its user is reached.
    pub agent: String,
    /// How long it waits between two requests to one host.
    pub delay: Duration,
    /// How many requests it makes at once, to as many hosts.
    pub at_once: usize,
    /// Which machines it asks.
    pub reach: Reach,
    /// How far one request may go.
    pub limits: Limits,
    /// Certificates (PEM) of authorities that are trusted besides those of this machine.
    pub authorities: Vec<u8>,
    /// What time it is.
    pub clock: fn() -> Timestamp,
    /// Where a page that is no more than a sign to another sends its reader.
    pub refresh: fn(&[u8]) -> Option<String>,
}

/// How many visits may wait to be kept.
const WAITING: usize = 64;

/// Visits all targets, hosts side by side, and hands each visit with its target's number to `keep` as soon as it is over.
/// `keep` is called from several threads at once.
///
/// # Errors
/// A machine on which no request can be made at all.
pub fn visits(
    targets: &[Target],
    manners: &Manners,
    keep: &(dyn Fn(usize, Visit) + Sync),
) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::Usage(format!("cannot make ready to fetch: {error}")))?;
    let shared = Shared {
        client: client::client(manners)?,
        manners,
        at_once: Semaphore::new(manners.at_once.max(1)),
        hosts: Mutex::new(BTreeMap::new()),
    };
    // As many as there are cores, and apart from all others: they wait for visits.
    let keepers = rayon::ThreadPoolBuilder::new()
        .build()
        .map_err(|error| Error::Usage(format!("cannot make ready to fetch: {error}")))?;
    let (send, receive) = mpsc::channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            runtime.block_on(async {
                let mut visits: FuturesUnordered<_> = targets
                    .iter()
                    .enumerate()
                    .map(|(number, target)| {
                        let shared = &shared;
                        async move { (number, visit::visit(shared, target).await) }
                    })
                    .collect();
                while let Some(visit) = visits.next().await {
                    // The other end lives as long as this one.
                    let _ = send.send(visit).await;
                }
            });
        });
        let mut receive = receive;
        let visits = std::iter::from_fn(move || receive.blocking_recv());
        keepers.install(|| visits.par_bridge().for_each(|(number, visit)| keep(number, visit)));
    });
    Ok(())
}
