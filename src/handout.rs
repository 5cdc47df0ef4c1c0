//! Worksheets without a site: the charters that a teacher chooses, drawn from and rendered as files that stand alone.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::finding::Finding;
use crate::model::comparison::Profile;
use crate::model::worksheet::Sheet;
use crate::project::Project;
use crate::render::{self, Choice};
use crate::{BuildInput, Progress, compare, profiles, worksheet};

/// Which worksheets are wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which, in which order.
    pub sheets: Vec<Sheet>,
    /// Of which charters.
    pub choice: Choice,
    /// The number that items are drawn by; the settings' own where none is given.
    pub seed: Option<u64>,
}

/// Makes worksheets of a project's charters, each a page that stands alone.
///
/// # Errors
/// No charter that can be read, none that is wanted, a country that no charter is of, or a broken template.
pub fn worksheets(
    project: &Project,
    input: &BuildInput<'_>,
    wanted: &Wanted,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Vec<render::Page>, Vec<Finding>), Error> {
    let templates = project.templates()?;
    let (profiles, mut findings) = profiles(project, input.lexicon, input.weights, progress)?;
    findings.sort();
    if profiles.is_empty() {
        return Err(Error::NoCharters { folder: project.charters_folder(), findings });
    }
    let comparison = compare::profiles(chosen(profiles, &wanted.choice)?);
    let lenses = compare::lenses::read(&comparison.profiles, input.lexicon.lenses());
    let seed = wanted.seed.unwrap_or(project.settings().activities.seed);
    let worksheets = worksheet::choose(&comparison, input.lexicon.lenses(), seed);
    // A sheet shows nothing of captures.
    let status = compare::status::of(&comparison, &[], input.today, 0);
    let site = render::SiteInput {
        comparison: &comparison,
        topics: input.lexicon.topics().values().collect(),
        lenses: &lenses,
        worksheets: &worksheets,
        name: &project.settings().site.name,
        publication: &project.settings().site.publication(input.today),
        today: input.today,
        quality: input.quality,
        reliability: input.reliability,
        downloads: &[],
        histories: &[],
        status: &status,
        address: "",
        archive: "",
        templates: &templates,
    };
    Ok((render::worksheets(&site, &wanted.sheets, &wanted.choice)?, findings))
}

/// The profiles of some kinds and countries.
fn chosen(profiles: Vec<Profile>, choice: &Choice) -> Result<Vec<Profile>, Error> {
    let countries: BTreeSet<&str> = profiles.iter().map(|profile| profile.facts.country.as_str()).collect();
    if let Some(unknown) = choice.countries.iter().find(|country| !countries.contains(country.as_str())) {
        let known: Vec<&str> = countries.into_iter().collect();
        return Err(Error::Usage(format!(
            "no charter is from `{unknown}`\n  help: there are charters from {}",
            known.join(", ")
        )));
    }
    let is_wanted = |profile: &Profile| {
        (choice.kinds.is_empty() || choice.kinds.contains(&profile.facts.kind))
            && (choice.countries.is_empty() || choice.countries.contains(&profile.facts.country))
    };
    let wanted: Vec<Profile> = profiles.into_iter().filter(is_wanted).collect();
    if wanted.is_empty() {
        return Err(Error::Usage(
            "no charter is of these kinds and countries\n  help: leave out `--kind` or `--country`, or name more of them"
                .to_owned(),
        ));
    }
    Ok(wanted)
}
