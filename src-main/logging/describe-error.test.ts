import { expect, test } from 'vitest';

import { describeError } from './describe-error.ts';

test('what an error quotes stays out of the log; its kind and place do not', () => {
  const { frames, ...said } = describeError(new SyntaxError('Unexpected token in "Ada, +447700900123"'));
  expect(said).toEqual({ cause: 'SyntaxError', said: null });
  expect(frames).toContain('describe-error.test.ts');
  expect(frames).not.toContain('Ada');
});

test('a bug is named in our own words, a fault of the system by its code', () => {
  expect(describeError(new Error('bug: window is missing'))).toMatchObject({ said: 'bug: window is missing' });
  expect(describeError(Object.assign(new Error('/home/ada'), { code: 'ENOENT' }))).toMatchObject({
    cause: 'ENOENT',
    said: null,
  });
  expect(describeError('thrown text')).toEqual({ cause: 'string', said: null, frames: '' });
});
