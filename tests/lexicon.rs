//! Every rule against its own sentences; ids unique; entries in order; no two rules of one file with the same words.

use std::collections::BTreeMap;

use charterhouse::lexicon::Lexicon;

fn lexicon() -> Lexicon {
    Lexicon::built_in().unwrap()
}

#[test]
fn every_rule_bears_out_its_own_sentences() {
    let wrong = lexicon().contradictions();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn entries_stand_in_the_order_of_their_ids() {
    let folder = |path| std::fs::read_dir(path).unwrap();
    for entry in folder("src/lexicon/en").chain(folder("src/lexicon/en/lens")) {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let ids: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("id = "))
            .filter(|id| id.contains('/'))
            .collect();
        assert!(ids.is_sorted(), "{}: the rules are not sorted by id", path.display());
    }
}

#[test]
fn no_two_rules_of_a_file_say_the_same_of_the_same_words() {
    let lexicon = lexicon();
    let mut owners: BTreeMap<(&str, &str, &str), &str> = BTreeMap::new();
    let mut twice = Vec::new();
    for rule in lexicon.rules() {
        for words in &rule.words {
            if let Some(owner) = owners.insert((&rule.file, &rule.says, words), &rule.id) {
                twice.push(format!("`{words}` stands in `{owner}` and in `{}`", rule.id));
            }
        }
    }
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}
