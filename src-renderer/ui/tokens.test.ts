import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const [usualPart = '', contrastPart = ''] = css.split('@container style(--contrast: more)');

type Shade = 'light' | 'dark';
type Colours = ReadonlyMap<string, Readonly<Record<Shade, string>>>;

/** The colours of a part of the style sheet: opaque ones only, in six digits. */
function coloursOf(part: string): Colours {
  const pairs = part.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return new Map([...pairs].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]));
}

const usual = coloursOf(usualPart);
const more: Colours = new Map([...usual, ...coloursOf(contrastPart)]);

/** WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, "contrast ratio": 1 to 21. */
function contrast(left: string, right: string): number {
  const [lighter = 0, darker = 0] = [luminance(left), luminance(right)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const GROUNDS = ['canvas', 'rail', 'surface', 'surface-raised', 'hover', 'pressed', 'selected', 'info-soft'];
const BUBBLES = ['bubble-customer', 'bubble-agent', 'bubble-phone'];

/** Ink, and what it may stand on. */
const WORDS: readonly (readonly [ink: string, grounds: readonly string[]])[] = [
  ['text', [...GROUNDS, ...BUBBLES, 'accent-soft', 'text-selection']],
  ['text-muted', [...GROUNDS, ...BUBBLES]],
  ['text-faint', ['canvas', 'surface', 'surface-raised', 'hover', 'selected', 'pressed']],
  ['accent-text', ['canvas', 'surface', 'surface-raised', 'hover', 'selected', 'accent-soft']],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-note', ['note']],
  ['warning-text', ['warning-soft', 'canvas', 'surface', 'hover', 'selected']],
  ['danger-text', ['danger-soft', 'canvas', 'surface', 'hover', 'selected']],
  ['read', [...BUBBLES, 'surface', 'selected', 'hover']],
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((hue) => [`hue-ink-${hue}`, [`hue-${hue}`]] as const),
];

/** What is no text but must be seen: edges of controls, rings, lights. */
const SHAPES: typeof WORDS = [
  ['border-control', ['canvas', 'surface']],
  ['focus', [...GROUNDS, ...BUBBLES]],
  ['ok', ['rail']],
  ['accent', ['canvas', 'surface']],
  ['phone-edge', ['canvas', 'bubble-phone']],
];

type Judged = { readonly colours: Colours; readonly pairs: typeof WORDS; readonly least: number };

/** The pairs that are not told apart well enough, with their ratio. */
function tooClose({ colours, pairs, least }: Judged): string[] {
  const colour = (name: string, shade: Shade) => colours.get(name)?.[shade] ?? `no colour --${name}`;
  return pairs.flatMap(([ink, grounds]) =>
    grounds.flatMap((ground) =>
      (['light', 'dark'] as const).flatMap((shade) => {
        const ratio = contrast(colour(ink, shade), colour(ground, shade));
        return ratio >= least ? [] : [`${ink} on ${ground}, ${shade}: ${ratio.toFixed(2)}`];
      }),
    ),
  );
}

describe.each([
  { name: 'the usual colours', colours: usual, words: 4.5 },
  { name: 'high contrast', colours: more, words: 7 },
])('$name', ({ colours, words }) => {
  test(`words have a contrast of ${words} to their ground (WCAG 1.4.3, 1.4.6)`, () => {
    expect(tooClose({ colours, pairs: WORDS, least: words })).toEqual([]);
  });

  test('edges, rings and lights have a contrast of 3 (WCAG 1.4.11)', () => {
    expect(tooClose({ colours, pairs: SHAPES, least: 3 })).toEqual([]);
  });
});

test('black on white is 21 to 1, and a colour on itself 1 to 1', () => {
  expect([contrast('#000000', '#ffffff'), contrast('#535a5d', '#535a5d')]).toEqual([21, 1]);
});

test('high contrast changes only tokens that there are', () => {
  const declared = new Set([...usualPart.matchAll(/--([\w-]+):/g)].map(([, name]) => name));
  const changed = [...coloursOf(contrastPart).keys()];
  expect(changed).toContain('border');
  expect(changed.filter((name) => !declared.has(name))).toEqual([]);
});
