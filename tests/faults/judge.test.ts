import { expect, test } from 'vitest';
import { seqSchema } from '../../src-shared/domain/ids.ts';
import { ExampleLog } from '../../src-shared/domain/testing/example-events.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { Evidence, HeldByConsole } from './evidence.ts';
import { judge, type Findings } from './judge.ts';
import { View } from './view.ts';

const PHONE = '447700900123';

/** Nothing is wrong in it: a customer, the phone and an agent have spoken, and the agent once more. */
const log = new ExampleLog()
  .started('Ada')
  .customerWrote('line 1.')
  .phoneAnswered('phone 2.')
  .agentAnswered('desk 3.')
  .status('sent')
  .status('read')
  .agentAnswered('desk 4.')
  .status('read').events;

function viewOf(events: Evidence['log']): View {
  const view = new View();
  for (const seen of events) view.apply(seen);
  return view;
}

const messages = viewOf(log).messages;
const head = seqSchema.parse(log.length);
const atSeconds = messages.map(({ sentAt }) => sentAt / 1000);
const desk: HeldByConsole = { name: 'desk', messages, seq: head, queued: [], gaps: [] };

const sound: Evidence = {
  meta: [
    { phone: PHONE, author: 'customer', text: 'line 1.', atSeconds: atSeconds[0] ?? 0 },
    { phone: PHONE, author: 'phone', text: 'phone 2.', atSeconds: atSeconds[1] ?? 0 },
    { phone: PHONE, author: 'api', text: 'desk 3.', atSeconds: 0, status: 'read' },
    { phone: PHONE, author: 'api', text: 'desk 4.', atSeconds: 0, status: 'read' },
  ],
  accepted: ['desk 3.', 'desk 4.'].map((text) => ({ phone: PHONE, text })),
  replies: ['desk 3.', 'desk 4.'].map((text) => ({ author: 'desk', phone: PHONE, text, isPerhaps: false })),
  log,
  head,
  unused: [],
  consoles: [desk],
};

type Counts = Readonly<Record<keyof Findings, number>>;

function counts(findings: Findings): Counts {
  const { lost, duplicated, outOfOrder, seqGaps } = findings;
  return {
    lost: lost.length,
    duplicated: duplicated.length,
    outOfOrder: outOfOrder.length,
    seqGaps: seqGaps.length,
  };
}

const none = { lost: 0, duplicated: 0, outOfOrder: 0, seqGaps: 0 };

test('nothing is found where nothing is wrong', () => {
  expect(judge(sound)).toEqual({ lost: [], duplicated: [], outOfOrder: [], seqGaps: [] });
});

const lastMessage = must(messages.at(-1), 'a message');
const withoutLine = {
  ...sound,
  meta: [...sound.meta, { phone: PHONE, author: 'customer', text: 'line 9.', atSeconds: 0 }],
} as const;
const consoleWith = (changes: Partial<HeldByConsole>): Evidence => ({ ...sound, consoles: [{ ...desk, ...changes }] });
const metaWith = (text: string, changes: object): Evidence => ({
  ...sound,
  meta: sound.meta.map((held) => (held.text === text ? { ...held, ...changes } : held)),
});

test.each<[string, Evidence, Partial<Counts>]>([
  ['a webhook that is not in the log', withoutLine, { lost: 1 }],
  ['a webhook that could not be used', { ...sound, unused: ['quarantined'] }, { lost: 1 }],
  [
    'a send of which the log knows nothing',
    { ...sound, accepted: [...sound.accepted, { phone: PHONE, text: 'desk 9.' }] },
    { lost: 1 },
  ],
  ['a status that did not come', metaWith('desk 4.', { status: 'delivered' }), { lost: 1 }],
  ['a message said to be read that Meta does not have', { ...sound, meta: sound.meta.slice(0, 3) }, { lost: 1 }],
  [
    'a reply that is nowhere',
    { ...sound, replies: [...sound.replies, { author: 'desk', phone: PHONE, text: 'desk 9.', isPerhaps: false }] },
    { lost: 1 },
  ],
  ['a console that lacks a message', consoleWith({ messages: messages.slice(1) }), { lost: 1 }],
  [
    'a console with an older status',
    consoleWith({ messages: messages.with(3, { ...lastMessage, status: 'sent' }) }),
    { lost: 1 },
  ],
  ['a console that stays behind', consoleWith({ seq: seqSchema.parse(3) }), { lost: 1 }],
  [
    'a reply that Meta accepted twice',
    { ...sound, accepted: [...sound.accepted, { phone: PHONE, text: 'desk 4.' }] },
    { duplicated: 1 },
  ],
  [
    'a console that has a message twice',
    consoleWith({ messages: [...messages, { ...lastMessage, number: must(lastMessage.number, 'a number') }] }),
    { duplicated: 1, outOfOrder: 1 },
  ],
  ['replies that left the wrong way round', { ...sound, accepted: sound.accepted.toReversed() }, { outOfOrder: 1 }],
  ['a time that is not that of Meta', metaWith('line 1.', { atSeconds: 7 }), { outOfOrder: 1 }],
  ['a head beyond the log', { ...sound, head: seqSchema.parse(log.length + 1) }, { seqGaps: 1, lost: 1 }],
  ['a console that was told of a gap', consoleWith({ gaps: ['a gap'] }), { seqGaps: 1 }],
])('%s is found', (_name, evidence, expected) => {
  expect(counts(judge(evidence))).toEqual({ ...none, ...expected });
});

test('an event that is missing in the log is a gap', () => {
  const { seqGaps } = judge({ ...sound, log: log.filter(({ event }) => event.seq !== 5) });
  expect(seqGaps.length).toBeGreaterThan(0);
});

test('a reply that waits at its console, or of which nobody knows whether it was sent, is not lost', () => {
  const waiting = { author: 'desk', phone: PHONE, text: 'desk 9.', isPerhaps: false };
  const perhaps = { author: 'desk', phone: PHONE, text: 'desk 10.', isPerhaps: true };
  const evidence = { ...consoleWith({ queued: ['desk 9.'] }), replies: [...sound.replies, waiting, perhaps] };
  expect(judge(evidence).lost).toEqual([]);
});
