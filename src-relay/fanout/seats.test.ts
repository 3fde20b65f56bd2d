import { expect, test } from 'vitest';

import { personIdSchema, workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import { Seats } from './seats.ts';

function person(workspace: number, id: number) {
  return {
    workspace: workspaceIdSchema.parse(workspace),
    person: { id: personIdSchema.parse(id), name: 'Ada', role: 'agent' as const },
  };
}

test('a person has so many seats and no more; others have theirs', () => {
  const seats = new Seats(2);
  const [ada, grace, adaElsewhere] = [person(1, 1), person(1, 2), person(2, 1)];
  const taken = [ada, ada, ada, grace, adaElsewhere].map((one) => seats.take(one) !== undefined);
  expect(taken).toEqual([true, true, false, true, true]);
});

test('who leaves makes room for one', () => {
  const seats = new Seats(1);
  const leave = seats.take(person(1, 1));
  leave?.();
  expect(seats.take(person(1, 1))).toBeDefined();
  expect(seats.take(person(1, 1))).toBeUndefined();
});
