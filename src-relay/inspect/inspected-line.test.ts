import { expect, test } from 'vitest';

import { payloadCorpus } from '../testing/payload-corpus.ts';
import { inspectedLine } from './inspected-line.ts';

function corpusLines(): readonly string[] {
  return payloadCorpus().map(({ path, body }) => inspectedLine(path, body));
}

test('the same payload gives the same line', () => {
  expect(corpusLines()).toEqual(corpusLines());
});

test('what a terminal would obey is an escape', () => {
  const said = 'red \u009b31m and \u202eflipped';
  const value = { history: [{ errors: [{ title: said }] }] };
  const line = inspectedLine('a\u001b\u007f.json', Buffer.from(JSON.stringify({ field: 'history', value })));
  expect(line).toContain(String.raw`red \u009b31m and \u202eflipped`);
  expect(line).toContain(String.raw`{"file":"a\u001b\u007f.json"`);
  expect(JSON.parse(line)).toMatchObject({ file: 'a\u001b\u007f.json', events: [{ failures: [{ title: said }] }] });
});

test('a byte order mark says nothing', () => {
  const body = Buffer.from('{"history":[{"errors":[{"code":2593109}]}]}');
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]);
  expect(inspectedLine('x', marked)).toBe(inspectedLine('x', body));
  expect(inspectedLine('x', marked)).toContain('history.declined');
});
