//! The README says what there is: every verb, every setting, every code of a finding.

use std::process::Command;

use charterhouse::finding::CODES;

const README: &str = include_str!("../README.md");

fn program(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_charterhouse")).args(arguments).output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn every_verb_has_its_heading_and_an_example_in_its_help() {
    let (_, help) = program(&["--help"]);
    let verbs =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A line further in goes on with what the one above it says.
    let verbs = verbs.filter(|line| !line.starts_with("   "));
    for verb in verbs.filter_map(|line| line.split_whitespace().next()).filter(|verb| *verb != "help") {
        assert!(README.contains(&format!("\n### {verb}\n")), "{verb} has no heading in the README");
        let (done, help) = program(&[verb, "--help"]);
        assert!(done && help.contains(&format!("Example:\n  charterhouse {verb}")), "{verb}");
    }
}

#[test]
fn every_code_of_a_finding_is_explained_in_the_same_words() {
    for (code, meaning) in CODES {
        assert!(README.contains(&format!("\n| `{code}` | {meaning} |\n")), "{code}");
    }
}

#[test]
fn every_command_is_one_that_the_program_knows() {
    for line in README.lines().filter_map(|line| line.trim().strip_prefix("charterhouse ")) {
        let words: Vec<&str> =
            line.split_whitespace().take_while(|word| *word != ">").chain(["--help"]).collect();
        assert!(program(&words).0, "{line}");
    }
}

#[test]
fn every_setting_is_explained() {
    let starter = include_str!("../src/project/starter/charterhouse.toml").parse::<toml::Table>().unwrap();
    for (section, keys) in &starter {
        for key in keys.as_table().unwrap().keys() {
            assert!(README.contains(&format!("| `[{section}] {key}` |")), "{section}.{key}");
        }
    }
}
