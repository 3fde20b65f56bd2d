import { expect, test } from 'vitest';

import { commandIdSchema } from '../../src-shared/domain/ids.ts';
import { readCallbackData, writeCallbackData } from './callback-data.ts';

const commandId = commandIdSchema.parse('01997a3c-5c00-7000-8000-000000000001');

test('an attempt is read as it was written, and a command alone is its first attempt', () => {
  expect(readCallbackData(writeCallbackData({ commandId, attempt: 12 }))).toEqual({ commandId, attempt: 12 });
  expect(readCallbackData(commandId)).toEqual({ commandId, attempt: 1 });
});

test('what others gave along names no attempt', () => {
  const words = [null, '', 'job 7', `${commandId}/`, `${commandId}/0`, `${commandId}/1/2`, `${commandId}/-1`, '/1'];
  expect(words.map((word) => readCallbackData(word))).toEqual(words.map(() => undefined));
});
