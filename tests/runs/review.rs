//! `review` when it is cut short or meets others: what was answered is there, and what was there stays.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use super::project::{Project, charter};

const LABELS: &str = "charters/public/good-library.labels.json";

/// A project whose charter has three units that `--all` asks about.
fn project() -> Project {
    let project = Project::new();
    let text = charter("public", "good-library") + "- Staff wear name badges.\n";
    project.write("charters/public/good-library.md", text);
    project
}

fn review(project: &Project, answers: &str) -> (i32, String) {
    let mut child = project
        .command(&["review", "good", "--all"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap_or(-1), said)
}

fn labels(project: &Project) -> serde_json::Value {
    serde_json::from_slice(&fs::read(project.path(LABELS)).unwrap()).unwrap()
}

#[test]
fn what_was_answered_before_a_kill_is_there_and_the_next_run_goes_on() {
    let project = project();
    let mut child = project
        .command(&["review", "good", "--all"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut answers = child.stdin.take().unwrap();
    answers.write_all(b"topic=staff\n\n").unwrap();
    // When the second question is asked, the first answer is on the disk; then it is killed without a word.
    let mut shown = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(shown.any(|line| line.unwrap().contains("2 of 3")));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(labels(&project)["commitments"][0]["topic"], "staff");
    let (code, said) = review(&project, "\nn\n");
    assert!(code == 0 && said.contains("2 of 2 answered"), "{said}");
    let labels = labels(&project);
    assert_eq!(labels["commitments"].as_array().unwrap().len(), 2);
    assert_eq!(labels["other"], serde_json::json!(["Staff wear name badges."]));
    let names: Vec<_> = fs::read_dir(project.path("charters/public")).unwrap().collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn entries_that_were_there_keep_their_words_and_their_order() {
    let project = project();
    let entry = "{ \"topic\": \"staff\",\n       \"text\": \"Staff wear name badges.\" }";
    project.write(
        LABELS,
        format!(
            "{{\"other\": [\"Gone.\"], \"charter\": \"public/good-library\", \"commitments\": [{entry}]}}"
        ),
    );
    let (_, said) = review(&project, "n\nb\ny\n\n");
    assert!(said.contains("2 of 2 answered"), "{said}");
    let text = fs::read_to_string(project.path(LABELS)).unwrap();
    assert!(text.contains(entry), "{text}");
    let labels = labels(&project);
    let texts: Vec<&str> =
        labels["commitments"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(
        texts,
        [
            "Staff wear name badges.",
            "We will greet you within two minutes.",
            "We aim to answer letters promptly."
        ]
    );
    assert_eq!(labels["other"], serde_json::json!(["Gone."]));
}

#[test]
fn corrections_that_cannot_be_read_are_not_written_over() {
    let project = project();
    project.write(LABELS, "{ not yet");
    let (code, said) = review(&project, "\n\n\n");
    assert!(code == 2 && said.contains("bad-labels"), "{said}");
    assert_eq!(fs::read_to_string(project.path(LABELS)).unwrap(), "{ not yet");
}

#[test]
fn a_reviewed_charter_is_marked_everywhere_and_eval_does_not_see_it() {
    let project = project();
    let gold =
        "{\"charter\":\"public/good-library\",\"commitments\":[],\"other\":[\"Staff wear name badges.\"]}";
    project.write("gold/public/good-library.json", gold);
    let measured = project.run(&["eval", "gold", "charters"]).stdout;
    project.write(LABELS, gold);
    assert_eq!(project.run(&["eval", "gold", "charters"]).stdout, measured);
    project.build();
    for page in
        ["charters/public/good-library.html", "charters.html", "kinds/public.html", "matrix/public.html"]
    {
        let text = fs::read_to_string(project.path("output").join(page)).unwrap();
        assert!(text.contains("</span> reviewed</span>"), "{page}");
    }
    assert!(project.run(&["show", "good"]).stdout.contains("✓ reviewed"));
    assert!(project.run(&["extract", "charters"]).stdout.contains("\"reviewed\":true"));
}
