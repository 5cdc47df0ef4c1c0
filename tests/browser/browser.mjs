// Headless Chromium as all scripts here start it, and which pages of a built site stand for all.
import { chromium } from 'playwright-core';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
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

// Sorts of page of which each one is another: they are all opened. Of any other sort, the first and the last.
const ALL = new Set(['.', 'activities', 'standards']);

// Every page of the site's top, and some of each other sort: a folder with pages in it is a sort, so that a new one is not forgotten.
export function samples(site) {
  const sorts = new Map();
  for (const name of readdirSync(site, { recursive: true }).filter((name) => name.endsWith('.html')).sort()) {
    const path = name.replaceAll('\\', '/');
    const folder = dirname(path);
    sorts.set(folder, [...(sorts.get(folder) ?? []), path]);
  }
  return [...sorts].flatMap(([folder, pages]) => (ALL.has(folder) || pages.length < 3 ? pages : [pages[0], pages.at(-1)]));
}
