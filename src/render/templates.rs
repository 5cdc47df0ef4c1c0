//! The templates: built-in ones, with a project's own laid over them by file name.

use rust_embed::Embed;
use serde::Serialize;
use tera::{Context, ErrorKind, ReportError, Tera};

use crate::error::Error;

#[derive(Embed)]
#[folder = "templates/"]
#[include = "*.html"]
#[include = "*.css"]
#[include = "part/*.html"]
struct BuiltIn;

/// The stylesheet's name among the templates and in the site. It is handed on as it is.
const STYLE: &str = "style.css";

/// Every template of a site, read and checked.
pub(super) struct Templates {
    tera: Tera,
    style: String,
}

impl Templates {
    /// The built-in templates with `own` over them: file name (such as `topic.html` or `part/wording.html`), text.
    ///
    /// # Errors
    /// An own template whose name none of the built-in ones has, or that cannot be read as a template, with its line.
    pub(super) fn layered(own: &[(String, String)]) -> Result<Self, Error> {
        let mut files: Vec<(String, String)> = BuiltIn::iter()
            .filter_map(|name| {
                let file = BuiltIn::get(&name)?;
                Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
            })
            .collect();
        files.sort();
        for (name, text) in own {
            match files.iter_mut().find(|(built_in, _)| built_in == name) {
                Some((_, there)) => there.clone_from(text),
                None => return Err(unknown(name, &files)),
            }
        }
        let mut style = String::new();
        files.retain_mut(|(name, text)| {
            let is_style = name == STYLE;
            if is_style {
                style = std::mem::take(text);
            }
            !is_style
        });
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        tera.add_raw_templates(files).map_err(|error| broken(&error))?;
        Ok(Self { tera, style })
    }

    /// The stylesheet.
    pub(super) fn style(&self) -> &str {
        &self.style
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

fn unknown(name: &str, files: &[(String, String)]) -> Error {
    let known: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
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
