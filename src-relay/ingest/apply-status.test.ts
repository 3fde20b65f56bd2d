import { expect, test } from 'vitest';

import { must } from '../../src-shared/lib/must.ts';
import { statusUpdateOf } from './apply-status.ts';
import { eventsOf } from './read/read-delivery.ts';
import { statusDelivery } from './testing/payloads.ts';

const COMMAND = '01997a3c-5c00-7000-8000-000000000001';

function update(status: string, more: Record<string, unknown> = {}) {
  const [event] = eventsOf(Buffer.from(JSON.stringify(statusDelivery('wamid.9', status, more))));
  const read = must(event, 'status');
  return read.type === 'message.status' ? statusUpdateOf(read) : read;
}

test('a status carries its reason, and the attempt that it belongs to', () => {
  expect(update('failed', { errors: [{ code: 131_047 }], biz_opaque_callback_data: `${COMMAND}/3` })).toEqual({
    providerId: 'wamid.9',
    status: 'failed',
    failureCode: 131_047,
    name: { commandId: COMMAND, attempt: 3 },
  });
  expect(update('read', { biz_opaque_callback_data: 'job of another app' })).toEqual({
    providerId: 'wamid.9',
    status: 'read',
    failureCode: null,
    name: null,
  });
});

test('a code that the database can not hold is no code', () => {
  expect(update('failed', { errors: [{ code: 2 ** 40 }] })).toMatchObject({ status: 'failed', failureCode: null });
});

test('a status that says nothing of how far a message came moves nothing', () => {
  expect(['pending', 'deleted', 'warning', 'captured'].map((status) => update(status))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
