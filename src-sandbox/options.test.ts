import { expect, test } from 'vitest';
import { textLike } from './testing/matching.ts';
import { parseCommandLine } from './options.ts';

const secrets = ['--verify-token', 'x', '--app-secret', 'y', '--token', 'z'];

test('the secrets are enough; the rest has defaults', () => {
  expect(parseCommandLine(secrets)).toEqual({
    kind: 'run',
    options: {
      verifyToken: 'x',
      appSecret: 'y',
      token: 'z',
      port: 0,
      host: '127.0.0.1',
      appId: '700111222333401',
      requireAppSecretProof: false,
      messagesPerSecond: 20,
      graphVersion: 'v26.0',
      phoneNumberId: '522333444555602',
      wabaId: '411222333444501',
      displayPhoneNumber: '442079460100',
      speed: 1,
      statuses: 'auto',
      deliveries: 'orderly',
      closedWindow: 'status',
    },
  });
});

test('flags with dashes reach their options, numbers as numbers', () => {
  const line = [
    ...secrets,
    '--port',
    '8080',
    '--callback-url',
    'http://127.0.0.1:1/hook',
    '--speed',
    '2.5',
    '--play',
    'morning',
  ];
  expect(parseCommandLine(line)).toMatchObject({
    kind: 'run',
    options: { port: 8080, callbackUrl: 'http://127.0.0.1:1/hook', speed: 2.5, play: 'morning' },
  });
});

test('help is given even without secrets', () => {
  expect(parseCommandLine(['--help'])).toEqual({ kind: 'help' });
});

test.each([
  ['a missing secret', ['--token', 'z'], '--verify-token is missing\n--app-secret is missing'],
  ['an empty secret', [...secrets, '--token', ''], /^--token: /],
  ['an unknown flag', [...secrets, '--callback', 'http://x'], /--callback\b/],
  ['a flag without its value', [...secrets, '--port'], /--port\b/],
  ['a port that is no number', [...secrets, '--port', 'eighty'], /^--port: /],
  ['a speed of zero', [...secrets, '--speed', '0'], /^--speed: .*0/],
  ['a version whose webhooks it does not write', [...secrets, '--graph-version', 'v20.0'], /^--graph-version: /],
  ['a play nobody wrote', [...secrets, '--play', 'hamlet'], /^--play: .*morning/],
  ['a callback that is no web address', [...secrets, '--callback-url', 'hook'], /^--callback-url: /],
])('%s is refused with a reason that names the flag', (_what, args, words) => {
  expect(parseCommandLine(args)).toEqual({
    kind: 'wrong',
    message: typeof words === 'string' ? words : textLike(words),
  });
});
