//! The program: hands the arguments to [`charterhouse`] and turns the outcome into an exit code.

fn main() -> std::process::ExitCode {
    charterhouse::cli::run(std::env::args_os()).into()
}
