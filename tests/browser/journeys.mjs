// Walks through a built site as its readers do, from the home page to the end of what they came for, at three widths, in light and
// dark, and with scripts switched off: `node journeys.mjs SITE [NAME]`; exit status 1 where anything fails. Each file in `journeys/` is
// one: `withScript` and `withoutScript`, each handed what stands in `walk`.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { address, start } from './browser.mjs';

const [site, only] = process.argv.slice(2);
if (!site) {
  console.error('usage: node journeys.mjs SITE [NAME]');
  process.exit(2);
}
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], preload: false };
const SIZES = [[360, 'light'], [768, 'light'], [1280, 'light'], [1280, 'dark'], [360, 'dark']];
const folder = fileURLToPath(new URL('journeys/', import.meta.url));

let passed = 0;
const failures = [];

// The rows of a table of the data set, by its header: what a page says is held against what was written apart from it.
function rows(path) {
  const text = readFileSync(join(resolve(site), path), 'utf8');
  const cells = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') { cell += '"'; at += 1; } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') { cells.at(-1).push(cell); cell = ''; } else if (letter === '\n') {
      cells.at(-1).push(cell.replace(/\r$/, ''));
      cells.push([]);
      cell = '';
    } else cell += letter;
  }
  const [header, ...lines] = cells.filter((line) => line.length > 1);
  return lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at]])));
}

async function walk(context, journey, width, scheme, script) {
  const page = await context.newPage();
  const where = `${journey.name} at ${width}, ${scheme}${script ? '' : ', without script'}`;
  const check = (what, holds, found = '') => {
    if (holds) passed += 1;
    else failures.push(`${where}: ${what}${found === '' ? '' : `: ${JSON.stringify(found)}`}`);
  };
  const messages = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  page.on('request', (request) => /^(file|data|blob):/.test(request.url()) || messages.push(`asked ${request.url()}`));
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  page.setDefaultTimeout(15000);
  const sound = async (what) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(`${what}: no sideways scroll`, wide <= 1, wide);
    if (!script) return;
    await page.evaluate(AXE);
    const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES);
    check(`${what}: no violation that axe finds`, violations.length === 0, violations.map((rule) => `${rule.id} at ${rule.nodes[0].target}: ${rule.nodes[0].failureSummary}`));
  };
  // As a reader begins: on the home page, by a link of its navigation.
  const fromHome = async (name) => {
    await page.goto(address(site, 'index.html'));
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name, exact: true }).click();
  };
  const at = (path) => page.goto(address(site, path));
  try {
    await (script ? journey.withScript : journey.withoutScript)({ page, check, sound, fromHome, at, rows, site: resolve(site), width });
  } catch (error) {
    check('comes to its end', false, String(error).slice(0, 600));
  }
  check('no message on the console, nothing asked of others', messages.length === 0, messages);
  await page.close();
}

const names = readdirSync(folder).filter((name) => name.endsWith('.mjs') && (!only || name.startsWith(only))).sort();
const journeys = [];
for (const name of names) journeys.push({ name: name.replace('.mjs', ''), ...await import(pathToFileURL(join(folder, name)).href) });
if (journeys.length === 0) failures.push(`there is no journey ${only ?? ''}`);
for (const script of [true, false]) {
  const context = await start({ javaScriptEnabled: script, acceptDownloads: true });
  for (const journey of journeys) {
    if (!(script ? journey.withScript : journey.withoutScript)) continue;
    for (const [width, scheme] of script ? SIZES : [SIZES[0], SIZES[2]]) await walk(context, journey, width, scheme, script);
  }
  await context.close();
}
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed, ${journeys.length} journeys`);
process.exit(failures.length === 0 ? 0 : 1);
