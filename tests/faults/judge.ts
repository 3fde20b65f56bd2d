import type { Message } from '../../src-shared/domain/message.ts';
import type { Evidence, HeldByConsole, Reply } from './evidence.ts';
import { View } from './view.ts';

/** One sentence for each thing that is wrong. */
export type Findings = {
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly seqGaps: readonly string[];
};

/** What the log makes of the run, with texts found by whom they were said with. */
type Told = {
  readonly view: View;
  /** By phone and text. */
  readonly messages: ReadonlyMap<string, readonly Message[]>;
};

/** Statuses that say that Meta has the message. */
const SAYS_SENT = new Set(['sent', 'delivered', 'read', 'played']);
const MS_PER_SECOND = 1000;

/** Compares what Meta delivered and accepted, and what people wrote, with the log and with every console. */
export function judge(evidence: Evidence): Findings {
  const told = toldBy(evidence);
  return {
    lost: [
      ...evidence.unused,
      ...webhooksLost(evidence, told),
      ...sendsLost(evidence, told),
      ...repliesLost(evidence, told),
      ...evidence.consoles.flatMap((desk) => lostAt(desk, told.view, evidence)),
    ],
    duplicated: [
      ...twice(evidence.accepted.map(keyOf)).map((key) => `Meta accepted twice: ${key}`),
      ...[...told.messages].flatMap(([key, all]) =>
        all.length > 1 ? [`the log has ${all.length} times: ${key}`] : [],
      ),
      ...twice(told.view.conversations.map(({ phone }) => phone ?? '')).map(
        (phone) => `two conversations with ${phone}`,
      ),
      ...evidence.consoles.flatMap(doubledAt),
    ],
    outOfOrder: [
      ...sendsOutOfOrder(evidence),
      ...timesChanged(evidence, told),
      ...evidence.consoles.flatMap((desk) => disorderAt(desk, told.view)),
    ],
    seqGaps: [
      ...gapsOfLog(evidence),
      ...evidence.consoles.flatMap(({ name, gaps }) => gaps.map((gap) => `${name}: ${gap}`)),
    ],
  };
}

function toldBy({ log }: Evidence): Told {
  const view = new View();
  for (const seen of log) view.apply(seen);
  const keyed = view.messages.map((message) => {
    const phone = view.conversation(message.conversation)?.phone?.slice(1) ?? '';
    return [keyOf({ phone, text: message.text ?? '' }), message] as const;
  });
  const groups = Map.groupBy(keyed, ([key]) => key);
  return { view, messages: new Map([...groups].map(([key, found]) => [key, found.map(([, message]) => message)])) };
}

function keyOf({ phone, text }: { readonly phone: string; readonly text: string }): string {
  return `${phone} "${text}"`;
}

/** Every message of a customer or of the owner's phone is in the log. */
function webhooksLost({ meta }: Evidence, { messages }: Told): readonly string[] {
  return meta
    .filter(({ author }) => author !== 'api')
    .filter((held) => !messages.has(keyOf(held)))
    .map((held) => `not in the log, by ${held.author}: ${keyOf(held)}`);
}

/** What Meta accepted is in the log with the status that Meta has told, and nothing else is said to be sent. */
function sendsLost({ meta, accepted }: Evidence, { messages }: Told): readonly string[] {
  const held = new Map(meta.filter(({ author }) => author === 'api').map((each) => [keyOf(each), each.status]));
  const unknown = accepted
    .filter((send) => !messages.has(keyOf(send)))
    .map((send) => `accepted by Meta, not in the log: ${keyOf(send)}`);
  const unsettled = [...held].flatMap(([key, status]) => {
    const ours = messages.get(key)?.[0]?.status;
    return ours === undefined || ours === status ? [] : [`Meta says ${status}, the log says ${ours}: ${key}`];
  });
  const claimed = [...messages].flatMap(([key, [message]]) =>
    SAYS_SENT.has(message?.status ?? '') && !held.has(key)
      ? [`the log says ${message?.status}, Meta has none: ${key}`]
      : [],
  );
  return [...unknown, ...unsettled, ...claimed];
}

/** What somebody wrote is in the log, or still waits where it was written. */
function repliesLost({ replies, consoles }: Evidence, { messages }: Told): readonly string[] {
  const queued = new Set(consoles.flatMap((desk) => desk.queued));
  return replies
    .filter((reply) => !reply.isPerhaps && !messages.has(keyOf(reply)) && !queued.has(reply.text))
    .map((reply) => `written by ${reply.author}, nowhere now: ${keyOf(reply)}`);
}

function lostAt(desk: HeldByConsole, view: View, { head }: Evidence): readonly string[] {
  const held = new Map(desk.messages.map((message) => [`${message.conversation}/${message.number}`, message]));
  const differing = view.messages.flatMap((message) => {
    const theirs = held.get(`${message.conversation}/${message.number}`);
    if (theirs === undefined) return [`${desk.name} has not: ${inWords(message)}`];
    return theirs.text === message.text && theirs.status === message.status
      ? []
      : [`${desk.name} has ${inWords(theirs)} for ${inWords(message)}`];
  });
  return desk.seq === head ? differing : [`${desk.name} stands at ${desk.seq} of ${head}`, ...differing];
}

function inWords({ conversation, number, text, status }: Message): string {
  return `${conversation}/${number} "${text}" (${status ?? 'no status'})`;
}

function doubledAt({ name, messages }: HeldByConsole): readonly string[] {
  return twice(messages.map(({ conversation, text }) => `${conversation} "${text}"`)).map(
    (key) => `${name} has twice: ${key}`,
  );
}

/** What one author wrote to one customer reaches Meta in that order, as far as it does. */
function sendsOutOfOrder({ replies, accepted }: Evidence): readonly string[] {
  const places = new Map(accepted.map((send, place) => [keyOf(send), place]));
  const byWriter = Map.groupBy(replies, ({ author, phone }: Reply) => `${author} to ${phone}`);
  return [...byWriter].flatMap(([writer, written]) => {
    const sent = written.flatMap((reply) => {
      const place = places.get(keyOf(reply));
      return place === undefined ? [] : [{ text: reply.text, place }];
    });
    return sent.flatMap(({ text, place }, index) => {
      const before = sent[index - 1];
      return before === undefined || before.place < place ? [] : [`${writer}: "${text}" left before "${before.text}"`];
    });
  });
}

/** The time of a message is Meta's. */
function timesChanged({ meta }: Evidence, { messages }: Told): readonly string[] {
  return meta
    .filter(({ author }) => author !== 'api')
    .flatMap((held) => {
      const sentAt = messages.get(keyOf(held))?.[0]?.sentAt;
      return sentAt === undefined || sentAt === held.atSeconds * MS_PER_SECOND
        ? []
        : [`another time than Meta's: ${keyOf(held)}`];
    });
}

/** Rule S4: a console shows what it has in the order of the log's projection. */
function disorderAt({ name, messages }: HeldByConsole, view: View): readonly string[] {
  return view.conversations.flatMap(({ id, phone }) => {
    const ours = shownOrder(view.messages.filter(({ conversation }) => conversation === id));
    const theirs = shownOrder(messages.filter(({ conversation }) => conversation === id));
    const held = new Set(theirs);
    const expected = ours.filter((number) => held.has(number));
    return expected.join(' ') === theirs.join(' ') ? [] : [`${name} shows ${phone} as ${theirs.join(' ')}`];
  });
}

function shownOrder(messages: readonly Message[]): readonly number[] {
  return messages
    .toSorted((left, right) => left.sentAt - right.sentAt || left.number - right.number)
    .map(({ number }) => number);
}

function gapsOfLog({ log, head }: Evidence): readonly string[] {
  const gaps = log.flatMap(({ event }, index) =>
    event.seq === index + 1 ? [] : [`the log has ${event.seq} in place ${index + 1}`],
  );
  return head === log.length ? gaps : [...gaps, `the log's head is ${head}, with ${log.length} events`];
}

function twice(keys: readonly string[]): readonly string[] {
  return [...Map.groupBy(keys, (key) => key)].flatMap(([key, all]) => (all.length > 1 ? [key] : []));
}
