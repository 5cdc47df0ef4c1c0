// A teacher takes a worksheet and its key from the home page to the printer, and a student a charter.
import { overflow } from '../rules.mjs';

const pagesOf = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

// On A4 within its margins, in CSS pixels, nothing may be cut off, and nothing may be there that works on a screen alone.
async function onPaper({ page, same, check }, what) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 672, height: 980 });
  await page.emulateMedia({ media: 'print' });
  same(`${what} on paper: nothing is cut off`, await page.evaluate(overflow), []);
  const left = await page.evaluate(() => [...document.querySelectorAll('button, input, select, textarea, nav, .skip, .tray')]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0).map((node) => node.outerHTML.slice(0, 90)));
  check(`${what} on paper: nothing that only a screen can use`, left.length === 0, left.slice(0, 4));
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  check(`${what} on paper: dark letters on white`, ['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(ground), ground);
  await page.emulateMedia({ media: null });
  const pdf = await page.pdf({ format: 'A4' });
  await page.setViewportSize(size);
  return pagesOf(pdf);
}

export async function withScript(journey) {
  const { page, same, sound, fromHome, home } = journey;
  await fromHome('Activities');
  await sound('activities');
  await page.locator('main a[href="activities/classify.html"]').first().click();
  same('a worksheet fits one page', await onPaper(journey, 'worksheet'), 1);
  await page.getByRole('link', { name: 'Answer key' }).first().click();
  await onPaper(journey, 'key');
  await fromHome('Charters');
  await page.locator('table.charters tbody a').first().click();
  await onPaper(journey, 'charter');
  await home();
  await onPaper(journey, 'home');
  for (const name of ['Topics', 'Standards', 'Wording', 'Matrix', 'Language', 'Data', 'Method']) {
    await fromHome(name);
    await onPaper(journey, name);
  }
}
