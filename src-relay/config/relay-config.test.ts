import { expect, test } from 'vitest';

import { readConfig } from './relay-config.ts';

const least = {
  ECHODESK_META_APP_SECRETS: 'first,second',
  ECHODESK_META_VERIFY_TOKEN: 'verify',
  ECHODESK_GRAPH_TOKEN: 'graph-token',
};

test('what is not said has a default', () => {
  expect(readConfig(least)).toEqual({
    ok: true,
    config: {
      host: '127.0.0.1',
      port: 8080,
      database: { kind: 'embedded', dataDir: '.data/relay' },
      meta: { appSecrets: ['first', 'second'], verifyToken: 'verify' },
      graph: { url: 'https://graph.facebook.com', version: 'v26.0', token: 'graph-token' },
      logLevel: 'info',
      practice: null,
    },
  });
});

test('practice, port and database are taken as they are given', () => {
  const result = readConfig({
    ...least,
    ECHODESK_PORT: '0',
    DATABASE_URL: 'postgres://echodesk@127.0.0.1:5432/echodesk',
    ECHODESK_GRAPH_URL: 'http://127.0.0.1:4000/',
    ECHODESK_PRACTICE: '1',
    ECHODESK_PRACTICE_NUMBER_ID: '100200300',
    ECHODESK_PRACTICE_TOKENS: 'a'.repeat(43),
  });
  expect(result).toMatchObject({
    ok: true,
    config: {
      port: 0,
      database: { kind: 'operator', url: 'postgres://echodesk@127.0.0.1:5432/echodesk' },
      graph: { url: 'http://127.0.0.1:4000' },
      practice: { numberId: '100200300', tokens: ['a'.repeat(43)] },
    },
  });
});

test('each wrong value gets one clear sentence', () => {
  const result = readConfig({
    ECHODESK_PORT: 'many',
    DATABASE_URL: 'mysql://there',
    ECHODESK_GRAPH_URL: 'there',
    ECHODESK_GRAPH_VERSION: '26',
    ECHODESK_LOG_LEVEL: 'loud',
    ECHODESK_PRACTICE: '1',
    ECHODESK_PRACTICE_TOKENS: 'short',
  });
  expect(result.ok ? [] : result.problems.map((problem) => problem.split(' ', 1)[0])).toEqual([
    'ECHODESK_PORT',
    'DATABASE_URL',
    'ECHODESK_META_APP_SECRETS',
    'ECHODESK_META_VERIFY_TOKEN',
    'ECHODESK_GRAPH_URL',
    'ECHODESK_GRAPH_VERSION',
    'ECHODESK_GRAPH_TOKEN',
    'ECHODESK_LOG_LEVEL',
    'ECHODESK_PRACTICE_NUMBER_ID',
    'Each',
  ]);
});
