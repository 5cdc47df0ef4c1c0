//! The formats of the data set's files: their names, endings and media types.

/// The formats of the data set's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Comma-separated values, as RFC 4180 has them.
    Csv,
    /// JSON.
    Json,
    /// BibTeX.
    Bibtex,
    /// The format of Research Information Systems.
    Ris,
    /// The JSON of the Citation Style Language.
    Csl,
    /// Turtle.
    Turtle,
    /// JSON for linked data.
    JsonLd,
    /// Citation File Format, which is YAML.
    Cff,
    /// Apache Parquet: tables with types.
    Parquet,
}

impl Format {
    /// As readers know it, as in "BibTeX".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Bibtex => "BibTeX",
            Self::Ris => "RIS",
            Self::Csl => "CSL-JSON",
            Self::Turtle => "Turtle",
            Self::JsonLd => "JSON-LD",
            Self::Cff => "CFF",
            Self::Parquet => "Parquet",
        }
    }

    /// As the descriptor of the data package names it: mostly the ending of its files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json | Self::Csl => "json",
            Self::Bibtex => "bib",
            Self::Ris => "ris",
            Self::Turtle => "ttl",
            Self::JsonLd => "jsonld",
            Self::Cff => "cff",
            Self::Parquet => "parquet",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Bibtex => "application/x-bibtex",
            Self::Ris => "application/x-research-info-systems",
            Self::Csl => "application/vnd.citationstyles.csl+json",
            Self::Turtle => "text/turtle",
            Self::JsonLd => "application/ld+json",
            Self::Cff => "application/yaml",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// Whether it is text, which is always in UTF-8.
    #[must_use]
    pub fn is_text(self) -> bool {
        self != Self::Parquet
    }
}
