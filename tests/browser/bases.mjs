// Opens a site wherever it may be put: at the top of a host, under a path of it, and in a folder with an awkward name, built with the base
// path that PUBLISHING.md speaks of. `node bases.mjs CHARTERHOUSE CHARTERS`; exit status 1 where anything fails.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { samples, start } from './browser.mjs';
import { serving } from './serving.mjs';

const [program, charters] = process.argv.slice(2);
if (!charters) {
  console.error('usage: node bases.mjs CHARTERHOUSE CHARTERS');
  process.exit(2);
}
let passed = 0;
const failures = [];
function check(where, what, holds, found = '') {
  if (holds) passed += 1;
  else failures.push(`${where}: ${what}: ${JSON.stringify(found)}`);
}
const styled = (page) => page.evaluate(() => getComputedStyle(document.body).marginTop === '0px');

// The pages of every sort, each with all that it loads.
async function pages(page, where, root, site) {
  const lost = [];
  const note = (what) => lost.push(what);
  const answered = (response) => response.status() >= 400 && note(`${response.status()} ${response.url()}`);
  page.on('requestfailed', (request) => note(request.url()));
  page.on('response', answered);
  for (const name of samples(site)) {
    lost.length = 0;
    await page.goto(root + name, { waitUntil: 'networkidle' });
    check(where, `${name} has all that it loads`, lost.length === 0 && await styled(page), lost);
  }
  // By its links alone, from a page far down to the home page.
  const deep = samples(site).find((name) => name.startsWith('charters/'));
  await page.goto(root + deep);
  await page.locator('.brand').click();
  check(where, 'a page leads home', page.url() === `${root}index.html`, page.url());
  await page.goto(`${root}compare.html#${['public', 'national'].map((kind) => samples(site).find((name) => name.startsWith(`charters/${kind}/`)).slice(9, -5)).join(',')}`);
  await page.locator('.sides thead .library').nth(1).waitFor();
  await page.goto(`${root}search.html#q=library`);
  await page.locator('#commitments-list li').first().waitFor();
  page.off('response', answered);
}

const top = mkdtempSync(join(tmpdir(), 'charterhouse-bases-'));
const context = await start();
for (const base of ['', '/', '/some/path/']) {
  const project = join(top, base === '' ? 'Büro & 図書館 100% #1' : `at${base.replaceAll('/', '-')}`);
  mkdirSync(project);
  cpSync(charters, join(project, 'charters'), { recursive: true });
  writeFileSync(join(project, 'charterhouse.toml'), `[site]\nname = "Räte & <Zusagen>"\nbase-path = "${base}"\n`);
  execFileSync(resolve(program), ['build', '--project', project, '--date', '2026-11-24'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const site = join(project, 'output');
  const page = await context.newPage();
  if (base === '') {
    await pages(page, 'from a folder', `${pathToFileURL(site).href}/`, site);
  } else {
    const server = await serving(site, base);
    await pages(page, `at ${base}`, server.address, site);
    for (const wrong of ['nothing.html', 'no/such/folder/page.html']) {
      const answer = await page.goto(server.address + wrong);
      check(`at ${base}`, `${wrong} is told to be no page, in the site's style`, answer.status() === 404 && await styled(page), answer.status());
      await page.locator('.brand').click();
      check(`at ${base}`, `and ${wrong} leads home`, page.url() === `${server.address}index.html` && (await page.title()) === 'Räte & <Zusagen>', [page.url(), await page.title()]);
    }
    server.stop();
  }
  await page.close();
}
await context.close();
rmSync(top, { recursive: true });
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
