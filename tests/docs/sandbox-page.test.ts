import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controlActions } from '../../src-sandbox/control/actions.ts';
import { deliveryFaultSchema } from '../../src-sandbox/webhooks/delivery-faults.ts';

const page = await readFile(join(import.meta.dirname, '../../docs/sandbox.md'), 'utf8');

test('every action of the control door is explained once, and no other', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const explained = rows.flatMap((row) => row.match(/(?<=^\| `)[a-z-]+(?=` \|)/) ?? []);
  expect(explained.toSorted()).toEqual(Object.keys(controlActions).toSorted());
});

test('every fault of deliveries is named', () => {
  const [named] = deliveryFaultSchema.options;
  expect(named.options.length).toBeGreaterThan(5);
  expect(named.options.filter((fault) => !page.includes(`\`${fault}\``))).toEqual([]);
});

test('every call that the page shows is one that the door takes', () => {
  const calls = [...page.matchAll(/control\/([a-z-]+) -d '([^']+)'/g)];
  expect(calls.length).toBeGreaterThan(2);
  for (const [, name = '', body = ''] of calls) {
    expect(controlActions[name]?.input.safeParse(JSON.parse(body)).error).toBeUndefined();
  }
});
