import { parseArgs } from 'node:util';
import { Failure } from '../lib/failure.mjs';

/** What `npm run screenshots -- --help` prints. */
export const SCREENSHOTS_USAGE = `npm run screenshots [-- --only NAME …]

Takes the pictures of the readme from the real window (into docs/screenshots) and those of every scene of the gallery:
light and dark, 200 %, right to left, for the main ones every size, contrast and density. A page with all of them is
named at the end.

  --only NAME   only this scene (its name in the gallery's address), or "readme"; may be repeated
  --help        this text`;

export type ScreenshotFlags = { readonly help: boolean; readonly only: readonly string[] };

const NAME = /^[a-z0-9-]+$/;

/** Throws a {@link Failure} for what it does not know. */
export function parseScreenshotFlags(args: readonly string[]): ScreenshotFlags {
  const options = { help: { type: 'boolean' }, only: { type: 'string', multiple: true } } as const;
  const { help = false, only = [] } = parsed();
  const wrong = only.find((name) => !NAME.test(name));
  if (wrong !== undefined) throw new Failure(`"${wrong}" is no name of a scene.`, SCREENSHOTS_USAGE);
  return { help, only };

  function parsed() {
    try {
      return parseArgs({ args: [...args], options }).values;
    } catch (error) {
      throw new Failure(error instanceof Error ? error.message : String(error), SCREENSHOTS_USAGE);
    }
  }
}

/** What Playwright is told so that it runs the tests of those names alone; nothing for all. */
export function grepOf(only: readonly string[]): readonly string[] {
  return only.length === 0 ? [] : ['--grep', `ts (${only.join('|')})$`];
}
