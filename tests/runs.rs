//! Whole runs of the program that a file of arguments and output cannot tell: links and pipes, kills, a browser that asks.

mod runs {
    mod captures;
    mod project;
    #[cfg(unix)]
    mod folder;
    mod output;
    mod preview;
    mod review;
}
