import { expect, test } from 'vitest';
import { conversation } from '../../devtools/seeds.ts';
import { createConversationIndex } from './conversation-index.ts';
import { parseQuery } from './match.ts';
import { paletteResults, type PaletteAction } from './palette-items.ts';

function action(words: string): PaletteAction {
  return { id: words, words, keys: null, run: () => {} };
}

function found(typed: string, { commands, names }: { commands: readonly string[]; names: readonly string[] }) {
  const recent = names.map((name, place) => conversation(place + 1, { name }));
  const index = createConversationIndex();
  index.prepare(recent, () => true);
  return paletteResults({ query: parseQuery(typed), actions: commands.map(action), index, recent });
}

function headings(results: ReturnType<typeof found>): readonly string[] {
  return results.groups.map(({ heading }) => heading);
}

test('commands stand first unless a conversation fits better', () => {
  const commands = ['Show contact'];
  expect(headings(found('con', { commands, names: ['Conrad'] }))).toEqual(['palette.conversations', 'palette.actions']);
  expect(headings(found('con', { commands, names: ['Ana Conti'] }))).toEqual([
    'palette.actions',
    'palette.conversations',
  ]);
});

test('a group of nothing is left out, and all that was found is counted', () => {
  const names = Array.from({ length: 100 }, (_, place) => `Conrad ${place}`);
  expect(headings(found('conrad', { commands: ['Show contact'], names }))).toEqual(['palette.conversations']);
  expect(found('con', { commands: ['Show contact'], names }).total).toBe(101);
});
