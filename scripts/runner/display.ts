import type { Runner } from './runner.ts';
import { openVirtualDisplay } from './virtual-display.ts';

/** The environment in which windows open, and whether anybody can see them. */
export type Display = {
  readonly env: NodeJS.ProcessEnv;
  readonly isVirtual: boolean;
  readonly close: () => Promise<void>;
};

const ownDisplay: Display = { env: {}, isVirtual: false, close: async () => {} };

function hasOwnDisplay(runner: Runner): boolean {
  if (process.platform !== 'linux' || runner.env['DISPLAY']) return true;
  // Root's Wayland socket stays closed to another user.
  return runner.identity === undefined && Boolean(runner.env['WAYLAND_DISPLAY']);
}

/** The person's own display when there is one. */
export async function openDisplay(runner: Runner): Promise<Display> {
  return hasOwnDisplay(runner) ? ownDisplay : openHiddenDisplay(runner);
}

/** A virtual display wherever there can be one, so that tests neither disturb a person nor depend on a screen. */
export async function openHiddenDisplay(runner: Runner): Promise<Display> {
  if (process.platform !== 'linux') return ownDisplay;
  const { name, close } = await openVirtualDisplay(runner.identity);
  return { env: { DISPLAY: name, WAYLAND_DISPLAY: undefined, XDG_SESSION_TYPE: 'x11' }, isVirtual: true, close };
}
