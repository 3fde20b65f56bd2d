import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { ExampleLog } from '../../src-shared/domain/testing/example-events.ts';
import {
  deviceIdSchema,
  epochSchema,
  personIdSchema,
  seqSchema,
  workspaceIdSchema,
} from '../../src-shared/domain/ids.ts';
import type { Session } from '../../src-shared/domain/session.ts';
import { frameSchema } from '../../src-shared/protocol/frame.ts';
import { encodeFrame } from './encode-frame.ts';

const { events } = new ExampleLog().started('Ada').customerWrote('hello').agentAnswered('hi');
const range = {
  epoch: epochSchema.parse(randomUUID()),
  from: seqSchema.parse(0),
  to: seqSchema.parse(3),
  live: true,
};

function sessionIn(workspace: number): Session {
  return {
    workspace: workspaceIdSchema.parse(workspace),
    person: personIdSchema.parse(1),
    role: 'agent',
    device: deviceIdSchema.parse(randomUUID()),
    view: { scope: 'all' },
  };
}

function frameOf(session: Session) {
  return frameSchema.parse(JSON.parse(encodeFrame(session, range, events).toString()));
}

test('V1 a session gets the events of its own workspace, with their content', () => {
  expect(frameOf(sessionIn(1)).events).toEqual(events);
});

test('V1 a session gets nothing of another workspace', () => {
  expect(encodeFrame(sessionIn(2), range, events).toString()).not.toContain('hello');
  expect(frameOf(sessionIn(2)).events).toEqual([]);
});

test('F2 a frame of which nothing may be seen still moves the cursor to its end', () => {
  expect(frameOf(sessionIn(2))).toEqual({ type: 'frame', ...range, events: [] });
});
