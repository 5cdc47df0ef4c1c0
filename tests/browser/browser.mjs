// Headless Chromium as both scripts start it, and which pages of a built site stand for all.
import { chromium } from 'playwright-core';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// Flags without which Chromium would not start as root, or would call home.
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

export function start(options) {
  const profile = mkdtempSync(join(tmpdir(), 'charterhouse-browser-'));
  return chromium.launchPersistentContext(profile, { executablePath: PROGRAM, headless: true, args: FLAGS, ...options });
}

export function address(site, page) {
  return pathToFileURL(join(resolve(site), page)).href;
}

// Sorts of page: a folder, and how many of its pages to open.
const FOLDERS = [['topics', 2], ['wording', 2], ['kinds', 2], ['matrix', 2], ['standards', 4], ['charters/public', 1], ['charters/university', 1], ['changes/public', 2], ['activities', 21]];

// Every page of the site's top, and one or two of each other sort.
export function samples(site) {
  const html = (folder) => existsSync(join(site, folder))
    ? readdirSync(join(site, folder)).filter((name) => name.endsWith('.html')).sort() : [];
  const spread = (names, count) => names.length <= count ? names
    : Array.from({ length: count }, (_, index) => names[Math.floor(index * (names.length - 1) / Math.max(1, count - 1))]);
  return [...html('.'), ...FOLDERS.flatMap(([folder, count]) => spread(html(folder), count).map((name) => `${folder}/${name}`))];
}
