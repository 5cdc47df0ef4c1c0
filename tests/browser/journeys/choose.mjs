// Charters are chosen from lists: a kind's page, the matrix, the list of charters and a charter's own page share one choice.
import { address } from '../browser.mjs';

const follow = (page, name) => page.getByRole('link', { name, exact: true }).first().click();

// By the keyboard alone, in a browser in which nothing is chosen yet.
async function byKeyboard({ reader, same, site }) {
  const page = await reader();
  await page.goto(address(site, 'compare.html'));
  await page.locator('.picks button').first().waitFor();
  await page.getByLabel('Library or country').focus();
  await page.keyboard.type('a');
  await page.waitForTimeout(200);
  await page.keyboard.press('Tab');
  same('after the words come the charters', await page.evaluate(() => document.activeElement.closest('ul')?.className), 'bare picks');
  await page.keyboard.press('Enter');
  await page.locator('.sides').waitFor();
  same('focus is on what comes next', await page.evaluate(() => document.activeElement.id), 'pick');
}

export async function withScript(journey) {
  const { page, same, sound, home } = journey;
  await home();
  await follow(page, 'Charters');
  const adds = page.getByRole('button', { name: /^Compare / });
  await adds.first().click();
  same('the bar leads to it', await page.locator('.tray a').first().textContent(), 'Compare: 1 charter, add another');
  await sound('list');
  await page.locator('table.charters a').nth(1).click();
  await page.getByRole('button', { name: /^Add to comparison/ }).click();
  same('a charter page adds to it', await page.getByRole('link', { name: 'Compare 2 charters side by side' }).count(), 1);
  await sound('charter');
  await follow(page, 'Matrix');
  await page.locator('main thead a').first().click();
  await page.getByRole('button', { name: /^Compare /, pressed: false }).last().click();
  await sound('matrix');
  await page.getByRole('link', { name: 'Compare 3 charters side by side' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.sides thead .library').length === 3);
  await byKeyboard(journey);
}
