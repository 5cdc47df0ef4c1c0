//! `unpack`, hidden: a PDF or DOCX on standard input, its sheet on standard output. The child that `project` runs.

use std::io::{self, Read, Write};

use super::Exit;
use crate::error::Error;
use crate::read::{LARGEST, office};

/// The memory that unpacking may take.
#[cfg(unix)]
const MEMORY: u64 = 448 << 20;

/// The stack for it: what is nested deeply in a hostile file is walked by recursion in the crates.
const STACK: usize = 64 << 20;

pub(super) fn run() -> Result<Exit, Error> {
    limit();
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    if io::stdin().lock().take(most).read_to_end(&mut bytes).is_err() || bytes.len() > LARGEST {
        return Ok(Exit::Failed);
    }
    let work = std::thread::Builder::new().stack_size(STACK).spawn(move || office::sheet(&bytes));
    let Some(sheet) = work.ok().and_then(|work| work.join().ok()) else {
        return Ok(Exit::Failed);
    };
    // Not through what prints for people: that takes out the mark.
    let printed = io::stdout().lock().write_all(&office::packed(&sheet));
    Ok(if printed.is_ok() { Exit::Done } else { Exit::Failed })
}

/// Asks the system to keep this process small; where it cannot, the parent's deadline is all there is.
fn limit() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let most = |amount| Rlimit { current: Some(amount), maximum: Some(amount) };
        let _ = setrlimit(Resource::As, most(MEMORY));
        let _ = setrlimit(Resource::Cpu, most(10));
        let _ = setrlimit(Resource::Core, most(0));
    }
}
