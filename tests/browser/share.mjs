// Draws the pictures that others show beside a link to a page: `node share.mjs ../../templates/assets`. They are kept in the
// repository and ship with the program, so that a build needs no browser. Run it again when the marks or colours change.
import { join } from 'node:path';
import { start } from './browser.mjs';

const out = process.argv[2];
if (!out) {
  console.error('usage: node share.mjs FOLDER');
  process.exit(2);
}
// Shapes and colours are those of `templates/part/shape.html` and `templates/style/40-chart.css`.
const KINDS = {
  school: ['School libraries', 'M0-5.2 5.2 4.2H-5.2Z'],
  university: ['University libraries', 'M-4.3-4.3H4.3V4.3H-4.3Z'],
  public: ['Public libraries', 'M-4.9 0A4.9 4.9 0 1 1 4.9 0A4.9 4.9 0 1 1-4.9 0Z'],
  national: ['National libraries', 'M0-5.8 5.8 0 0 5.8-5.8 0Z'],
  state: ['State libraries', 'M-1.9-5.3H1.9V-1.9H5.3V1.9H1.9V5.3H-1.9V1.9H-5.3V-1.9H-1.9Z'],
  special: ['Special libraries', 'M0-2.3 3-5.3 5.3-3 2.3 0 5.3 3 3 5.3 0 2.3-3 5.3-5.3 3-2.3 0-5.3-3-3-5.3Z'],
};
const COLOURS = { school: '#a1540f', university: '#2e6cb8', public: '#b63b39', national: '#864eab', state: '#2c7f44', special: '#017b80' };

const shape = (kind, size) => `<svg width="${size}" height="${size}" viewBox="-6 -6 12 12"><path fill="${COLOURS[kind]}" d="${KINDS[kind][1]}"/></svg>`;
const page = (head, line, marks) => `<!doctype html><style>
  body { margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 80px 90px; background: #fbf9f4; color: #201e1a;
    font-family: "Liberation Sans", sans-serif; display: flex; flex-direction: column; justify-content: space-between; border-bottom: 16px solid #1d4f7c; }
  h1 { font: 76px/1.15 "Liberation Serif", serif; margin: 0; max-width: 960px; text-wrap: balance; }
  p { font-size: 34px; margin: 28px 0 0; color: #625e56; }
  div { display: flex; gap: 34px; align-items: center; }
</style><main><h1>${head}</h1><p>${line}</p></main><div>${marks}</div>`;

const context = await start();
const tab = await context.newPage();
await tab.setViewportSize({ width: 1200, height: 630 });
async function draw(name, html) {
  await tab.setContent(html);
  await tab.screenshot({ path: join(out, `${name}.png`) });
}
const all = Object.keys(KINDS).map((kind) => shape(kind, 76)).join('');
await draw('share', page('What libraries promise their users', 'Customer service charters, read line by line and set side by side.', all));
for (const kind of Object.keys(KINDS)) {
  await draw(`share-${kind}`, page(`What ${KINDS[kind][0].toLowerCase()} promise their users`, 'From their customer service charters, line by line.', shape(kind, 132)));
}
await context.close();
