// Weighs the pages of a site of fifty charters of one kind, as a browser loads them from a plain host: the page, its style, scripts,
// pictures and data, compressed. `node weigh.mjs CHARTERHOUSE CHARTERS`: the program, and the folder of charters of which the fifty
// longest are taken. Exit status 1 where a page is too heavy, or asks anything of another host.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { start } from './browser.mjs';
import { serving } from './serving.mjs';

const [program, charters] = process.argv.slice(2);
if (!charters) {
  console.error('usage: node weigh.mjs CHARTERHOUSE CHARTERS');
  process.exit(2);
}
const COUNT = 50;
const KIND = 'public';
const LIMIT = 150_000;
const HOME = 60_000;

// The longest charters of all kinds, as charters of one.
function collection(folder) {
  const files = readdirSync(charters, { recursive: true }).filter((name) => /^[a-z]+\/.*\.md$/.test(name)).sort()
    .map((name) => ({ slug: basename(name), text: readFileSync(join(charters, name), 'utf8') }))
    .sort((a, b) => b.text.length - a.text.length || (a.slug < b.slug ? -1 : 1)).slice(0, COUNT);
  if (files.length < COUNT) throw new Error(`${charters} has ${files.length} charters, which is less than ${COUNT}`);
  const into = join(folder, 'charters', KIND);
  mkdirSync(into, { recursive: true });
  files.forEach(({ slug, text }, at) => writeFileSync(join(into, `${at}-${slug}`), text.replace(/^kind = .*$/m, `kind = "${KIND}"`)));
}

const folder = mkdtempSync(join(tmpdir(), 'charterhouse-weigh-'));
collection(folder);
execFileSync(resolve(program), ['build', '--project', folder, '--date', '2026-11-24'], { stdio: ['ignore', 'ignore', 'inherit'] });
const site = join(folder, 'output');
const chosen = readdirSync(join(site, 'compare', KIND)).sort().slice(0, 5).map((name) => `${KIND}/${name.replace('.js', '')}`).join(',');
const pages = readdirSync(site, { recursive: true }).filter((name) => name.endsWith('.html')).sort();
const server = await serving(site);
const context = await start();
const page = await context.newPage();
const outside = [];
page.on('request', (request) => request.url().startsWith(server.address) || /^(data|blob):/.test(request.url()) || outside.push(`${page.url()} asks ${request.url()}`));
const weights = [];
for (const name of [...pages, `compare.html#${chosen}`, 'search.html#q=the']) {
  // Each page as the first that somebody opens: nothing is kept from the last.
  await page.goto('about:blank');
  server.asked.length = 0;
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(server.address + name, { waitUntil: 'networkidle' });
  await session.detach();
  weights.push({ name, bytes: server.asked.reduce((sum, { bytes }) => sum + bytes, 0), files: server.asked.length, missing: server.asked.filter(({ status }) => status !== 200).map(({ path }) => path) });
}
await context.close();
server.stop();
rmSync(folder, { recursive: true });

const failures = [...outside];
for (const { name, bytes, missing } of weights) {
  const limit = name === 'index.html' ? HOME : LIMIT;
  if (bytes > limit) failures.push(`${name} weighs ${bytes} bytes, and may weigh ${limit}`);
  for (const path of missing) if (!path.endsWith('/favicon.ico')) failures.push(`${name} asks for ${path}, which is not there`);
}
const say = ({ name, bytes, files }) => console.log(`${(bytes / 1000).toFixed(1)} kB in ${files} files: ${name.replace(/#.{30,}/, '#…')}`);
say(weights.find(({ name }) => name === 'index.html'));
weights.sort((a, b) => b.bytes - a.bytes).slice(0, 8).forEach(say);
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${weights.length - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length === 0 && weights.length > 0 ? 0 : 1);
