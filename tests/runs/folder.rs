//! A folder of charters in which anything may lie: nothing hangs, nothing is followed out, and the good charters are built.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

use super::project::{Project, charter};

/// Builds a project with one good charter and something else, and sees that the good one is built, and what is said of the other.
#[track_caller]
fn check(project: &Project, expected: &[&str]) {
    let run = project.run(&["build", "--date", "2026-11-23"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.starts_with("1 charter, "), "{}", run.stdout);
    for text in expected {
        assert!(run.stderr.contains(text), "{text} in {}", run.stderr);
    }
}

#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let project = Project::new();
    project.write("secret.md", charter("public", "secret"));
    symlink(project.path("secret.md"), project.path("charters/public/a-secret.md")).unwrap();
    check(&project, &["charters/public/a-secret.md: outside-folder:"]);
}

#[test]
fn a_kind_that_is_a_link_out_of_the_folder_is_not_followed() {
    let project = Project::new();
    project.write("elsewhere/a.md", charter("school", "a"));
    symlink(project.path("elsewhere"), project.path("charters/school")).unwrap();
    check(&project, &["charters/school: outside-folder:"]);
}

#[test]
fn a_link_to_nowhere_or_to_itself_is_unreadable() {
    let project = Project::new();
    symlink("nowhere.md", project.path("charters/public/nowhere-linked.md")).unwrap();
    symlink("round.md", project.path("charters/public/round.md")).unwrap();
    check(&project, &["nowhere-linked.md: unreadable:", "round.md: unreadable:"]);
}

#[test]
fn a_link_to_a_charter_is_the_same_charter_twice() {
    let project = Project::new();
    symlink("good-library.md", project.path("charters/public/a-library.md")).unwrap();
    check(
        &project,
        &["a-library.md: duplicate-slug: this is the same file as `charters/public/good-library.md`"],
    );
}

#[test]
fn two_names_that_differ_in_case_have_one_address() {
    let project = Project::new();
    project.charter("public", "Good-Library");
    fs::write(project.path("charters/public/good-library.MD"), charter("public", "again")).unwrap();
    check(&project, &["Good-Library.md: duplicate-slug:", "good-library.MD: duplicate-slug:"]);
}

#[test]
fn a_pipe_does_not_hang() {
    let project = Project::new();
    assert!(Command::new("mkfifo").arg(project.path("charters/public/pipe.md")).status().unwrap().success());
    check(&project, &["pipe.md: unreadable: this is a pipe, not a file"]);
}

#[test]
fn a_name_that_is_not_utf_8_is_odd() {
    let project = Project::new();
    let name = OsStr::from_bytes(b"caf\xe9.md");
    fs::write(project.path("charters/public").join(name), charter("public", "cafe")).unwrap();
    check(&project, &["odd-name: the name is not UTF-8"]);
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    let project = Project::new();
    project.charter("public", "bell\u{7}\u{1b}[31m\u{202e}");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(!run.stderr.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{:?}", run.stderr);
}

#[test]
fn a_file_that_may_not_be_read_is_unreadable() {
    let project = Project::new();
    project.charter("public", "locked");
    let path = project.path("charters/public/locked.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&path).is_ok() {
        // Nothing is locked to the superuser.
        return;
    }
    check(&project, &["locked.md: unreadable: cannot be read:"]);
}

#[test]
fn a_file_that_is_too_large_is_left_out() {
    let project = Project::new();
    project.write("charters/public/large.md", charter("public", "large") + &"word ".repeat(4 << 20));
    check(&project, &["large.md: too-large:"]);
}

#[test]
fn a_pipe_that_the_user_names_is_waited_for() {
    let project = Project::new();
    let path = project.path("pipe.md");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let writer = std::thread::spawn(move || fs::write(path, "- We will answer within two days.\n").unwrap());
    let run = project.run(&["extract", "pipe.md"]);
    writer.join().unwrap();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("/pipe\""), "{}", run.stdout);
}

#[test]
fn a_link_out_of_a_searched_folder_is_not_followed() {
    let project = Project::new();
    project.write("secret.txt", "secret");
    project.write("pages/a.txt", "We will open at nine.");
    symlink(project.path("secret.txt"), project.path("pages/b.txt")).unwrap();
    symlink(project.path("pages"), project.path("pages/round")).unwrap();
    let run = project.run(&["extract", "pages"]);
    assert_eq!((run.code, run.stdout.lines().count()), (1, 1), "{}", run.stderr);
    assert!(run.stderr.contains("pages/b.txt: outside-folder:"), "{}", run.stderr);
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let project = Project::new();
    for number in 0..3000 {
        project.write(&format!("pages/{number}.txt"), "We will open at nine.\n".repeat(40));
    }
    let mut child =
        project.command(&["extract", "pages"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn standard_input_is_a_file() {
    let project = Project::new();
    let text = fs::File::open(project.path("charters/public/good-library.md")).unwrap();
    let output = project.command(&["extract", "-"]).stdin(text).output().unwrap();
    let line = String::from_utf8(output.stdout).unwrap();
    assert!(line.starts_with("{\"charter\":\"public/stdin\",\"path\":\"-\","), "{line}");
}

#[test]
fn the_lines_are_in_the_order_of_the_files_however_many_there_are() {
    let project = Project::new();
    let mut expected = Vec::new();
    for number in 0..1500 {
        let name = format!("pages/{number:04}.txt");
        project.write(&name, format!("We will answer {number} letters. ").repeat(number % 7 * 20));
        expected.push(name);
    }
    let run = project.run(&["extract", "pages"]);
    let path = |line: &str| line.split("\"path\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(run.stdout.lines().map(path).collect::<Vec<_>>(), expected);
}

#[test]
fn nothing_is_drawn_or_coloured_in_a_pipe() {
    let project = Project::new();
    let run = project.build();
    assert_eq!(run.stderr, "");
    for verb in [&["build"][..], &["show", "good"], &["lexicon"], &["extract", "charters"], &["help"]] {
        let run = project.run(verb);
        assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'), "{verb:?}");
    }
}

#[test]
fn a_new_project_builds_at_once() {
    let project = Project::new();
    assert_eq!(project.run(&["init", "new"]).code, 0);
    let run = project.run(&["build", "--project", "new"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.ends_with("in new/output: open new/output/index.html\n"), "{}", run.stdout);
    assert_eq!(project.run(&["init", "new"]).code, 2, "nothing is overwritten");
}
