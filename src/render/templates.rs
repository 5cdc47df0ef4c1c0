//! The templates: built-in ones, with a project's own laid over them by file name.

use rust_embed::Embed;
use serde::Serialize;
use tera::{Context, ErrorKind, Filter, Kwargs, ReportError, State, Tera, Value};

use crate::error::Error;

#[derive(Embed)]
#[folder = "templates/"]
#[include = "*.html"]
#[include = "part/*.html"]
#[include = "style/*.css"]
#[include = "assets/*.js"]
struct BuiltIn;

/// Where the parts of the stylesheet are. They are handed on as they are, one after the other in the order of their names.
const STYLE: &str = "style/";
/// Where the scripts are. They are handed on as they are, under the same name.
const ASSETS: &str = "assets/";

/// Every template of a site, read and checked.
pub(super) struct Templates {
    tera: Tera,
    style: String,
    assets: Vec<(String, String)>,
}

impl Templates {
    /// The built-in templates with `own` over them: file name (such as `topic.html` or `part/wording.html`), text.
    ///
    /// # Errors
    /// An own template whose name none of the built-in ones has, or that cannot be read as a template, with its line. A
    /// part of the stylesheet may have a new name, so that a project adds its rules without a copy of ours; so may a script.
    pub(super) fn layered(own: &[(String, String)]) -> Result<Self, Error> {
        let mut files: Vec<(String, String)> = BuiltIn::iter()
            .filter_map(|name| {
                let file = BuiltIn::get(&name)?;
                Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
            })
            .collect();
        for (name, text) in own {
            match files.iter_mut().find(|(built_in, _)| built_in == name) {
                Some((_, there)) => there.clone_from(text),
                None if is_style(name) || is_asset(name) => files.push((name.clone(), text.clone())),
                None => return Err(unknown(name, &files)),
            }
        }
        files.sort();
        let mut style = String::new();
        files.retain(|(name, text)| {
            if is_style(name) {
                style.push_str(text.trim());
                style.push('\n');
            }
            !is_style(name)
        });
        let (assets, files) = files.into_iter().partition(|(name, _)| is_asset(name));
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        tera.register_filter("data_block", DataBlock);
        tera.add_raw_templates(files).map_err(|error| broken(&error))?;
        Ok(Self { tera, style, assets })
    }

    /// The stylesheet.
    pub(super) fn style(&self) -> &str {
        &self.style
    }

    /// The scripts: path in the site, text.
    pub(super) fn assets(&self) -> &[(String, String)] {
        &self.assets
    }

    /// A page by its template. The page's fields are all that the template sees.
    ///
    /// # Errors
    /// A template that asks for what its page does not have, with its line.
    pub(super) fn render<P: Serialize>(&self, template: &str, page: &P) -> Result<Vec<u8>, Error> {
        let context = Context::from_serialize(page).map_err(|error| broken(&error))?;
        let mut content = Vec::with_capacity(16 * 1024);
        self.tera.render_to(template, &context, &mut content).map_err(|error| broken(&error))?;
        Ok(content)
    }
}

/// A value as JSON that may stand in a `<script>` of data: no `<` is left in it, so that nothing can end the block or begin a tag.
struct DataBlock;

impl Filter<&Value, Result<String, tera::Error>> for DataBlock {
    fn call(&self, value: &Value, _: Kwargs, _: &State<'_>) -> Result<String, tera::Error> {
        let json = serde_json::to_string(value).map_err(tera::Error::message)?;
        Ok(json.replace('<', "\\u003c"))
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

fn unknown(name: &str, files: &[(String, String)]) -> Error {
    let mut known: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    known.sort_unstable();
    Error::Template(format!(
        "templates/{name}: no built-in template has this name; there are {}",
        known.join(", ")
    ))
}

/// An error of the template engine, led by the file and line that a person must open.
fn broken(error: &tera::Error) -> Error {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            Error::Template(format!("templates/{}:{}: {}", report.filename(), line(report), report.message()))
        }
        ErrorKind::TemplateNotFound(name) => {
            Error::Template(format!("templates/{name}: there is no such template"))
        }
        ErrorKind::MissingParent { current, parent } => Error::Template(format!(
            "templates/{current}: it extends `{parent}`, and there is no such template"
        )),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Error::Template(format!("templates/{tpl}: it includes or extends itself"))
        }
        _ => Error::Template(format!("templates: {error}")),
    }
}

fn line(report: &ReportError) -> usize {
    report.span().start_line
}
