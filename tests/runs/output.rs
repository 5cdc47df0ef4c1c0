//! The site's folder: whole or as it was, whatever happens to a build.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::project::Project;

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn index(project: &Project) -> Vec<u8> {
    fs::read(project.path("output/index.html")).unwrap()
}

#[test]
fn a_build_leaves_the_site_and_nothing_else() {
    let project = Project::new();
    project.build();
    assert_eq!(names(project.folder()), ["charters", "output"]);
    assert!(project.path("output/.charterhouse").is_file());
}

/// The README's first command: the repository is a project of its own, whose `templates/` are the built-in ones.
#[test]
fn this_repository_builds_without_a_finding() {
    let project = Project::new();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec!["charters".to_owned(), "templates".to_owned()];
    while let Some(folder) = folders.pop() {
        for name in names(&repository.join(&folder)) {
            let within = format!("{folder}/{name}");
            if repository.join(&within).is_dir() {
                folders.push(within);
            } else {
                project.write(&within, fs::read(repository.join(&within)).unwrap());
            }
        }
    }
    fs::remove_file(project.path("charters/public/good-library.md")).unwrap();
    let run = project.build();
    assert_eq!(run.stderr, "");
    assert!(run.stdout.starts_with("103 charters, "), "{}", run.stdout);
}

#[test]
fn the_same_charters_give_the_same_bytes() {
    let project = Project::new();
    project.build();
    let first = index(&project);
    project.build();
    assert_eq!(index(&project), first);
}

#[test]
fn what_git_keeps_the_folder_with_stays() {
    let project = Project::new();
    project.write("output/.gitkeep", "");
    project.write("output/.gitignore", "*\n");
    project.build();
    project.build();
    assert_eq!(fs::read_to_string(project.path("output/.gitignore")).unwrap(), "*\n");
    assert!(project.path("output/.gitkeep").is_file());
}

#[test]
fn a_page_of_the_last_site_goes_with_it() {
    let project = Project::new();
    project.build();
    project.write("output/gone.html", "x");
    project.build();
    assert!(!project.path("output/gone.html").exists());
}

#[test]
fn a_checkout_of_its_own_is_not_replaced() {
    let project = Project::new();
    project.build();
    project.write("output/.git/HEAD", "ref: refs/heads/pages\n");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains(".git"), "{}", run.stderr);
    assert!(project.path("output/.git/HEAD").is_file());
}

#[test]
fn a_build_that_fails_leaves_the_last_site() {
    let project = Project::new();
    project.build();
    let before = index(&project);
    project.write("charters/public/good-library.md", "no front matter any more\n");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("bad-front-matter"), "{}", run.stderr);
    assert_eq!(index(&project), before);
    assert_eq!(names(project.folder()), ["charters", "output"]);
}

#[test]
fn a_killed_build_leaves_the_last_site_and_the_next_one_repairs() {
    let project = Project::new();
    for number in 0..400 {
        project.charter("school", &format!("school-{number}"));
    }
    project.build();
    // Killed at many moments, so that some fall into the writing of the site, and some perhaps into the swap.
    for delay in 0..25 {
        let mut child =
            project.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let begin = Instant::now();
        while !project.path("output.partial").exists() && begin.elapsed() < Duration::from_secs(10) {
            if child.try_wait().unwrap().is_some() {
                break;
            }
        }
        thread::sleep(Duration::from_millis(delay * 4));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!index(&project).is_empty(), "after {delay}");
        assert!(project.path("output/.charterhouse").is_file(), "after {delay}");
    }
    project.build();
    assert_eq!(names(project.folder()), ["charters", "output"]);
}

#[test]
fn what_a_killed_build_left_is_repaired() {
    let project = Project::new();
    project.build();
    let site = index(&project);
    // Killed while it wrote the new site.
    project.write("output.partial/.charterhouse", "x");
    project.write("output.partial/half.html", "<p>ha");
    // Killed between its two renames, on a system that cannot exchange two folders in one step.
    fs::rename(project.path("output"), project.path("output.old")).unwrap();
    project.write("charters/public/good-library.md", "no front matter\n");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(index(&project), site, "even a build that fails repairs");
    project.charter("public", "good-library");
    project.build();
    assert_eq!(index(&project), site);
    assert_eq!(names(project.folder()), ["charters", "output"]);
}

#[test]
fn a_folder_of_somebody_else_beside_it_is_not_touched() {
    let project = Project::new();
    project.write("output.partial/thesis.md", "years of work");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("output.partial"), "{}", run.stderr);
    assert!(project.path("output.partial/thesis.md").is_file());
}

#[test]
fn many_builds_at_once_do_not_mix() {
    let project = Project::new();
    project.build();
    let before = index(&project);
    let builds: Vec<_> = (0..6)
        .map(|_| {
            let mut command = project.command(&["build", "--date", "2026-11-23"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for build in builds {
        let output = build.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(index(&project), before);
    assert_eq!(names(project.folder()), ["charters", "output"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_elsewhere_stays_a_link() {
    let project = Project::new();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::create_dir(elsewhere.path().join("site")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("site"), project.path("output")).unwrap();
    project.build();
    project.build();
    assert!(project.path("output").is_symlink());
    assert!(elsewhere.path().join("site/index.html").is_file());
    assert_eq!(names(elsewhere.path()), ["site"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_is_an_error() {
    let project = Project::new();
    std::os::unix::fs::symlink("/nowhere/at/all", project.path("output")).unwrap();
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("output"), "{}", run.stderr);
}
