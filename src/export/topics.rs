//! The topics as a concept scheme of SKOS, in Turtle and in JSON-LD, so that a thesaurus or a catalogue may point to them.
//!
//! A concept is named by its place in the Turtle file, as in `data/topics.ttl#hours`: an address that leads to the words that
//! define it. Where the site's own address is not known, names are relative to the file.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use super::Source;
use crate::model::topic::TopicText;

const FILE: &str = "topics.ttl";
const SCHEME: &str = "topics";

/// What names begin with: the address of the folder of the data set, or nothing.
fn folder(source: &Source<'_>) -> String {
    source.publication.at("data/")
}

fn page(source: &Source<'_>, topic: &TopicText) -> String {
    source.publication.link("../", &format!("topics/{}.html", topic.id.id()))
}

fn title(source: &Source<'_>) -> String {
    format!("Topics of library charters ({})", source.publication.name)
}

const ABOUT: &str = "What a commitment in a library's customer service charter may be about.";

/// Writes the Turtle.
pub(super) fn turtle(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = |id: &str| format!("<{}{FILE}#{id}>", folder(source));
    let mut text = String::from(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n\
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n",
    );
    let _ = write!(
        text,
        "{} a skos:ConceptScheme ;\n    dcterms:title {} ;\n    dcterms:description {} ;\n    dcterms:creator {} ;\n    \
         dcterms:issued \"{}\"^^xsd:date",
        name(SCHEME),
        literal(&title(source), "@en"),
        literal(ABOUT, "@en"),
        literal(&source.publication.keeper, ""),
        source.publication.today
    );
    for topic in source.topics {
        let _ = write!(text, " ;\n    skos:hasTopConcept {}", name(topic.id.id()));
    }
    text.push_str(" .\n");
    for topic in source.topics {
        let _ = write!(
            text,
            "\n{} a skos:Concept ;\n    skos:topConceptOf {} ;\n    skos:inScheme {} ;\n    skos:notation {} ;\n    skos:prefLabel {} ;\n    \
             skos:definition {} ;\n    skos:scopeNote {} ;\n    skos:editorialNote {} ;\n    rdfs:seeAlso <{}> .\n",
            name(topic.id.id()),
            name(SCHEME),
            name(SCHEME),
            literal(topic.id.id(), ""),
            literal(&topic.name, "@en"),
            literal(&topic.covers, "@en"),
            literal(&topic.question, "@en"),
            literal(&topic.hint, "@en"),
            page(source, topic),
        );
    }
    out.write_all(text.as_bytes())
}

/// A literal of Turtle, with what follows its quotes.
fn literal(text: &str, after: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 8);
    literal.push('"');
    for letter in text.chars() {
        match letter {
            '\\' | '"' => literal.extend(['\\', letter]),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ if letter.is_control() => {
                let _ = write!(literal, "\\u{:04X}", u32::from(letter));
            }
            _ => literal.push(letter),
        }
    }
    literal.push('"');
    literal.push_str(after);
    literal
}

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: Context,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    Scheme(Scheme<'a>),
    Concept(Box<Concept<'a>>),
}

/// How the short keys are to be read.
#[derive(Serialize)]
struct Context {
    skos: &'static str,
    dcterms: &'static str,
    rdfs: &'static str,
    xsd: &'static str,
}

#[derive(Serialize)]
struct Scheme<'a> {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    sort: &'static str,
    #[serde(rename = "dcterms:title")]
    title: English<'a>,
    #[serde(rename = "dcterms:description")]
    about: English<'a>,
    #[serde(rename = "dcterms:creator")]
    keeper: &'a str,
    #[serde(rename = "dcterms:issued")]
    issued: Day,
    #[serde(rename = "skos:hasTopConcept")]
    concepts: Vec<Reference>,
}

#[derive(Serialize)]
struct Concept<'a> {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    sort: &'static str,
    #[serde(rename = "skos:topConceptOf")]
    top: Reference,
    #[serde(rename = "skos:inScheme")]
    scheme: Reference,
    #[serde(rename = "skos:notation")]
    notation: &'static str,
    #[serde(rename = "skos:prefLabel")]
    label: English<'a>,
    #[serde(rename = "skos:definition")]
    definition: English<'a>,
    #[serde(rename = "skos:scopeNote")]
    question: English<'a>,
    #[serde(rename = "skos:editorialNote")]
    hint: English<'a>,
    #[serde(rename = "rdfs:seeAlso")]
    page: Reference,
}

#[derive(Serialize)]
struct Reference {
    #[serde(rename = "@id")]
    id: String,
}

#[derive(Serialize)]
struct Day {
    #[serde(rename = "@value")]
    value: String,
    #[serde(rename = "@type")]
    sort: &'static str,
}

#[derive(Serialize)]
struct English<'a> {
    #[serde(rename = "@value")]
    value: std::borrow::Cow<'a, str>,
    #[serde(rename = "@language")]
    language: &'static str,
}

fn english<'a>(value: impl Into<std::borrow::Cow<'a, str>>) -> English<'a> {
    English { value: value.into(), language: "en" }
}

/// Writes the same as JSON-LD.
pub(super) fn json_ld(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = |id: &str| format!("{}{FILE}#{id}", folder(source));
    let reference = |id: &str| Reference { id: name(id) };
    let concept = |topic: &&'_ TopicText| topic.id.id();
    let scheme = Scheme {
        id: name(SCHEME),
        sort: "skos:ConceptScheme",
        title: english(title(source)),
        about: english(ABOUT),
        keeper: &source.publication.keeper,
        issued: Day { value: source.publication.today.to_string(), sort: "xsd:date" },
        concepts: source.topics.iter().map(|topic| reference(concept(topic))).collect(),
    };
    let mut graph = vec![Node::Scheme(scheme)];
    graph.extend(source.topics.iter().map(|topic| {
        Node::Concept(Box::new(Concept {
            id: name(concept(topic)),
            sort: "skos:Concept",
            top: reference(SCHEME),
            scheme: reference(SCHEME),
            notation: concept(topic),
            label: english(topic.name.as_str()),
            definition: english(topic.covers.as_str()),
            question: english(topic.question.as_str()),
            hint: english(topic.hint.as_str()),
            page: Reference { id: page(source, topic) },
        }))
    }));
    let context = Context {
        skos: "http://www.w3.org/2004/02/skos/core#",
        dcterms: "http://purl.org/dc/terms/",
        rdfs: "http://www.w3.org/2000/01/rdf-schema#",
        xsd: "http://www.w3.org/2001/XMLSchema#",
    };
    serde_json::to_writer_pretty(&mut *out, &Graph { context, graph })?;
    out.write_all(b"\n")
}
