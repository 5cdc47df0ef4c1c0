// Someone who drafts a charter looks through wordings, pins some, and takes them away with their sources.
import { readFileSync } from 'node:fs';

const follow = (page, name) => page.getByRole('link', { name, exact: true }).first().click();

export async function withScript({ page, check, same, sound, home, told, reader }) {
  await home();
  const here = page.url();
  await follow(page, 'The wording bank');
  await page.locator('.questions a').first().click();
  const all = await page.locator('li.promise').count();
  const firm = page.getByRole('checkbox', { name: /^firm/ });
  const number = Number((await page.locator('label', { has: firm }).locator('.num').textContent()).replace(/\D/g, ''));
  await firm.check();
  same('a filter leaves as many as its count says', await page.locator('li.promise:visible').count(), number);
  same('the count is of what has the label', await page.locator('li.promise[data-strength=firm]').count(), number);
  await page.getByRole('checkbox', { name: /^with a figure/ }).check();
  same('two filters leave what fits both', await page.locator('li.promise:visible').count(), await page.locator('li.promise[data-strength=firm]:has(.figure)').count());
  await page.reload();
  check('the address holds the filters', await page.getByRole('checkbox', { name: /^firm/ }).isChecked());
  await sound('filtered');
  await page.getByRole('button', { name: 'Show all' }).click();
  same('all are shown again', await page.locator('li.promise:visible').count(), all);

  await page.getByRole('button', { name: 'Copy this wording' }).first().click();
  await page.getByText('Copied', { exact: false }).first().waitFor();
  const words = await page.locator('li.promise .said').first().textContent();
  const copied = await page.evaluate(() => navigator.clipboard.readText().catch(() => ''));
  check('a wording is copied with its source', copied.includes(words.trim()) && /read \d+ \w+ \d{4}/.test(copied), copied);

  const pins = page.getByRole('button', { name: 'Pin this wording' });
  await pins.nth(0).click();
  await pins.nth(1).click();
  await pins.nth(2).click();
  same('the bar counts the pins', await page.locator('.tray a').first().textContent(), 'Basket: 3 wordings');
  await page.getByRole('button', { name: 'Undo' }).click();
  same('a pin is undone', await page.locator('.tray a').first().textContent(), 'Basket: 2 wordings');
  await told('Undone. 2 wordings in the basket.');
  await sound('pinned');
  await page.locator('.tray a').first().click();
  await page.getByText('2 wordings from').waitFor();
  await page.locator('textarea').first().fill('Ask the board, & “why” = 100 %?');
  await page.locator('textarea').first().blur();
  const texts = await page.locator('.basket .said').allTextContents();
  await page.getByRole('button', { name: /^Down/ }).first().click();
  await page.waitForFunction((text) => document.querySelectorAll('.basket .said')[1]?.textContent === text, texts[0]);
  same('focus stays with the one that moved', await page.evaluate(() => document.activeElement.closest('li')?.querySelector('.said')?.textContent), texts[0]);
  await sound('basket');

  const files = {};
  for (const format of ['Markdown', 'CSV', 'JSON', 'BibTeX', 'RIS']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: format, exact: true }).click()]);
    files[format] = readFileSync(await download.path(), 'utf8');
  }
  const json = JSON.parse(files.JSON);
  same('the JSON has both, in order, with the note', json.map((one) => [`${one.lead_in} ${one.text}`.trim(), one.note]), [[texts[1], ''], [texts[0], 'Ask the board, & “why” = 100 %?']]);
  same('the CSV has a header and two rows', files.CSV.trim().split('\r\n').length, 3);
  check('the Markdown has the topic and both', files.Markdown.includes('\n## ') && files.Markdown.match(/^> .*read /gm).length === 2, files.Markdown);
  same('BibTeX and RIS have an entry a charter', [files.BibTeX.match(/^@misc\{/gm).length, files.RIS.match(/^TY {2}- ELEC/gm).length], Array(2).fill(new Set(json.map((one) => one.charter)).size));

  const link = await page.locator('#share-link').inputValue();
  const stranger = await reader();
  await stranger.goto(link);
  await stranger.getByText('2 wordings from').waitFor();
  same('the link holds the pins in their order', await stranger.locator('.basket .said').allTextContents(), [texts[1], texts[0]]);
  same('and the notes', await stranger.locator('textarea').nth(1).inputValue(), 'Ask the board, & “why” = 100 %?');
  await stranger.close();

  await page.getByRole('button', { name: /^Remove/ }).first().click();
  await page.getByText('1 wording from').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 wordings from').waitFor();
  await page.getByRole('button', { name: 'Empty the basket' }).click();
  await page.getByText('Nothing is pinned.').waitFor();
  await sound('empty basket');
  // A basket that came by a link does not take the place of one's own.
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 wordings from').waitFor();
  const other = await page.context().newPage();
  await other.setViewportSize(page.viewportSize());
  await other.goto(here);
  await other.goto(link.replace(/,[^,&]*(&|$)/, '$1'));
  await other.getByText('This basket came by a link.').waitFor();
  same('a shared basket is shown as it is', await other.locator('.basket .said').count(), 1);
  await sound('shared basket', other);
  await other.getByRole('button', { name: 'Show my own' }).click();
  await other.getByText('2 wordings from').waitFor();
  await other.getByRole('button', { name: 'Empty the basket' }).click();
  await other.getByText('Nothing is pinned.').waitFor();
  await other.close();
}

export async function withoutScript({ page, check, same, sound, fromHome, at }) {
  await fromHome('Wording');
  await page.locator('.questions a').first().click();
  same('every wording is shown, and none of the buttons', [await page.locator('li.promise:visible').count() > 0, await page.locator('button').count()], [true, 0]);
  await sound('wordings');
  await at('basket.html');
  check('the basket says what it needs', await page.getByText('none runs here').isVisible());
  await sound('basket');
}
