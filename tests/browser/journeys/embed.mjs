// A teacher shows a chart of the site on a page of their own, and whoever reads that page comes from there to the words.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// The narrowest frame, and one of an article's width.
const WIDTHS = [300, 600];

// What lies over one another in a chart: the name of a row and what stands beside it.
const crossing = () => [...document.querySelectorAll('.row-label')].filter((label) => {
  const beside = label.parentElement.tagName === 'g' ? label.parentElement.querySelector('.row-summary') : label.nextElementSibling;
  const [one, two] = [label, beside].map((node) => node.getBoundingClientRect());
  return one.right > two.left && one.bottom > two.top && two.bottom > one.top;
}).map((label) => label.textContent);

// Every page that offers something, and what it offers.
async function offered({ page, at, site }) {
  const html = (folder) => readdirSync(join(site, folder)).filter((name) => name.endsWith('.html')).map((name) => join(folder, name));
  const codes = new Map();
  for (const path of ['.', 'kinds', 'topics', 'standards'].flatMap(html)) {
    await at(path);
    for (const code of await page.locator('.embed code:first-child').evaluateAll((all) => all.map((node) => node.textContent))) {
      const name = /src="(?:[^"]*\/)?embed\/([^"]+)"/.exec(code)?.[1];
      if (name) codes.set(name, code);
    }
  }
  return codes;
}

// The code on a page of one's own, with the site's address before it as the site says.
async function pasted({ page, site, width }, code) {
  const folder = mkdtempSync(join(tmpdir(), 'charterhouse-embed-'));
  const file = join(folder, 'mine.html');
  const whole = /src="https?:/.test(code) ? code.replace(/src="[^"]*\/embed\//, 'src="embed/') : code;
  writeFileSync(file, `<!doctype html><title>Mine</title><body style="margin: 0">${whole.replace('src="', `src="${pathToFileURL(site)}/`)}`);
  await page.goto(pathToFileURL(file).href);
  await page.setViewportSize({ width, height: 800 });
  return () => rmSync(folder, { recursive: true });
}

async function offer({ page, check, fromHome }) {
  await fromHome('Standards');
  const first = page.locator('section[aria-labelledby="working-time"]');
  await first.locator('.embed > summary').click();
  const code = await first.locator('.embed pre').textContent();
  check('the code names the chart, its title and its height', /^<iframe src="[^"]*embed\/standards-working-time\.html" title="[^"]+" [^>]*height="\d+"[^>]*><\/iframe>$/.test(code.trim()), code);
  check('where it is not whole, the page says what is missing', /src="https?:/.test(code) !== /put the address/.test(await first.locator('.embed').textContent()));
  return code.trim();
}

async function framed(journey) {
  const { page, check } = journey;
  const code = await offer(journey);
  for (const to of ['dot', 'source']) {
    const gone = await pasted(journey, code);
    const frame = page.frameLocator('iframe');
    if (to === 'dot') await frame.locator('svg a > use.dot').first().click();
    else await frame.locator('.source a').click();
    await page.waitForURL(to === 'dot' ? /\/charters\/.*#c-/ : /standards\.html#working-time/);
    check(`a ${to} in the frame leads to the site, in place of the page around it`, (await page.locator('nav[aria-label="Site"]').count()) === 1, page.url());
    gone();
  }
}

export async function withScript(journey) {
  const { page, check, at, site, width, sound } = journey;
  await framed(journey);
  await at('embed/coverage.html');
  await sound('a table alone');
  if (width !== 1280) return;
  const codes = await offered(journey);
  const pages = readdirSync(join(site, 'embed'));
  check('each page to embed is offered somewhere, and none that is not there', JSON.stringify(pages.sort()) === JSON.stringify([...codes.keys()].sort()), pages.filter((name) => !codes.has(name)));
  for (const [name, code] of codes) {
    const height = Number(/height="(\d+)"/.exec(code)[1]);
    for (const wide of WIDTHS) {
      await page.setViewportSize({ width: wide, height });
      await at(`embed/${name}`);
      const [high, needs] = await page.evaluate(() => [innerHeight, document.documentElement.scrollHeight]);
      check(`${name} fits the frame of its code at ${wide}`, needs <= high, needs - high);
      check(`${name} has nothing over another at ${wide}`, (await page.evaluate(crossing)).length === 0, await page.evaluate(crossing));
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(`${name} does not scroll sideways at ${wide}`, wider <= 0, wider);
    }
  }
}

export const withoutScript = framed;
