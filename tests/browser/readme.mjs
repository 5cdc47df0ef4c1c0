// The pictures in the README, of the site of the charters that ship: `node readme.mjs SITE`. Written to `pictures/`.
import { join } from 'node:path';
import { address, start } from './browser.mjs';

const [site] = process.argv.slice(2);
if (!site) {
  console.error('usage: node readme.mjs SITE');
  process.exit(2);
}
const out = join(import.meta.dirname, 'pictures');
const chosen = 'school/ltc-library,public/slough-libraries,national/british-library';
// Name, page, what the address holds, height.
const pictures = [
  ['home', 'index.html', '', 900],
  ['compare', 'compare.html', `#${chosen}`, 1000],
  ['standards', 'standards.html', '', 1000],
  ['worksheet', 'activities/classify.html', '', 1000],
];
const context = await start();
const page = await context.newPage();
await page.emulateMedia({ colorScheme: 'light' });
for (const [name, path, held, height] of pictures) {
  await page.setViewportSize({ width: 1280, height });
  await page.goto(address(site, path) + held);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(out, `${name}.png`) });
}
await context.close();
