//! A made-up project on the disk, and the program run in it: what the other test files here share.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A project that goes away with the test.
pub(super) struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// A project with one charter, `public/good-library`.
    pub(super) fn new() -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap() };
        project.charter("public", "good-library");
        project
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(super) fn charter(&self, kind: &str, slug: &str) {
        self.write(&format!("charters/{kind}/{slug}.md"), charter(kind, slug));
    }

    /// The program, to be run in the project's folder.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_charterhouse"));
        command.args(arguments).current_dir(self.folder()).stdin(Stdio::null());
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Run {
        Run::from(self.command(arguments).output().unwrap())
    }

    /// Builds, and sees that all is well.
    pub(super) fn build(&self) -> Run {
        let run = self.run(&["build", "--date", "2026-11-23"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run
    }
}

/// How a run ended.
pub(super) struct Run {
    pub(super) code: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The text of a charter file.
pub(super) fn charter(kind: &str, name: &str) -> String {
    format!(
        "+++\nname = \"{name}\"\nkind = \"{kind}\"\ncountry = \"GB\"\ntitle = \"Our promise\"\n\
         url = \"https://library.example/promise\"\nretrieved = 2026-11-23\nbasis = \"sample\"\nlanguage = \"en\"\n+++\n\n\
         ## At the desk\n\n- We will greet you within two minutes.\n- We aim to answer letters promptly.\n"
    )
}
