//! The templates: built-in ones, with a project's own laid over them by file name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rust_embed::Embed;
use serde::Serialize;
use tera::{Context, ErrorKind, Filter, Kwargs, State, Tera, Value};

use crate::error::Error;
use crate::finding::Finding;

mod own;

#[derive(Embed)]
#[folder = "templates/"]
#[include = "*.html"]
#[include = "part/*.html"]
#[include = "sheet/*.html"]
#[include = "style/*.css"]
#[include = "assets/*.js"]
struct BuiltIn;

/// Where the parts of the stylesheet are. They are handed on as they are, one after the other in the order of their names.
const STYLE: &str = "style/";
/// Where the scripts are. They are handed on as they are, under the same name.
const ASSETS: &str = "assets/";

/// Where the components of small marks are.
const MARKS: &str = "part/marks.html";
/// How much room a page is given before it is made: as much as most charters need, so that few grow while they are made.
const ROOM: usize = 60 * 1024;

/// Texts by their names in `templates/`.
type Files = BTreeMap<String, String>;
/// The whole stylesheet as a template, to be included in a page that stands alone.
const STYLE_ALONE: &str = "style.css";

/// Every template of a site, read and checked.
pub(super) struct Templates {
    tera: Tera,
    /// The built-in ones alone, where the project has any of its own: a page that one of those breaks is made with these.
    built_in: Option<Tera>,
    /// The names of the project's own.
    own: BTreeSet<String>,
    findings: Mutex<BTreeSet<Finding>>,
    style: String,
    assets: Vec<(String, String)>,
    pictures: BTreeMap<String, Vec<u8>>,
}

impl Templates {
    /// The built-in templates with `own` over them: file name (such as `topic.html` or `part/wording.html`), content. An own one that
    /// is wrong is a finding, and is left out; one that is the same as ours changes nothing. A part of the stylesheet may have a new name, so that a project adds its rules without
    /// a copy of ours; so may a script.
    ///
    /// # Errors
    /// A built-in template that cannot be read.
    pub(super) fn layered(own: &[(String, Vec<u8>)]) -> Result<Self, Error> {
        let built_in = BuiltIn::iter().filter_map(|name| {
            let file = BuiltIn::get(&name)?;
            Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
        });
        let is_plain = |name: &str| is_style(name) || is_asset(name);
        let (mut plain, mut built_in): (Files, Files) = built_in.partition(|(name, _)| is_plain(name));
        let own::Read { texts, pictures, findings: unreadable } = own::read(own);
        let (own_plain, mut own): (Files, Files) = texts.into_iter().partition(|(name, _)| is_plain(name));
        own.retain(|name, text| built_in.get(name) != Some(text));
        plain.extend(own_plain);
        let (styles, assets): (Files, Files) = plain.into_iter().partition(|(name, _)| is_style(name));
        let mut style = String::new();
        for text in styles.values() {
            style.push_str(text.trim());
            style.push('\n');
        }
        // For a file that stands alone: a style sheet has signs that would be read as a template's.
        built_in.insert(STYLE_ALONE.to_owned(), format!("{{% raw %}}{style}{{% endraw %}}"));
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        tera.register_filter("data_block", DataBlock);
        tera.add_raw_templates(&built_in).map_err(|error| broken(&error))?;
        let alone = (!own.is_empty()).then(|| tera.clone());
        let findings = own::lay_over(&mut tera, &built_in, &own);
        Ok(Self {
            tera,
            built_in: alone,
            own: own.into_keys().collect(),
            findings: Mutex::new(findings.into_iter().chain(unreadable).collect()),
            pictures,
            style,
            assets: assets.into_iter().collect(),
        })
    }

    /// What a person should know of a project's own templates, as far as pages were made.
    pub(super) fn findings(&self) -> Vec<Finding> {
        self.lock().iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<Finding>> {
        // A poisoned lock only says that another thread failed; the set itself is sound at any time.
        self.findings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The stylesheet.
    pub(super) fn style(&self) -> &str {
        &self.style
    }

    /// The project's own pictures: path in the site, content.
    pub(super) fn pictures(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.pictures
    }

    /// The scripts: path in the site, text.
    pub(super) fn assets(&self) -> &[(String, String)] {
        &self.assets
    }

    /// A page by its template. The page's fields are all that the template sees. Where a project's own templates ask for what
    /// the page does not have, that is a finding, and the page is made with the built-in ones.
    ///
    /// # Errors
    /// A built-in template that asks for what its page does not have, with its line.
    pub(super) fn render<P: Serialize>(&self, template: &str, page: &P) -> Result<Vec<u8>, Error> {
        let context = Context::from_serialize(page).map_err(|error| broken(&error))?;
        let mut content = Vec::with_capacity(ROOM);
        let Err(error) = self.tera.render_to(template, &context, &mut content) else {
            return Ok(content);
        };
        let Some(built_in) = &self.built_in else {
            return Err(broken(&error));
        };
        self.lock().insert(own::broken(&error, self.to_blame(&error, template)));
        content.clear();
        built_in.render_to(template, &context, &mut content).map_err(|error| broken(&error))?;
        Ok(content)
    }

    /// What a component of `part/marks.html` draws of its arguments, to be put into pages as it is. One of the project's own that
    /// fails is a finding, and the built-in one draws in its place.
    ///
    /// # Errors
    /// A built-in component that cannot be drawn.
    pub(super) fn draw(&self, component: &str, arguments: &impl Serialize) -> Result<Value, Error> {
        let context = Context::from_serialize(arguments).map_err(|error| broken(&error))?;
        let draw = |tera: &Tera| tera.render_component(component, &context, None, true);
        let drawn = match (draw(&self.tera), &self.built_in) {
            (Err(error), Some(built_in)) => {
                self.lock().insert(own::broken(&error, self.to_blame(&error, MARKS)));
                draw(built_in)
            }
            (drawn, _) => drawn,
        };
        drawn.map(|text| Value::safe_string(&text)).map_err(|error| broken(&error))
    }

    /// Which own template an error came from: the one where it arose; if that is built in, the page's own, or the first there is.
    fn to_blame<'a>(&'a self, error: &'a tera::Error, template: &'a str) -> &'a str {
        let arose = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.filename(),
            _ => template,
        };
        [arose, template, "base.html"]
            .into_iter()
            .find(|name| self.own.contains(*name))
            .or_else(|| self.own.first().map(String::as_str))
            .unwrap_or(arose)
    }
}

/// JSON as it may stand in a `<script>` of data: no `<` is left in it, so that nothing can end the block or begin a tag.
struct DataBlock;

impl Filter<&str, String> for DataBlock {
    fn call(&self, json: &str, _: Kwargs, _: &State<'_>) -> String {
        json.replace('<', "\\u003c")
    }

    fn is_safe(&self) -> bool {
        true
    }
}

fn is_style(name: &str) -> bool {
    name.starts_with(STYLE) && name.ends_with(".css")
}

fn is_asset(name: &str) -> bool {
    name.starts_with(ASSETS) && name.ends_with(".js")
}

/// An error of the template engine in what is built in, led by the file and line.
fn broken(error: &tera::Error) -> Error {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Error::Template(format!(
            "templates/{}:{}: {}",
            report.filename(),
            own::line(report),
            report.message()
        )),
        _ => Error::Template(format!("templates: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a project's own templates, and what the page of a wrong address then is.
    #[track_caller]
    fn check(own: &[(&str, &str)], expected: &[&str], shown: &str) {
        let own: Vec<(String, Vec<u8>)> =
            own.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        let templates = Templates::layered(&own).unwrap_or_else(|error| panic!("{error}"));
        let page = serde_json::json!({ "frame": {
            "site": "Ours", "title": "A", "description": "", "root": "", "here": "404", "section": "404", "today": "", "date": "",
            "address": "", "picture": "", "record": null, "scripts": [],
        } });
        let page = templates.render("404.html", &page).unwrap_or_else(|error| panic!("{error}"));
        let page = String::from_utf8_lossy(&page);
        assert!(page.contains(shown), "{page}");
        let said: Vec<String> = templates.findings().iter().map(Finding::to_string).collect();
        assert_eq!(said.len(), expected.len(), "{said:?}");
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.starts_with(expected), "{said}");
        }
    }

    const BUILT_IN: &str = "There is no such page";

    #[test]
    fn the_built_in_files_themselves_change_nothing() {
        let own: Vec<(String, Vec<u8>)> = BuiltIn::iter()
            .filter_map(|name| Some((name.to_string(), BuiltIn::get(&name)?.data.into_owned())))
            .collect();
        let templates = Templates::layered(&own).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(templates.findings(), []);
        assert!(templates.built_in.is_none());
    }

    #[test]
    fn a_picture_takes_the_place_of_ours_and_no_other_file_need_be_text() {
        let own = [("assets/share.png", b"\x89PNG".to_vec()), ("base.html", b"\xff\xfe".to_vec())]
            .map(|(name, content)| (name.to_owned(), content));
        let templates = Templates::layered(&own).unwrap_or_else(|error| panic!("{error}"));
        let said: Vec<String> = templates.findings().iter().map(Finding::to_string).collect();
        assert_eq!(said.len(), 1);
        assert!(
            said.iter().all(|said| said.starts_with("templates/base.html: bad-template: it is not UTF-8"))
        );
        let pages: Vec<_> = crate::render::picture::pictures(templates.pictures()).collect();
        let shared: Vec<_> = pages.iter().filter(|page| page.path == "assets/share.png").collect();
        assert!(matches!(shared.as_slice(), [page] if page.content == b"\x89PNG"));
    }

    #[test]
    fn one_block_is_changed_and_the_rest_kept() {
        let base = "{% extends \"built-in/base.html\" %}{% block footer %}<p>Kept by {{ frame.site }}.</p>{% endblock %}";
        check(&[("base.html", base)], &[], "<p>Kept by Ours.</p>");
        check(&[("base.html", base)], &[], BUILT_IN);
        let page =
            "{% extends \"built-in/404.html\" %}{% block main %}{{ super() }}<p>Ask us.</p>{% endblock %}";
        check(&[("base.html", base), ("404.html", page)], &[], "<p>Ask us.</p>");
        check(&[("base.html", base), ("404.html", page)], &[], "<p>Kept by Ours.</p>");
    }

    #[test]
    fn a_new_part_is_one_that_another_includes() {
        let page =
            "{% extends \"base.html\" %}{% block main %}{% include \"part/ours.html\" %}{% endblock %}";
        check(&[("404.html", page), ("part/ours.html", "<p>Part.</p>")], &[], "<p>Part.</p>");
        check(
            &[("part/ours.html", "<p>Part.</p>")],
            &["templates/part/ours.html: bad-template: no built-in template is called so"],
            BUILT_IN,
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_left_out() {
        check(
            &[("404.html", "{% extends \"base.html\" %}\n{% block main %}\n{{ frame. }}\n{% endblock %}")],
            &["templates/404.html:3: bad-template: "],
            BUILT_IN,
        );
        check(
            &[("404.html", "{% extends \"bsae.html\" %}")],
            &["templates/404.html: bad-template: it extends `bsae.html`, and there is no such template"],
            BUILT_IN,
        );
        check(
            &[("404.html", "{% extends \"404.html\" %}")],
            &[
                "templates/404.html: bad-template: it includes or extends itself; `built-in/404.html` is the built-in one",
            ],
            BUILT_IN,
        );
        check(
            &[(
                "404.html",
                "{% extends \"base.html\" %}\n{% block main %}\n\n{{ charter.name }}{% endblock %}",
            )],
            &["templates/404.html:4: bad-template: "],
            BUILT_IN,
        );
        check(&[("part/marks.html", "<p>")], &["templates/part/marks.html: bad-template: "], BUILT_IN);
    }

    #[test]
    fn a_block_that_nothing_above_has_is_told_with_its_line() {
        let page = "{% extends \"base.html\" %}\n{# {% block of_a_comment %} #}\n{%- block mian -%}\n{% endblock mian %}\n\
                    {% block main %}{% block within %}Seen.{% endblock %}{% endblock %}";
        let plain = page.replace("{%- block mian -%}\n{% endblock mian %}", "");
        check(&[("404.html", &plain)], &[], "Seen.");
        check(
            &[("404.html", page)],
            &[
                "templates/404.html:3: bad-template: no template that it extends has a block `mian`; there are brand, caution, crumbs",
            ],
            BUILT_IN,
        );
    }

    #[test]
    fn one_wrong_template_costs_no_other() {
        let base = "{% extends \"built-in/base.html\" %}{% block brand %}<b>Mine</b>{% endblock %}";
        check(
            &[("base.html", base), ("404.html", "{% if %}")],
            &["templates/404.html:1: bad-template: "],
            "<b>Mine</b>",
        );
    }
}
