import type { Placement } from '../settings/settings.ts';

export const LEAST_WIDTH = 880;
export const LEAST_HEIGHT = 560;
const USUAL_WIDTH = 1280;
const USUAL_HEIGHT = 800;

/** What must be on a screen so that a hand can take hold of the window. */
const GRIP_WIDTH = 120;
const GRIP_HEIGHT = 40;

export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Where a window opens; without `x` and `y` the system chooses. */
export type Opening = {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximised: boolean;
};

/**
 * Where to open a window that was last at `kept`: not larger than the screen it is on and wholly on it. When its screen
 * is no longer there, the system chooses the place. `workAreas` are those of the screens that are there, the first one first.
 */
export function openingOf(kept: Placement | null, workAreas: readonly Area[]): Opening {
  const [firstArea] = workAreas;
  if (kept === null) return { ...fitted({ width: USUAL_WIDTH, height: USUAL_HEIGHT }, firstArea), maximised: false };
  const area = workAreas.find((candidate) => isGrippable(kept, candidate));
  const size = fitted(kept, area ?? firstArea);
  if (area === undefined) return { ...size, maximised: kept.maximised };
  return {
    ...size,
    x: clamp(kept.x, area.x, area.x + area.width - size.width),
    y: clamp(kept.y, area.y, area.y + area.height - size.height),
    maximised: kept.maximised,
  };
}

function fitted(size: { readonly width: number; readonly height: number }, area: Area | undefined) {
  return {
    width: Math.max(LEAST_WIDTH, Math.min(size.width, area?.width ?? size.width)),
    height: Math.max(LEAST_HEIGHT, Math.min(size.height, area?.height ?? size.height)),
  };
}

/** Whether enough of the window's upper edge is on that screen. */
function isGrippable(kept: Placement, area: Area): boolean {
  const width = Math.min(kept.x + kept.width, area.x + area.width) - Math.max(kept.x, area.x);
  return width >= GRIP_WIDTH && kept.y >= area.y - GRIP_HEIGHT && kept.y <= area.y + area.height - GRIP_HEIGHT;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
