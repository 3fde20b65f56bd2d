import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/project-root.ts';

/** The folder for pictures of that kind, made where it is missing. */
export function pictureFolder(...names: readonly string[]): string {
  const root = process.env['ECHODESK_SCREENSHOTS'] ?? join(projectRoot, 'test-results', 'screenshots');
  const folder = join(root, ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}
