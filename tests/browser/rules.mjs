// The rules that every page is held against, whatever was done on it before.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], preload: false };

// What sticks out to the right of the page; empty where the page does not scroll sideways.
export function overflow() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth + 1) return [];
  const within = (node) => {
    for (let up = node.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible') return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll('*')]
    .filter((node) => node.getBoundingClientRect().right > root.clientWidth + 1 && !within(node))
    .map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute('class') ?? ''} reaches ${Math.round(node.getBoundingClientRect().right)} of ${root.clientWidth}`);
  return [`${root.scrollWidth} wide in ${root.clientWidth}`, ...wide];
}

// Buttons on which a word is broken, as one that is squeezed by what stands beside it.
export function squeezed() {
  const seen = [...document.querySelectorAll('button')].filter((node) => node.checkVisibility({ visibilityProperty: true }));
  return seen.flatMap((node) => [...node.childNodes]).filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '').flatMap((text) => {
    const words = document.createRange();
    words.selectNodeContents(text);
    const lines = new Set([...words.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top))).size;
    return lines > text.data.trim().split(/\s+/).length ? [`"${text.data.trim()}" stands on ${lines} lines`] : [];
  });
}

// What axe finds on a page, a line a rule.
export async function violations(page) {
  await page.evaluate(AXE);
  // What happens to lie under the bar at the foot can be scrolled out from under it, which axe does not try.
  const stick = (position) => page.evaluate((to) => { for (const bar of document.querySelectorAll('.tray')) bar.style.position = to; }, position);
  await stick('static');
  const result = await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES);
  await stick('');
  return result.violations.map((rule) =>
    `${rule.id}: ${rule.help} (${rule.nodes.length}×), first ${rule.nodes[0].target.join(' ')}: ${rule.nodes[0].failureSummary.split('\n').slice(1).join(';').trim()}`);
}
