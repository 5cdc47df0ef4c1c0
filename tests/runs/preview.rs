//! The preview: served on loopback, under loopback's names, and built again when something changes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::project::Project;

struct Preview {
    child: Child,
    port: u16,
}

impl Preview {
    fn of(project: &Project) -> Self {
        let mut command = project.command(&["serve", "--port", "0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("127.0.0.1:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
        Self { child, port }
    }

    fn ask(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn page(&self) -> String {
        self.ask("/", "localhost")
    }

    /// Waits until the home page is as it should be.
    #[track_caller]
    fn until(&self, expected: impl Fn(&str) -> bool) {
        let begin = Instant::now();
        while !expected(&self.page()) {
            assert!(begin.elapsed() < Duration::from_secs(20), "the change has not arrived: {}", self.page());
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn only_loopback_names_are_answered_and_nothing_outside_the_site() {
    let project = Project::new();
    project.write("charterhouse.toml", "[site]\nname = \"Ours\"\n");
    let preview = Preview::of(&project);
    assert!(preview.page().starts_with("HTTP/1.1 200"));
    assert!(preview.ask("/", "evil.example").starts_with("HTTP/1.1 403"));
    for path in
        ["/../charterhouse.toml", "/%2e%2e/charterhouse.toml", "/..%2fcharterhouse.toml", "/nothing.html"]
    {
        assert!(preview.ask(path, "127.0.0.1").starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[test]
fn a_change_arrives_and_a_mistake_does_not() {
    let project = Project::new();
    project.write("charterhouse.toml", "[site]\nname = \"First name\"\n");
    let preview = Preview::of(&project);
    preview.until(|page| page.contains("First name"));
    project.write("charterhouse.toml", "[site]\nname = \"Second name\"\n");
    preview.until(|page| page.contains("Second name"));
    project.write("charterhouse.toml", "[site]\nnmae = \"Third name\"\n");
    thread::sleep(Duration::from_millis(800));
    assert!(preview.page().contains("Second name"), "the last good site stays");
    project.write("charterhouse.toml", "[site]\nname = \"Fourth name\"\n");
    preview.until(|page| page.contains("Fourth name"));
}

#[test]
fn an_open_page_is_told_to_reload_when_a_charter_changes() {
    let project = Project::new();
    let preview = Preview::of(&project);
    assert!(preview.page().contains("<script data-event-stream"));
    let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "GET /_tower-livereload/event-stream HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut news = BufReader::new(stream);
    let mut line = String::new();
    news.read_line(&mut line).unwrap();
    assert!(line.starts_with("HTTP/1.1 200"), "{line}");
    thread::sleep(Duration::from_millis(300));
    project.charter("school", "new-school");
    let begin = Instant::now();
    while !line.contains("reload") {
        assert!(begin.elapsed() < Duration::from_secs(20));
        line.clear();
        assert!(news.read_line(&mut line).unwrap() > 0, "the stream has ended");
    }
}

#[test]
fn a_port_that_is_taken_is_an_error_that_says_so() {
    let project = Project::new();
    let preview = Preview::of(&project);
    let run = project.run(&["serve", "--port", &preview.port.to_string()]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("is taken by another program"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly() {
    let project = Project::new();
    let mut preview = Preview::of(&project);
    assert!(preview.page().starts_with("HTTP/1.1 200"));
    let id = preview.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(preview.child.wait().unwrap().code(), Some(0));
}
