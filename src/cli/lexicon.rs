//! `lexicon`: the rules in force, and where each comes from.

use super::layout::{columns, wrap};
use super::nearest::nearest;
use super::terminal::{BOLD, DIM, clean, print, print_json};
use super::{Exit, Format, Shared};
use crate::error::Error;
use crate::lexicon::{Lexicon, Rule};

/// Print the rules in force: the words that decide, and where each rule comes from.
///
/// A project's own rules are laid over the built-in ones, and those of `--lexicon` over both.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  charterhouse lexicon strength
  charterhouse lexicon strength/aim
  charterhouse lexicon --check --lexicon my-rules")]
pub(super) struct Arguments {
    /// A rule, such as `strength/aim`, or a file of rules, such as `strength` [default: all].
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// Try each rule on its own sentences: those in which it should hit, and those in which it should not.
    #[arg(long)]
    check: bool,
    /// How the rules are printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, shared: &Shared) -> Result<Exit, Error> {
    let project = shared.project()?;
    let (lexicon, findings) = shared.lexicon(&project)?;
    super::terminal::report(&findings);
    let exit = if findings.is_empty() { Exit::Done } else { Exit::Findings };
    if arguments.check {
        return check(&lexicon, arguments.format)
            .map(|checked| if checked == Exit::Done { exit } else { checked });
    }
    let rules = chosen(&lexicon, arguments.rule.as_deref())?;
    match (arguments.format, rules.as_slice()) {
        (Format::Json, _) => print_json(&rules)?,
        (Format::Text, [rule]) if arguments.rule.as_deref() == Some(rule.id.as_str()) => whole(rule)?,
        (Format::Text, _) => table(&rules)?,
    }
    Ok(exit)
}

/// The rules that the user asks for.
fn chosen<'a>(lexicon: &'a Lexicon, asked: Option<&str>) -> Result<Vec<&'a Rule>, Error> {
    let Some(asked) = asked else {
        return Ok(lexicon.rules().iter().collect());
    };
    if let Some(rule) = lexicon.rule(asked) {
        return Ok(vec![rule]);
    }
    let file = asked.trim_end_matches(".toml");
    let rules: Vec<_> = lexicon.rules().iter().filter(|rule| rule.file == file).collect();
    if !rules.is_empty() {
        return Ok(rules);
    }
    let known = lexicon.rules().iter().flat_map(|rule| [rule.id.as_str(), rule.file.as_str()]);
    Err(Error::Usage(format!(
        "no rule and no file of rules is called `{asked}`\n  help: {}",
        nearest(asked, known)
    )))
}

fn check(lexicon: &Lexicon, format: Format) -> Result<Exit, Error> {
    let found = lexicon.contradictions();
    match format {
        Format::Json => print_json(&found)?,
        Format::Text => print(|out| {
            for contradiction in &found {
                writeln!(out, "{}", clean(contradiction))?;
            }
            let rules = super::terminal::count(lexicon.rules().len(), "rule");
            let wrong = super::terminal::count(found.len(), "contradiction");
            writeln!(out, "{rules} tried, each on its own sentences: {wrong}")
        })?,
    }
    Ok(if found.is_empty() { Exit::Done } else { Exit::Findings })
}

fn table(rules: &[&Rule]) -> Result<(), Error> {
    let rows: Vec<[String; 4]> = rules
        .iter()
        .map(|rule| {
            let says = rule.value.map_or_else(|| rule.says.clone(), |value| format!("{} {value}", rule.says));
            [rule.id.clone(), says, origin(rule), first_words(&rule.words)]
        })
        .collect();
    print(|out| {
        columns(out, ["rule", "says", "from", "words"], &rows)?;
        writeln!(out, "{DIM}{}{DIM:#}", super::terminal::count(rules.len(), "rule"))
    })
}

/// Enough words to know a rule by; all of them are a page of their own.
fn first_words(words: &[String]) -> String {
    const ENOUGH: usize = 4;
    let first = words.iter().take(ENOUGH).map(String::as_str).collect::<Vec<_>>().join(", ");
    match words.len().saturating_sub(ENOUGH) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn origin(rule: &Rule) -> String {
    if rule.replaced.is_empty() {
        rule.origin.clone()
    } else {
        format!("{}, in place of {}", rule.origin, rule.replaced)
    }
}

fn whole(rule: &Rule) -> Result<(), Error> {
    print(|out| {
        writeln!(out, "{BOLD}{}{BOLD:#}", clean(&rule.id))?;
        let value = rule.value.map(|value| value.to_string()).unwrap_or_default();
        let lines = [
            ("says", vec![rule.says.clone()]),
            ("value", vec![value]),
            ("words", vec![rule.words.join(", ")]),
            ("why", vec![rule.why.clone()]),
            ("hits in", rule.hits.clone()),
            ("not in", rule.misses.clone()),
            ("from", vec![rule.origin.clone()]),
            ("replaced", vec![rule.replaced.clone()]),
        ];
        for (name, texts) in lines {
            for text in texts.iter().filter(|text| !text.is_empty()) {
                let margin = format!("  {name:<10}");
                wrap(out, &margin, text)?;
            }
        }
        Ok(())
    })
}
