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

/**
 * Where downloads are kept that outlive a checkout. Root's home is closed to the unprivileged user
 * that everything runs as, hence a place of the system's for root.
 * @returns {string}
 */
export function cacheFolder() {
  const chosen = process.env['ECHODESK_CACHE'];
  if (chosen) return chosen;
  if (process.getuid?.() === 0) return '/var/cache/echodesk';
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'echodesk');
}
