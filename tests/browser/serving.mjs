// A plain static host on loopback, as the recipes of PUBLISHING.md have it: a folder under a path of its host, right types,
// compressed, and the site's own page for wrong addresses. Only what is inside the folder is served.
import { createServer } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import { extname, join, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.json': 'application/json', '.jsonld': 'application/ld+json', '.csv': 'text/csv; charset=utf-8', '.atom': 'application/atom+xml',
  '.xml': 'application/xml', '.ttl': 'text/turtle; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
};
const PLAIN = new Set(['.png']);

function fileOf(folder, path) {
  const file = join(folder, decodeURIComponent(path));
  if (file !== folder && !file.startsWith(folder + sep)) return null;
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return null;
  return found.isDirectory() ? fileOf(folder, `${path}/index.html`) : file;
}

// Serves `site` under `base` ("/" or "/some/path/"), and says its address and what was asked: `{ address, asked, stop }`.
export async function serving(site, base = '/') {
  const folder = resolve(site);
  const asked = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const inside = pathname.startsWith(base) ? fileOf(folder, pathname.slice(base.length)) : null;
    const file = inside ?? fileOf(folder, '404.html');
    const type = extname(file);
    let body = readFileSync(file);
    const head = { 'content-type': TYPES[type] ?? 'application/octet-stream', 'cache-control': 'public, max-age=600' };
    if (!PLAIN.has(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      body = gzipSync(body);
      head['content-encoding'] = 'gzip';
    }
    asked.push({ path: pathname, status: inside ? 200 : 404, bytes: body.length });
    response.writeHead(inside ? 200 : 404, { ...head, 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
  return { address: `http://localhost:${server.address().port}${base}`, asked, stop: () => { server.closeAllConnections(); server.close(); } };
}
