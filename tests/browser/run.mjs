// Opens pages of a built site from its folder, at three widths, in light and dark, on paper and without scripts, and holds each
// against the rules of accessible pages. `node run.mjs SITE [PAGE]`; exit status 1 where anything fails.
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { address, samples, start } from './browser.mjs';
import { overflow, squeezed, violations } from './rules.mjs';

const [site, only] = process.argv.slice(2);
if (!site) {
  console.error('usage: node run.mjs SITE [PAGE]');
  process.exit(2);
}
const INSIDE = pathToFileURL(resolve(site)).href + '/';
const WIDTHS = [360, 768, 1280];
// A chart or table in a frame on somebody else's page.
const FRAMED = [300, 600, 1280];
// Downloads are written by the build and not by the pages.
const DATA = INSIDE + 'data/';
// As many stops of the tab key as are walked on a page where not all are.
const STOPS = 60;
// As many pages are open at once as there are processors to look at them.
const LANES = Math.max(1, Math.min(4, availableParallelism()));

let passed = 0;
const failures = [];
function check(where, what, wrong) {
  if (wrong.length === 0) passed += 1;
  else failures.push(`${where}: ${what}\n${wrong.slice(0, 6).map((line) => `    ${line}`).join('\n')}`);
}

// What is wrong with what has focus: no outline, or something lies over it.
function focused() {
  const node = document.activeElement;
  if (!node || node === document.body) return { end: true, wrong: [] };
  const style = getComputedStyle(node);
  const name = `${node.tagName.toLowerCase()} "${(node.textContent || node.getAttribute('aria-label') || '').trim().slice(0, 40)}"`;
  const wrong = [];
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) wrong.push(`${name} shows no focus`);
  const box = node.getClientRects()[0];
  if (box && !node.matches('[role=region], main') && box.width > 0) {
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = box.top + box.height / 2;
    const seen = y >= 0 && y < innerHeight ? document.elementFromPoint(x, y) : null;
    if (!seen || !(node.contains(seen) || seen.contains(node))) wrong.push(`${name} is hidden by ${seen ? seen.tagName.toLowerCase() : 'the edge'} when it has focus`);
  }
  delete node.dataset.toReach;
  return { end: false, wrong, href: node.getAttribute('href'), framed: document.querySelector('header.top') !== null };
}

// The ids of a page, read once.
const ids = new Map();
function idsOf(file) {
  if (!ids.has(file)) ids.set(file, new Set([...readFileSync(file, 'utf8').matchAll(/ id="([^"]+)"/g)].map((match) => match[1])));
  return ids.get(file);
}

// Links that lead to no page, or to no place on it.
async function links(page, where) {
  const found = await page.evaluate(() => [...new Set([...document.querySelectorAll('a[href]')].map((link) => link.href.baseVal ?? link.getAttribute('href')))]);
  const base = page.url();
  const wrong = [];
  for (const href of found) {
    const url = new URL(href, base);
    if (!url.href.startsWith(INSIDE) || url.href.startsWith(DATA)) continue;
    const fragment = decodeURIComponent(url.hash.slice(1));
    url.hash = '';
    const file = fileURLToPath(url);
    if (!existsSync(file)) wrong.push(`${href}: no such page`);
    else if (fragment.includes('/') && url.pathname.endsWith('/compare.html')) {
      if (!fragment.split(',').every((id) => existsSync(fileURLToPath(`${INSIDE}compare/${id}.js`)))) wrong.push(`${href}: no such charter`);
    // A fragment with `=` is a choice that a script reads.
    } else if (fragment && !fragment.includes('=') && !idsOf(file).has(fragment)) wrong.push(`${href}: no such place on the page`);
  }
  check(where, 'every link leads somewhere', wrong.length > 6 ? [`${wrong.length} of ${found.length} do not`, ...wrong] : wrong);
}

// All that the tab key has to reach: what can have focus, is seen, and is not in the part of a page that is folded away.
function stops() {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex]')].filter((node) =>
    node.tabIndex >= 0 && !node.disabled && node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0);
  // Of a group of radio buttons, the tab key stops at one.
  const first = new Set();
  const own = all.filter((node) => node.type !== 'radio' || !node.name || (!first.has(node.name) && first.add(node.name)));
  for (const node of own) node.dataset.toReach = '';
  return own.length;
}

// By the tab key from the top of the page to its end and out of it, then back in from the end; pages of a thousand links are walked
// whole at one width, and at the others as far as `STOPS`.
async function walk(page, where, whole) {
  const wrong = [];
  const count = await page.evaluate(stops);
  const most = whole ? count + 20 : STOPS;
  let left = false;
  for (let stop = 0; stop < most && !left; stop += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(focused);
    if (stop === 0 && found.framed) check(where, 'the first stop of the tab key is the way to the content', found.href === '#main' ? [] : [`it is ${found.href}`]);
    left = found.end;
    wrong.push(...found.wrong);
  }
  check(where, 'what has focus is seen', wrong);
  if (!whole) return;
  const missed = await page.evaluate(() => [...document.querySelectorAll('[data-to-reach]')].map((node) => node.outerHTML.slice(0, 120)));
  check(where, 'the tab key reaches everything', missed);
  check(where, 'and leaves the page at its end', left ? [] : [`it is still there after ${most} stops`]);
  const back = [];
  for (let stop = 0; stop < Math.min(count, 10); stop += 1) {
    await page.keyboard.press('Shift+Tab');
    const found = await page.evaluate(focused);
    back.push(...found.wrong);
    if (found.end) back.push(`it left the page after ${stop} stops`);
  }
  check(where, 'and comes back from there', back);
}

async function open(context, name, width, scheme, where = `${name} at ${width}, ${scheme}`) {
  const page = await context.newPage();
  const messages = [];
  const outside = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(INSIDE) && !url.startsWith('data:')) outside.push(url);
  });
  page.on('requestfailed', (request) => messages.push(`not loaded: ${request.url()}`));
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: scheme, media: 'screen', reducedMotion: 'reduce' });
  await page.goto(address(site, name));
  check(where, 'no message on the console, nothing blocked', messages);
  check(where, 'no request outside the folder', outside);
  check(where, 'the stylesheet is in force', await page.evaluate(() => getComputedStyle(document.body).marginTop === '0px' ? [] : ['the body has the margin of a bare page']));
  check(where, 'no sideways scroll', await page.evaluate(overflow));
  check(where, 'no word is broken on a button', await page.evaluate(squeezed));
  return { page, where };
}

async function axe(page, where) {
  check(where, 'no violation that axe finds', await violations(page));
}

// A worksheet is printed on as many pages as it was set for, on either paper: one, and one more for each part that begins a page.
async function printed(page, name) {
  await page.emulateMedia({ media: null });
  const set = 1 + await page.locator('.page-two').count();
  for (const format of ['A4', 'Letter']) {
    const pdf = (await page.pdf({ format })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    check(`${name} on ${format}`, 'it has as many pages as it was set for', pages === set ? [] : [`${pages} for ${set}`]);
  }
}

// Without scripts a page says what it says, and shows nothing that would do nothing.
async function scriptless(context, name, width) {
  const { page, where } = await open(context, name, width, 'light', `${name} at ${width}, without scripts`);
  check(where, 'it has a head line and says something', await page.evaluate(() => document.querySelector('h1')?.checkVisibility() && document.querySelector('main').innerText.length > 80 ? [] : [document.body.innerText.slice(0, 200)]));
  const idle = await page.evaluate(() => [...document.querySelectorAll('button, input, select, textarea')]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0 && !node.closest('.sheet')).map((node) => node.outerHTML.slice(0, 100)));
  check(where, 'nothing waits for a script', idle);
  await page.close();
}

async function hold(name, context, bare) {
  for (const width of name.startsWith('embed/') ? FRAMED : WIDTHS) {
    for (const scheme of ['light', 'dark']) {
      const { page, where } = await open(context, name, width, scheme);
      await axe(page, where);
      // Colours alone change between light and dark.
      if (scheme === 'light') await walk(page, where, width === 1280);
      if (scheme === 'light' && width === 1280) await links(page, where);
      if (scheme === 'dark' && width === 1280) {
        // A4 within its margins, in CSS pixels.
        await page.setViewportSize({ width: 672, height: 980 });
        await page.emulateMedia({ media: 'print', colorScheme: 'light' });
        check(`${name} on paper`, 'nothing is cut off at the right', await page.evaluate(overflow));
        if (name.startsWith('activities/') && !name.endsWith('-key.html')) await printed(page, name);
      }
      await page.close();
    }
    await scriptless(bare, name, width);
  }
}

const context = await start();
const bare = await start({ javaScriptEnabled: false });
const pages = samples(site).filter((name) => !only || name.startsWith(only));
if (pages.length === 0) failures.push(`${site}: no page to open`);
const waiting = [...pages];
await Promise.all(Array.from({ length: LANES }, async () => {
  for (let name = waiting.shift(); name; name = waiting.shift()) await hold(name, context, bare);
}));
await bare.close();
await context.close();
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed, ${pages.length} pages`);
process.exit(failures.length === 0 ? 0 : 1);
