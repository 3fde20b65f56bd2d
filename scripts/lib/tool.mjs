import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from './failure.mjs';
import { inProject } from './paths.mjs';

/** @type {Record<string, string>} tools that live in a package of another name */
const PACKAGE_OF_TOOL = {
  'electron-fuses': '@electron/fuses',
  playwright: '@playwright/test',
  tsc: 'typescript',
};

/**
 * The JavaScript file behind node_modules/.bin/TOOL, on every platform; a script stands for itself.
 * @param {string} tool
 * @returns {string}
 */
export function toolEntry(tool) {
  const folder = inProject('node_modules', PACKAGE_OF_TOOL[tool] ?? tool);
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    const file = typeof bin === 'string' ? bin : bin?.[tool];
    if (file !== undefined) return join(folder, file);
  }
  if (/\.[cm]?[jt]s$/.test(tool) && existsSync(tool)) return resolve(tool);
  throw new Failure(`${tool} is not installed.`, 'Run: npm ci');
}
