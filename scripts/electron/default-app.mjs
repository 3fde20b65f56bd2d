// Stands in for Electron's own default_app.asar in the test-only runtime:
//   electron [-r module]... <app folder | file>
// It has to be an ES module that awaits import(): Playwright preloads its loader with -r, and a
// synchronous loader would hide that `ready` waits for the entry module.
import { app } from 'electron/main';
import { existsSync, readFileSync } from 'node:fs';
import { Module } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

function parseArguments() {
  /** @type {string[]} */
  const preloads = [];
  const rest = process.argv.slice(1);
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === '-v' || argument === '--version') {
      console.log(`v${process.versions['electron']}`);
      process.exit(0);
    }
    if (argument === '-r' || argument === '--require') preloads.push(rest.shift() ?? '');
    else if (argument.startsWith('--app=')) return { preloads, target: argument.slice(6) };
    else if (!argument.startsWith('-')) return { preloads, target: argument };
  }
  return { preloads, target: undefined };
}

/** @param {string} folder */
function takeManifest(folder) {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return false;
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  app.name = manifest.productName || manifest.name || app.name;
  if (process.platform === 'linux') app.setDesktopName(manifest.desktopName || `${app.name}.desktop`);
  return true;
}

const { preloads, target } = parseArguments();
if (target === undefined) {
  console.error('Usage: electron [options] <app folder | main file>');
  process.exit(1);
}
// Both are Node internals without types, used as Electron's own default app uses them.
const internals = /** @type {any} */ (Module);
if (preloads.length > 0) internals._preloadModules(preloads);
Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
const folder = path.resolve(target);
const isFolder = takeManifest(folder);
const entry = internals._resolveFilename(folder, null, true);
app.setAppPath(isFolder ? folder : path.dirname(entry));
try {
  await import(pathToFileURL(entry).toString());
} catch (error) {
  console.error('App threw an error during load');
  console.error(error);
  throw error;
}
