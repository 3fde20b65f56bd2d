import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * @param {string[]} names
 * @returns {string} a path inside the project
 */
export function inProject(...names) {
  return join(projectRoot, ...names);
}

/** @returns {string} where downloads that outlive a checkout are kept */
export function cacheFolder() {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return process.env['ECHODESK_CACHE'] || join(base, 'echodesk');
}
