//! Serves the site on this machine alone, builds it again when an input changes, and has the browser reload.
