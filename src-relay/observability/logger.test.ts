import { expect, test } from 'vitest';

import { createLogger } from './logger.ts';

const PRIVATE = ['my secret canary', '+447700900123', 'Ada Finch', 'token-abc'];

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('trace', { write: (line) => lines.push(line) }));
  return lines.join('');
}

function saysNothingPrivate(line: string): boolean {
  return PRIVATE.every((word) => !line.includes(word));
}

test('a careless field does not reach the log', () => {
  const [text, phone, name, token] = PRIVATE;
  const line = logged((logger) => {
    logger.info({ text, token, workspaceId: 7 }, 'one');
    logger.info({ contact: { name, phone }, request: { headers: { a: token }, body: text, url: token } }, 'two');
    logger.info({ seen: { content: { text }, event: { body: text } } }, 'three');
  });
  expect(saysNothingPrivate(line)).toBe(true);
  expect(line).toContain('"workspaceId":7');
});

test('of an error only its kind, code and place are told, and our own words', () => {
  const failures = [
    Object.assign(new Error('Key (phone)=(+447700900123) exists'), { code: '23505', detail: 'Ada Finch' }),
    new Error('bug: conversation 7 is missing', { cause: new Error('token-abc') }),
  ];
  const line = logged((logger) => {
    for (const err of failures) logger.error({ err }, 'failed');
    try {
      expect(JSON.parse('my secret canary')).toBeNull();
    } catch (error) {
      logger.error({ err: error }, 'failed');
    }
  });
  expect(saysNothingPrivate(line)).toBe(true);
  expect(line).toContain('"code":"23505"');
  expect(line).toContain('bug: conversation 7 is missing');
  expect(line).toContain('"kind":"SyntaxError"');
  expect(line).toContain('logger.test.ts');
});
