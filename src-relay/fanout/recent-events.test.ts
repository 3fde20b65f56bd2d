import { array, assert, integer, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';

import { seqSchema } from '../../src-shared/domain/ids.ts';
import { RecentEvents } from './recent-events.ts';
import { startedEvent } from './testing/started-event.ts';

test('F1 what memory gives after a place follows it without a gap, or it says that it does not know', () => {
  const pushes = array(tuple(nat(3), integer({ min: 1, max: 9 })), { maxLength: 30 });
  assert(
    property(pushes, nat(200), integer({ min: 1, max: 20 }), (steps, after, limit) => {
      const recent = new RecentEvents(8);
      let head = 0;
      for (const [skipped, count] of steps) {
        const batch = Array.from({ length: count }, (_, index) => startedEvent(head + skipped + index + 1));
        recent.push(batch);
        head += skipped + count;
      }
      const found = recent.after(seqSchema.parse(after), limit);
      if (found === undefined) return;
      const expected = Array.from(
        { length: Math.max(0, Math.min(limit, head - after)) },
        (_, index) => after + index + 1,
      );
      expect(found.map(({ event: { seq } }) => seq)).toEqual(expected);
    }),
  );
});

test('consoles that keep up are served from memory', () => {
  const recent = new RecentEvents(2);
  recent.push([1, 2, 3, 4, 5].map(startedEvent));
  expect(recent.after(seqSchema.parse(4), 10)).toHaveLength(1);
  expect(recent.after(seqSchema.parse(5), 10)).toEqual([]);
  expect(recent.after(seqSchema.parse(1), 10)).toBeUndefined();
});
