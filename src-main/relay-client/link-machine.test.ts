import { expect, test } from 'vitest';

import { epochSchema, seqSchema } from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { linkStateOf, startLink, stepLink, type Link, type LinkEvent } from './link-machine.ts';

type Phase = Link['phase'];
type Kind = LinkEvent['kind'];

const epoch = epochSchema.parse('5b0bbd5e-7d7f-4b0a-9c53-0b3f4d4c1a11');
const otherEpoch = epochSchema.parse('00000000-7d7f-4b0a-9c53-0b3f4d4c1a11');
const at = (seq: number) => ({ epoch, seq: seqSchema.parse(seq) });
const since = epochMs(1000);
const now = epochMs(5000);
const context = { now, backoffMs: (failures: number) => failures * 100 };

const links: Record<Phase, Link> = {
  unconfigured: { phase: 'unconfigured', since, failures: 0, ready: 'nothing' },
  identifying: { phase: 'identifying', since, failures: 2, ready: 'nothing' },
  opening_cache: { phase: 'opening_cache', since, failures: 2, ready: 'profile' },
  connecting: { phase: 'connecting', since, failures: 2, ready: 'cache' },
  catching_up: { phase: 'catching_up', since, failures: 2, ready: 'cache', head: at(10), left: 6 },
  live: { phase: 'live', since, failures: 0, ready: 'cache' },
  offline: { phase: 'offline', since, failures: 2, ready: 'cache', retryAt: epochMs(9000), reason: 'closed' },
  signed_out: { phase: 'signed_out', since, failures: 2, ready: 'nothing' },
  refused: { phase: 'refused', since, failures: 2, ready: 'cache', code: 'protocol_too_old' },
};

const events: Record<Kind, LinkEvent> = {
  identified: { kind: 'identified' },
  cache_opened: { kind: 'cache_opened' },
  cache_left: { kind: 'cache_left' },
  welcomed: { kind: 'welcomed', head: at(10), cursor: at(4) },
  other_person: { kind: 'other_person' },
  applied: { kind: 'applied', cursor: at(10) },
  resync_asked: { kind: 'resync_asked' },
  failed: { kind: 'failed', reason: 'silent' },
  unauthorised: { kind: 'unauthorised' },
  refused: { kind: 'refused', code: 'malformed' },
  suspended: { kind: 'suspended' },
  nudged: { kind: 'nudged' },
  retry_due: { kind: 'retry_due' },
  retry_asked: { kind: 'retry_asked' },
};

const nothing: Record<Kind, string> = {
  identified: 'same',
  cache_opened: 'same',
  cache_left: 'same',
  welcomed: 'same',
  other_person: 'same',
  applied: 'same',
  resync_asked: 'same',
  failed: 'same',
  unauthorised: 'same',
  refused: 'same',
  suspended: 'same',
  nudged: 'same',
  retry_due: 'same',
  retry_asked: 'same',
};

/** Each cell: the phase that follows, then the effects; `same` = nothing at all. A new phase or event does not compile until it is here. */
const table: Record<Phase, Record<Kind, string>> = {
  unconfigured: nothing,
  identifying: {
    identified: 'opening_cache announce_profile',
    cache_opened: 'same',
    cache_left: 'same',
    welcomed: 'same',
    other_person: 'same',
    applied: 'same',
    resync_asked: 'same',
    failed: 'offline hang_up plan_retry',
    unauthorised: 'signed_out hang_up',
    refused: 'same',
    suspended: 'offline hang_up plan_retry',
    nudged: 'same',
    retry_due: 'same',
    retry_asked: 'same',
  },
  opening_cache: {
    identified: 'same',
    cache_opened: 'connecting open_socket',
    cache_left: 'same',
    welcomed: 'same',
    other_person: 'same',
    applied: 'same',
    resync_asked: 'same',
    failed: 'same',
    unauthorised: 'same',
    refused: 'same',
    suspended: 'same',
    nudged: 'same',
    retry_due: 'same',
    retry_asked: 'same',
  },
  connecting: {
    identified: 'same',
    cache_opened: 'connecting hang_up open_socket',
    cache_left: 'opening_cache hang_up',
    welcomed: 'catching_up',
    other_person: 'offline hang_up plan_retry forget_profile',
    applied: 'same',
    resync_asked: 'offline hang_up plan_retry',
    failed: 'offline hang_up plan_retry',
    unauthorised: 'signed_out hang_up',
    refused: 'refused hang_up',
    suspended: 'offline hang_up plan_retry',
    nudged: 'same',
    retry_due: 'same',
    retry_asked: 'same',
  },
  catching_up: {
    identified: 'same',
    cache_opened: 'connecting hang_up open_socket',
    cache_left: 'opening_cache hang_up',
    welcomed: 'same',
    other_person: 'same',
    applied: 'live',
    resync_asked: 'offline hang_up plan_retry',
    failed: 'offline hang_up plan_retry',
    unauthorised: 'signed_out hang_up',
    refused: 'refused hang_up',
    suspended: 'offline hang_up plan_retry',
    nudged: 'same probe',
    retry_due: 'same',
    retry_asked: 'same probe',
  },
  live: {
    identified: 'same',
    cache_opened: 'connecting hang_up open_socket',
    cache_left: 'opening_cache hang_up',
    welcomed: 'same',
    other_person: 'same',
    applied: 'same',
    resync_asked: 'offline hang_up plan_retry',
    failed: 'offline hang_up plan_retry',
    unauthorised: 'signed_out hang_up',
    refused: 'refused hang_up',
    suspended: 'offline hang_up plan_retry',
    nudged: 'same probe',
    retry_due: 'same',
    retry_asked: 'same probe',
  },
  offline: {
    ...nothing,
    cache_left: 'offline',
    nudged: 'connecting drop_retry open_socket',
    retry_due: 'connecting drop_retry open_socket',
    retry_asked: 'connecting drop_retry open_socket',
  },
  signed_out: { ...nothing, retry_asked: 'identifying identify' },
  refused: { ...nothing, cache_left: 'refused', retry_asked: 'connecting open_socket' },
};

const cells = Object.values(links).flatMap((link) =>
  Object.values(events).map((event) => ({ link, event, phase: link.phase, kind: event.kind })),
);

test.each(cells)('$phase + $kind', ({ link, event }) => {
  const step = stepLink(link, event, context);
  const isSame = JSON.stringify(step.link) === JSON.stringify(link);
  expect([isSame ? 'same' : step.link.phase, ...step.effects].join(' ')).toBe(table[link.phase][event.kind]);
});

test('a start goes as far as what is known', () => {
  expect(startLink('no_relay', now)).toEqual({
    link: { phase: 'unconfigured', since: now, failures: 0, ready: 'nothing' },
    effects: [],
  });
  expect(startLink('no_token', now)).toEqual({
    link: { phase: 'signed_out', since: now, failures: 0, ready: 'nothing' },
    effects: [],
  });
  expect(startLink('nobody', now)).toEqual({
    link: { phase: 'identifying', since: now, failures: 0, ready: 'nothing' },
    effects: ['identify'],
  });
  expect(startLink('profile', now)).toEqual({
    link: { phase: 'opening_cache', since: now, failures: 0, ready: 'profile' },
    effects: ['announce_profile'],
  });
});

test('what is left counts down to live, and only there the failures are forgotten', () => {
  const first = stepLink(links.connecting, { kind: 'welcomed', head: at(10), cursor: at(4) }, context).link;
  expect(linkStateOf(first)).toEqual({ state: 'catching_up', since: now, left: 6 });
  const second = stepLink(first, { kind: 'applied', cursor: at(7) }, { ...context, now: epochMs(6000) }).link;
  expect(second).toMatchObject({ phase: 'catching_up', since: now, left: 3, failures: 2 });
  const third = stepLink(second, { kind: 'applied', cursor: at(11) }, { ...context, now: epochMs(7000) }).link;
  expect(third).toEqual({ phase: 'live', since: 7000, failures: 0, ready: 'cache' });
});

test('a console that missed nothing is live with the welcome', () => {
  expect(stepLink(links.connecting, { kind: 'welcomed', head: at(10), cursor: at(10) }, context).link.phase).toBe(
    'live',
  );
});

test.each([null, { epoch: otherEpoch, seq: at(99).seq }])(
  'a cursor of no or another epoch is not caught up',
  (cursor) => {
    const { link } = stepLink(links.connecting, { kind: 'welcomed', head: at(10), cursor }, context);
    expect(linkStateOf(link)).toEqual({ state: 'catching_up', since: now, left: 10 });
    expect(stepLink(link, { kind: 'applied', cursor }, context).link).toEqual(link);
  },
);

test('an empty log still waits for its snapshot', () => {
  const { link } = stepLink(links.connecting, { kind: 'welcomed', head: at(0), cursor: null }, context);
  expect(link).toMatchObject({ phase: 'catching_up', left: 0 });
  expect(stepLink(link, { kind: 'applied', cursor: at(0) }, context).link.phase).toBe('live');
});

test('each failure waits longer, until the link is live', () => {
  const once = stepLink(links.live, { kind: 'failed', reason: 'closed' }, context).link;
  expect(linkStateOf(once)).toEqual({ state: 'offline', since: now, retryAt: 5100, reason: 'closed' });
  const again = stepLink(
    stepLink(once, { kind: 'retry_due' }, context).link,
    { kind: 'failed', reason: 'unreachable' },
    context,
  ).link;
  expect(linkStateOf(again)).toEqual({ state: 'offline', since: now, retryAt: 5200, reason: 'unreachable' });
});

test('going to sleep is no failure', () => {
  expect(stepLink(links.live, { kind: 'suspended' }, context).link).toMatchObject({
    phase: 'offline',
    reason: 'suspended',
    failures: 0,
    retryAt: 20_000,
  });
});

test('a retry goes as far as is ready', () => {
  const offline = links.offline;
  expect(stepLink({ ...offline, ready: 'nothing' }, { kind: 'retry_due' }, context)).toMatchObject({
    link: { phase: 'identifying' },
    effects: ['drop_retry', 'identify'],
  });
  expect(stepLink({ ...offline, ready: 'profile' }, { kind: 'retry_due' }, context)).toMatchObject({
    link: { phase: 'opening_cache' },
    effects: ['drop_retry'],
  });
});

test('after another person was welcomed the relay is asked anew whose inbox this is', () => {
  const { link } = stepLink(links.connecting, { kind: 'other_person' }, context);
  expect(stepLink(link, { kind: 'retry_due' }, context).effects).toEqual(['drop_retry', 'identify']);
});
