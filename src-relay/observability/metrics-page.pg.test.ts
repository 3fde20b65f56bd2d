import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { RelayProcess } from '../testing/relay-process.ts';
import { QUEUES } from './queue-metrics.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

/** The names that prom-client gives to figures of the process itself. */
const OF_PROCESS = /^(process|nodejs)_/;

test('the operating page explains every metric of a running relay, and no other', async () => {
  await using relay = await RelayProcess.start({
    databaseUrl: await postgres.createDatabase(),
    graphUrl: 'http://127.0.0.1:9',
  });
  const response = await fetch(`${relay.url}/metrics`);
  const text = await response.text();
  const shown = [...text.matchAll(/^# HELP (\w+) /gm)].map(([, name]) => name ?? '');
  const page = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const section = page.split(/\n###? /).find((part) => part.startsWith('Metrics')) ?? '';
  const explained = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name ?? '');
  expect(explained.toSorted()).toEqual(shown.filter((name) => !OF_PROCESS.test(name)).toSorted());
  expect(shown).toContain('nodejs_eventloop_lag_p99_seconds');
  const queues = [...text.matchAll(/^relay_queue\{queue="(\w+)",state="waiting"\} 0$/gm)].map(([, name]) => name ?? '');
  expect(queues.toSorted()).toEqual(QUEUES.toSorted());
  const limits = [...text.matchAll(/^relay_limit\{limit="(\w+)"\} [1-9]\d*$/gm)].map(([, name]) => name ?? '');
  expect(limits.length).toBeGreaterThan(9);
  expect([...queues, ...limits].filter((name) => !section.includes(`\`${name}\``))).toEqual([]);
});
