import { expect, test } from 'vitest';
import { conversationIdSchema } from '../../../src-shared/domain/ids.ts';
import { createDraftKeeper, type UnkeptDrafts } from './draft-keeper.ts';

const conversation = conversationIdSchema.parse(7);

const settle = () => new Promise((resolve) => setTimeout(resolve));

/** A keeper on a disk that can be full, with a pause that ends when the test says so. */
function startKeeper() {
  const unkept: UnkeptDrafts = new Map();
  const disk = { isFull: false, drafts: new Array<string>() };
  const told = { failures: 0 };
  let due: (() => void) | null = null;
  const keeper = createDraftKeeper({
    conversation,
    unkept,
    save: async ({ text }) => {
      await Promise.resolve();
      if (disk.isFull) throw new Error('storage');
      disk.drafts.push(text);
    },
    startTimer: (run) => {
      due = run;
      return () => {
        due = null;
      };
    },
    onFailed: () => {
      told.failures += 1;
    },
  });
  const pause = () => {
    due?.();
    return settle();
  };
  return { keeper, unkept, disk, told, pause };
}

test('what was typed last is written after a pause, once', async () => {
  const { keeper, unkept, disk, pause } = startKeeper();
  keeper.typed('H');
  keeper.typed('Hi');
  await pause();
  keeper.flush();
  await settle();
  expect(disk.drafts).toEqual(['Hi']);
  expect(unkept.size).toBe(0);
});

test('a draft that could not be written stays in memory and is written by the next flush', async () => {
  const { keeper, unkept, disk, told, pause } = startKeeper();
  disk.isFull = true;
  keeper.typed('Hi');
  await pause();
  expect(unkept.get(conversation)).toEqual({ text: 'Hi' });
  expect(told.failures).toBe(1);
  disk.isFull = false;
  keeper.flush();
  await settle();
  expect(disk.drafts).toEqual(['Hi']);
  expect(unkept.size).toBe(0);
});

test('failures in a row are told once', async () => {
  const { keeper, disk, told, pause } = startKeeper();
  const trials = [
    { isFull: true, failures: 1 },
    { isFull: true, failures: 1 },
    { isFull: false, failures: 1 },
    { isFull: true, failures: 2 },
  ];
  for (const [index, { isFull, failures }] of trials.entries()) {
    disk.isFull = isFull;
    keeper.typed(`Hi ${index}`);
    await pause();
    expect(told.failures).toBe(failures);
  }
});

test('what is typed during a write is not forgotten when that succeeds', async () => {
  const { keeper, unkept, disk, pause } = startKeeper();
  keeper.typed('Hi');
  keeper.flush();
  keeper.typed('Hi Ada');
  await settle();
  expect(disk.drafts).toEqual(['Hi']);
  expect(unkept.get(conversation)).toEqual({ text: 'Hi Ada' });
  await pause();
  expect(disk.drafts).toEqual(['Hi', 'Hi Ada']);
});
