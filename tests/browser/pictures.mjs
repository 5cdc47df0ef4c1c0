// Pictures of the main pages, to look at: `node pictures.mjs SITE OUT`, in light and dark at two widths, and on paper.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { address, samples, start } from './browser.mjs';

const [site, out, only] = process.argv.slice(2);
if (!site || !out) {
  console.error('usage: node pictures.mjs SITE OUT [PAGE]');
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const context = await start();
const page = await context.newPage();
for (const name of samples(site).filter((name) => !only || name.startsWith(only))) {
  const file = name.replace(/\.html$/, '').replaceAll('/', '-');
  for (const [width, scheme] of [[1280, 'light'], [1280, 'dark'], [390, 'light'], [390, 'dark']]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme, media: 'screen' });
    await page.goto(address(site, name));
    // Very long pages would make pictures that no viewer opens.
    const height = await page.evaluate(() => Math.min(document.documentElement.scrollHeight, 4000));
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(out, `${file}-${width}-${scheme}.png`) });
  }
  await page.setViewportSize({ width: 672, height: 980 });
  await page.emulateMedia({ colorScheme: 'light', media: 'print' });
  await page.screenshot({ path: join(out, `${file}-paper.png`) });
}
await context.close();
