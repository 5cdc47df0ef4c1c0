// Tables of the data set: what a page says is held against what was written apart from it.
import { readFileSync } from 'node:fs';

// The rows of a CSV file, by its header.
export function rows(path) {
  const text = readFileSync(path, 'utf8');
  const cells = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') { cell += '"'; at += 1; } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') { cells.at(-1).push(cell); cell = ''; } else if (letter === '\n') {
      cells.at(-1).push(cell.replace(/\r$/, ''));
      cells.push([]);
      cell = '';
    } else cell += letter;
  }
  const [header, ...lines] = cells.filter((line) => line.length > 1);
  return lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at]])));
}
