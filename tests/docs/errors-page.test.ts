import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { commandAnswerSchema } from '../../src-shared/domain/command.ts';
import { ipcErrorCodeSchema } from '../../src-shared/ipc/result.ts';
import { faultCodeSchema } from '../../src-shared/ipc/sync-port.ts';
import { behaviourOfGraphError } from '../../src-relay/cloud-api/graph-error-codes.ts';
import { UPGRADE_REFUSALS } from '../../src-relay/fanout/upgrade-refusals.ts';
import { HTTP_REFUSALS } from '../../src-relay/http/refusals.ts';
import { refusedSchema } from '../../src-shared/protocol/refused.ts';
import { syncStatusSchema } from '../../src-renderer/sync-client/sync-status.ts';

const page = await readFile(join(import.meta.dirname, '../../docs/errors.md'), 'utf8');

function codesOf(heading: string): Set<string> {
  const section = page.split('\n## ').find((part) => part.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return new Set(rows.flatMap((row) => row.match(/(?<=`)[a-z_]+(?=`)/) ?? []));
}

test('every refusal of the wire is explained, and no other', () => {
  expect(codesOf('The relay refuses a console')).toEqual(new Set(refusedSchema.shape.code.options));
});

test('every reason to turn a console away is explained, and no other', () => {
  expect(codesOf('A console is turned away')).toEqual(new Set<string>(UPGRADE_REFUSALS));
});

test('every reason to refuse a request is explained, and no other', () => {
  expect(codesOf('The relay refuses a request')).toEqual(new Set<string>(HTTP_REFUSALS));
});

test('every answer to a command is explained, and no other', () => {
  const codes = commandAnswerSchema.options.flatMap(({ shape }) =>
    'options' in shape.code ? shape.code.options : [shape.code.value],
  );
  expect(codesOf('The relay answers a command')).toEqual(new Set<string>(codes));
});

test('every IPC error is explained, and no other', () => {
  expect(codesOf('A window asks main')).toEqual(new Set(ipcErrorCodeSchema.options));
});

test('every notice to the agent is explained, and no other', () => {
  const notices = syncStatusSchema.shape.notice.unwrap().options;
  expect(codesOf('The console tells its agent')).toEqual(new Set<string>(notices));
});

test('every fault of the sync worker is explained, and no other', () => {
  expect(codesOf('The sync worker reports')).toEqual(new Set<string>(faultCodeSchema.options));
});

test('every code of Graph is explained as it is treated', () => {
  const section = page.split('\n## ').find((part) => part.startsWith('Graph refuses')) ?? '';
  const rows = [...section.matchAll(/^\| `([a-z_]+)` \|.*\| ([\d, ]+) \|$/gm)];
  expect(rows).toHaveLength(10);
  for (const [, behaviour, codes = ''] of rows) {
    const treated = new Set(codes.split(', ').map((code) => behaviourOfGraphError(Number(code), 400)));
    expect(treated).toEqual(new Set([behaviour]));
  }
});
