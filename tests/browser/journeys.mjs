// Walks through a built site as its readers do, from the home page to the end of what they came for, at three widths, in light and
// dark, and with scripts switched off: `node journeys.mjs SITE [NAME]`; exit status 1 where anything fails. Each file in `journeys/` is
// one: `withScript` and `withoutScript`, each handed what stands in `walk`.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { address, start } from './browser.mjs';
import { overflow, violations } from './rules.mjs';
import { rows } from './table.mjs';

const [site, only] = process.argv.slice(2);
if (!site) {
  console.error('usage: node journeys.mjs SITE [NAME]');
  process.exit(2);
}
const SIZES = [360, 768, 1280].flatMap((width) => ['light', 'dark'].map((scheme) => [width, scheme]));
const folder = fileURLToPath(new URL('journeys/', import.meta.url));

let passed = 0;
const failures = [];

async function walk(journey, width, scheme, script) {
  const options = { viewport: { width, height: 800 }, colorScheme: scheme, reducedMotion: 'reduce', acceptDownloads: true, javaScriptEnabled: script };
  const where = `${journey.name} at ${width}, ${scheme}${script ? '' : ', without script'}`;
  const check = (what, holds, found = '') => {
    if (holds) passed += 1;
    else failures.push(`${where}: ${what}${found === '' ? '' : `: ${JSON.stringify(found)}`}`);
  };
  const same = (what, found, expected) => check(what, JSON.stringify(found) === JSON.stringify(expected), { found, expected });
  const contexts = [];
  const messages = [];
  // A reader's browser, which has nothing of another's.
  const reader = async () => {
    const context = await start({ ...options, permissions: script ? ['clipboard-read', 'clipboard-write'] : [] });
    contexts.push(context);
    context.setDefaultTimeout(30000);
    const page = await context.newPage();
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(String(error)));
    page.on('request', (request) => /^(file|data|blob):/.test(request.url()) || messages.push(`asked ${request.url()}`));
    return page;
  };
  // Every page is held against the rules of accessible pages wherever a reader stands still.
  const sound = async (what, which = page) => {
    const wide = script ? await which.evaluate(overflow) : [(await which.locator('html').boundingBox()).width].filter((found) => found > width + 1);
    check(`${what}: no sideways scroll`, wide.length === 0, wide.slice(0, 6));
    // Axe is a script itself, and does not run where none does.
    const found = script ? await violations(which) : [];
    check(`${what}: no violation that axe finds`, found.length === 0, found);
  };
  const page = await reader();
  const home = () => page.goto(address(site, 'index.html'));
  // As a reader begins: on the home page, by a link of its navigation.
  const fromHome = async (name) => {
    await home();
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name, exact: true }).click();
  };
  const at = (path) => page.goto(address(site, path));
  // What a screen reader is told.
  const told = (text) => page.locator('p.unseen[role=status]', { hasText: text }).waitFor({ state: 'attached' });
  const tools = { page, check, same, sound, home, fromHome, at, told, reader, rows: (path) => rows(join(resolve(site), path)), site: resolve(site), width };
  try {
    await (script ? journey.withScript : journey.withoutScript)(tools);
  } catch (error) {
    check('comes to its end', false, [String(error).slice(0, 600), page.url()]);
  }
  check('no message on the console, nothing asked of others', messages.length === 0, messages);
  await Promise.all(contexts.map((context) => context.close()));
}

const names = readdirSync(folder).filter((name) => name.endsWith('.mjs') && (!only || name.startsWith(only))).sort();
const journeys = [];
for (const name of names) journeys.push({ name: name.replace('.mjs', ''), ...await import(pathToFileURL(join(folder, name)).href) });
if (journeys.length === 0) failures.push(`there is no journey ${only ?? ''}`);
for (const journey of journeys) {
  for (const [width, scheme] of SIZES) {
    if (journey.withScript) await walk(journey, width, scheme, true);
    // Colours do not depend on scripts.
    if (journey.withoutScript && scheme === 'light') await walk(journey, width, scheme, false);
  }
}
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
