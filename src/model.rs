//! The words of the field, as types. Every stage hands these to the next; none of them touches the outside.
//!
//! | word | means | type |
//! |---|---|---|
//! | kind | one of the six sorts of library | [`charter::Kind`] |
//! | charter | one published statement of a library: its facts and its document | [`charter::Facts`], [`document::Document`] |
//! | capture | one fetched copy of a charter, kept as a WARC record | [`capture::Capture`] |
//! | document, section, block | what reading makes of a file: a tree with places | [`document`] |
//! | unit | one list item, table row or sentence, with its place | [`document::Unit`] |
//! | lead-in | the words over a list that each item inherits ("We aim to:") | [`document::Block::lead_in`] |
//! | commitment | a unit that promises or asks something, with its labels | [`commitment::Commitment`] |
//! | party, strength, topic, channel | its labels | [`commitment`] |
//! | measure, bound | a figure with its unit, and which way it binds | [`measure`] |
//! | standard | a commitment by the library that has a measure | [`comparison::Standard`] |
//! | because | the rules and words that decided a label | [`commitment::Because`] |
//! | confidence | how sure each label is | [`confidence::Confidence`] |
//! | correction | what a person decided instead | [`corrections::Correction`] |
//! | profile | a charter with its commitments | [`comparison::Profile`] |
//! | language | what a charter, or a part of it, is written in | [`language`] |
//! | scale, sense | what a figure is measured on, and which way it binds: only alike figures are compared | [`scale`] |
//! | selection, figures | some standards that are alike, and their figures in order | [`figures`] |
//! | publication | what the site is called, who keeps it, and where it is read | [`publication::Publication`] |
//! | citation | how a charter is cited | [`citation::Citation`] |
//! | change, revision, history | what became of a commitment, of a charter between two captures, and all that is known of its captures | [`change`] |
//! | state, notice, status | what the keeper of a collection should look at | [`status`] |
//! | comparison, coverage, gap | all profiles side by side | [`comparison`] |
//! | sheet, item | a worksheet for a class, and a commitment that stands on it | [`worksheet`] |

pub mod charter;
pub mod capture;
pub mod document;
pub mod language;
pub mod commitment;
pub mod measure;
pub mod labels;
pub mod corrections;
pub mod confidence;
pub mod topic;
pub mod lens;
pub mod quality;
pub mod scale;
pub mod figures;
pub mod comparison;
pub mod publication;
pub mod citation;
pub mod worksheet;
pub mod kappa;
pub mod change;
pub mod status;
