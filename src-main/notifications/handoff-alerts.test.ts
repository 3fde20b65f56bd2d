import { expect, test } from 'vitest';

import { personIdSchema } from '../../src-shared/domain/ids.ts';
import type { SeenEvent } from '../../src-shared/domain/event.ts';
import { frameSchema, type Frame } from '../../src-shared/protocol/frame.ts';
import { agent, answer, echo, handoff, received } from '../testing/events.ts';
import { frameOf } from '../testing/scripted-relay.ts';
import { HandoffAlerts } from './handoff-alerts.ts';

const me = personIdSchema.parse(7);

function frame(events: readonly SeenEvent[], options: { live?: boolean; epoch?: string } = {}): Frame {
  const seqs = events.map(({ event }) => event.seq);
  const plain = frameOf(Math.min(...seqs) - 1, Math.max(...seqs), { events, live: options.live ?? true });
  return frameSchema.parse({ ...plain, epoch: options.epoch ?? plain.epoch });
}

test('a handoff that happens now calls this person, with the note', () => {
  const changes = new HandoffAlerts().judge(frame([handoff(5, 12, { note: 'Refund?' })]), me);
  expect(changes).toEqual([{ kind: 'raise', alert: { seq: 5, conversation: 12, note: 'Refund?' } }]);
});

test('A1 a replayed handoff calls nobody', () => {
  expect(new HandoffAlerts().judge(frame([handoff(5, 12)], { live: false }), me)).toEqual([]);
});

test('A1 a handoff that was seen already does not call again', () => {
  const alerts = new HandoffAlerts();
  alerts.judge(frame([handoff(5, 12)]), me);
  expect(alerts.judge(frame([handoff(5, 12)]), me)).toEqual([]);
  alerts.judge(frame([handoff(6, 13)], { live: false }), me);
  expect(alerts.judge(frame([handoff(6, 13)]), me)).toEqual([]);
});

test('the numbers of another epoch are new', () => {
  const alerts = new HandoffAlerts();
  alerts.judge(frame([handoff(5, 12)]), me);
  const restored = frame([handoff(3, 12)], { epoch: '00000000-7d7f-4b0a-9c53-0b3f4d4c1a11' });
  expect(alerts.judge(restored, me)).toHaveLength(1);
});

test('a handoff that I asked for does not call me, one of a colleague or bot does', () => {
  const alerts = new HandoffAlerts();
  expect(alerts.judge(frame([handoff(5, 12, { actor: agent(7) })]), me)).toEqual([]);
  expect(alerts.judge(frame([handoff(6, 12, { actor: agent(8) })]), me)).toHaveLength(1);
  expect(alerts.judge(frame([handoff(7, 12, { actor: { kind: 'bot', person: 3 } })]), me)).toHaveLength(1);
});

test.each([
  ['a colleague', answer(6, 12, 8), true],
  ['me on another device', answer(6, 12, 7), true],
  ['the owner on the phone', echo(6, 12), true],
  ['a colleague while this console was away', answer(6, 12, 8), false],
])('an answer by %s withdraws it', (_who, event, live) => {
  expect(new HandoffAlerts().judge(frame([event], { live }), me)).toEqual([{ kind: 'withdraw', conversation: 12 }]);
});

test('what was answered in the same breath is not raised; what was asked for again is', () => {
  expect(new HandoffAlerts().judge(frame([handoff(5, 12), answer(6, 12)]), me)).toEqual([
    { kind: 'withdraw', conversation: 12 },
  ]);
  expect(new HandoffAlerts().judge(frame([answer(5, 12), handoff(6, 12)]), me)).toMatchObject([
    { kind: 'raise', alert: { seq: 6 } },
  ]);
});

test('a message of the customer calls nobody', () => {
  expect(new HandoffAlerts().judge(frame([received(5, 12)]), me)).toEqual([]);
});
