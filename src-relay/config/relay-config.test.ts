import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Environment } from './given-settings.ts';
import { readConfig, readDatabaseConfig } from './relay-config.ts';

const least = {
  ECHODESK_META_APP_SECRETS: 'first,second',
  ECHODESK_META_VERIFY_TOKEN: 'verify',
  ECHODESK_GRAPH_TOKEN: 'graph-token',
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'echodesk-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const at = path.join(folder, name);
  writeFileSync(at, typeof content === 'string' ? content : JSON.stringify(content));
  return at;
}

function problemsOf(environment: Environment): readonly string[] {
  const result = readConfig(environment);
  return result.ok ? [] : result.problems;
}

test('what is not said has a default', () => {
  expect(readConfig(least)).toEqual({
    ok: true,
    config: {
      host: '127.0.0.1',
      port: 8080,
      database: { kind: 'embedded', dataDir: '.data/relay' },
      allowsUnsafeDatabase: false,
      natsUrl: null,
      rawRetentionDays: 30,
      metricsToken: null,
      meta: { appSecrets: ['first', 'second'], verifyToken: 'verify' },
      graph: { url: 'https://graph.facebook.com', version: 'v26.0', token: 'graph-token' },
      numbers: {},
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

test('a file gives the same names, the environment goes before it, and secrets lie beside it', () => {
  file('token', 'from-a-file\n');
  const config = file('config.json', {
    ECHODESK_PORT: 9000,
    ECHODESK_HOST: '0.0.0.0',
    ECHODESK_ALLOW_UNSAFE_DATABASE: true,
    ECHODESK_META_APP_SECRETS: ['one', 'two'],
    ECHODESK_META_VERIFY_TOKEN: 'verify',
    ECHODESK_GRAPH_TOKEN_FILE: 'token',
    numbers: {
      '100200300': { url: 'https://partner.example/', authHeader: 'D360-API-KEY', tokenFile: 'token', throughput: 80 },
    },
  });
  expect(readConfig({ ECHODESK_CONFIG: config, ECHODESK_PORT: '9001' })).toMatchObject({
    ok: true,
    config: {
      port: 9001,
      host: '0.0.0.0',
      allowsUnsafeDatabase: true,
      meta: { appSecrets: ['one', 'two'] },
      graph: { token: 'from-a-file' },
      numbers: {
        '100200300': {
          url: 'https://partner.example',
          authHeader: 'd360-api-key',
          token: 'from-a-file',
          throughput: 80,
        },
      },
    },
  });
});

test('a command on the database asks for nothing of Meta', () => {
  expect(readDatabaseConfig({ DATABASE_URL: 'postgres://there/echodesk' })).toEqual({
    ok: true,
    config: {
      database: { kind: 'operator', url: 'postgres://there/echodesk' },
      allowsUnsafeDatabase: false,
      logLevel: 'info',
    },
  });
});

test("what belongs to the console, or to other programs, is none of the relay's business", () => {
  expect(problemsOf({ ...least, ECHODESK_THEME: 'dark', ECHODESK_RELAY_URL: 'x', PATH: '/bin', HOME: '/' })).toEqual(
    [],
  );
});

test.for<[string, Environment, string]>([
  [
    'a port in words',
    { ECHODESK_PORT: 'many' },
    'ECHODESK_PORT must be a whole number from 0 to 65535; 0 takes any free port.',
  ],
  [
    'another database',
    { DATABASE_URL: 'mysql://there' },
    'DATABASE_URL must look like postgres://person:password@host:5432/name.',
  ],
  [
    'no secrets',
    { ECHODESK_META_APP_SECRETS: ' , ' },
    'ECHODESK_META_APP_SECRETS is missing: give the app secret of your Meta app, or several separated by commas.',
  ],
  [
    'no verify token',
    { ECHODESK_META_VERIFY_TOKEN: '' },
    'ECHODESK_META_VERIFY_TOKEN is missing: give the word you typed as verify token in your Meta app.',
  ],
  [
    'no token',
    { ECHODESK_GRAPH_TOKEN: '' },
    'ECHODESK_GRAPH_TOKEN is missing: give the access token of your WhatsApp Business account.',
  ],
  [
    'an address without a scheme',
    { ECHODESK_GRAPH_URL: 'there' },
    'ECHODESK_GRAPH_URL must be an http or https address.',
  ],
  ['a bare version', { ECHODESK_GRAPH_VERSION: '26' }, 'ECHODESK_GRAPH_VERSION must look like v26.0.'],
  [
    'an unknown level',
    { ECHODESK_LOG_LEVEL: 'loud' },
    'ECHODESK_LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent.',
  ],
  ['NATS by http', { NATS_URL: 'http://there' }, 'NATS_URL must look like nats://host:4222 or tls://host:4222.'],
  [
    'bodies thrown away too early',
    { ECHODESK_RAW_RETENTION_DAYS: '6' },
    'ECHODESK_RAW_RETENTION_DAYS must be a whole number from 7 to 3650.',
  ],
  ['yes for 1', { ECHODESK_ALLOW_UNSAFE_DATABASE: 'yes' }, 'ECHODESK_ALLOW_UNSAFE_DATABASE must be 1, 0 or absent.'],
  [
    'a short metrics token',
    { ECHODESK_METRICS_TOKEN: 'short' },
    'ECHODESK_METRICS_TOKEN must have at least 32 characters.',
  ],
  [
    'practice without its number',
    { ECHODESK_PRACTICE: '1' },
    'ECHODESK_PRACTICE_NUMBER_ID is missing: practice needs the number id that the sandbox plays.',
  ],
  [
    'a short access token',
    { ECHODESK_PRACTICE: '1', ECHODESK_PRACTICE_NUMBER_ID: '1', ECHODESK_PRACTICE_TOKENS: 'short' },
    'Each of ECHODESK_PRACTICE_TOKENS must have at least 32 characters.',
  ],
  [
    'a mistyped name',
    { ECHODESK_PROT: '80' },
    'ECHODESK_PROT is not a setting of the relay: did you mean ECHODESK_PORT?',
  ],
  [
    'a name out of nowhere',
    { ECHODESK_SOMETHING_ELSE: '80' },
    'ECHODESK_SOMETHING_ELSE is not a setting of the relay: serve --help lists them.',
  ],
  [
    'a setting and its file',
    { ECHODESK_GRAPH_TOKEN_FILE: '/nowhere' },
    'Give either ECHODESK_GRAPH_TOKEN or ECHODESK_GRAPH_TOKEN_FILE, not both.',
  ],
  [
    'a secret file that is not there',
    { ECHODESK_GRAPH_TOKEN: '', ECHODESK_GRAPH_TOKEN_FILE: '/nowhere/token' },
    "ECHODESK_GRAPH_TOKEN_FILE names a file that can't be read (ENOENT): /nowhere/token.",
  ],
  [
    'a config file that is not there',
    { ECHODESK_CONFIG: '/nowhere/relay.json' },
    "ECHODESK_CONFIG names a file that can't be read (ENOENT): /nowhere/relay.json.",
  ],
])('%s gets one sentence', ([, wrong, sentence]) => {
  expect(problemsOf({ ...least, ...wrong })).toEqual([sentence]);
});

test.for<[string, unknown, string]>([
  [
    'a comma too many',
    '{"ECHODESK_PORT": 1,}',
    '$ is not JSON: check it for a missing quote, a comma too many or a comment.',
  ],
  ['a list', [], '$ must hold one JSON object, such as {"ECHODESK_PORT": 8080}.'],
  [
    'a mistyped key',
    { ECHODESK_HOSTS: 'a' },
    'ECHODESK_HOSTS in $ is not a setting of the relay: did you mean ECHODESK_HOST?',
  ],
  [
    'an object for a value',
    { ECHODESK_HOST: {} },
    'ECHODESK_HOST in $ must be a text, a number, true, false or a list of texts.',
  ],
  ['numbers as a list', { numbers: [] }, 'numbers must be an object with a number id for each key.'],
  [
    'a number by its name',
    { numbers: { shop: {} } },
    'numbers.shop must be named by the id of the number, which is digits only.',
  ],
  [
    'a mistyped key of a number',
    { numbers: { 1: { tokne: 'x' } } },
    'numbers.1.tokne is not known: did you mean token?',
  ],
  ['an address of a number', { numbers: { 1: { url: 'there' } } }, 'numbers.1.url must be an http or https address.'],
  [
    'a throughput of 0',
    { numbers: { 1: { throughput: 0 } } },
    'numbers.1.throughput must be a whole number of messages per second from 1 to 1000.',
  ],
  [
    'a header with a space',
    { numbers: { 1: { authHeader: 'API KEY' } } },
    'numbers.1.authHeader must be the name of an HTTP header, such as D360-API-KEY.',
  ],
  [
    'both tokens of a number',
    { numbers: { 1: { token: 'x', tokenFile: 'y' } } },
    'Give either numbers.1.token or numbers.1.tokenFile, not both.',
  ],
])('in a file %s gets one sentence', ([, content, sentence]) => {
  const at = file('wrong.json', content);
  expect(problemsOf({ ...least, ECHODESK_CONFIG: at })).toEqual([sentence.replace('$', at)]);
});

test('all that is wrong is said at once', () => {
  expect(problemsOf({ ECHODESK_PORT: 'many', ECHODESK_PROT: '80' })).toHaveLength(5);
});
