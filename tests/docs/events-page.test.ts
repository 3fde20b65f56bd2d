import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';
import { z } from 'zod';

import { foreignReasonSchema, unreadReasonSchema } from '../../src-relay/ingest/events/unrecognised.ts';
import { webhookEventSchema } from '../../src-relay/ingest/events/webhook-event.ts';
import { eventsOf } from '../../src-relay/ingest/read/read-delivery.ts';
import { payloadCorpus } from '../../src-relay/testing/payload-corpus.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/events.md'), 'utf8');

/** What stands under each heading of level 2 or 3, up to the next. */
const sections = new Map(
  page
    .split(/\n(?=###? )/)
    .slice(1)
    .map((part) => [/^###? (.*)/.exec(part)?.[1] ?? '', part]),
);

function section(heading: string): string {
  return sections.get(heading) ?? '';
}

/** The names in the first column of the table under a heading. */
function namesIn(heading: string): readonly string[] {
  return [...section(heading).matchAll(/^\| `([A-Za-z0-9_]+)` \|/gm)].map(([, name]) => name ?? '');
}

const objectSchema = z.object({ properties: z.record(z.string(), z.unknown()) });
const { oneOf, $defs } = z
  .object({
    oneOf: z.array(z.object({ properties: z.looseObject({ type: z.object({ const: z.string() }) }) })),
    $defs: z.record(z.string(), z.unknown()),
  })
  .parse(z.toJSONSchema(webhookEventSchema));

const events = oneOf.map(({ properties: { type, ...fields } }) => [type.const, Object.keys(fields)] as const);
const objects = Object.entries($defs).flatMap(([name, schema]) => {
  const object = objectSchema.safeParse(schema);
  return object.success ? [[name, Object.keys(object.data.properties)] as const] : [];
});

test.for(events)('the page explains %s with each of its fields, and no other', ([type, fields]) => {
  const shared = /^With (.*)\.$/m.exec(section(type))?.[1]?.match(/(?<=`)\w+(?=`)/g) ?? [];
  const common = new Set(namesIn('Fields that many events have'));
  expect(shared.filter((name) => !common.has(name))).toEqual([]);
  expect([...shared, ...namesIn(type)].toSorted()).toEqual(fields.toSorted());
});

test.for(objects)('the page explains the object %s with each of its fields, and no other', ([name, fields]) => {
  expect(namesIn(name).toSorted()).toEqual(fields.toSorted());
});

test('the page explains no event and no object that there is not', () => {
  const known = new Set([...events, ...objects].map(([name]) => name));
  const withTable = [...sections.keys()].filter((heading) => section(heading).startsWith('### '));
  expect(withTable.filter((heading) => !known.has(heading) && heading !== 'Contents')).toEqual([]);
});

test.for(events)('the example of %s is what inspect prints for the payload it names', ([type]) => {
  const [, path, example] = /In `([^`]+)`:\n\n```json\n(.*)\n```/.exec(section(type)) ?? [];
  const payload = payloadCorpus().find((one) => one.path.replace(/\.\w+$/, '') === path);
  const printed = payload === undefined ? [] : eventsOf(payload.body).map((event) => JSON.stringify(event));
  expect(printed).toContain(example);
  expect(example).toContain(`{"type":"${type}"`);
});

test('every reason is explained, and no other', () => {
  expect(namesIn('Reasons')).toEqual(unreadReasonSchema.options);
  expect(namesIn('Reasons that only the relay has')).toEqual(foreignReasonSchema.options);
});

test('every link within the page leads somewhere', () => {
  const anchors = new Set([...sections.keys()].map((heading) => heading.toLowerCase().replaceAll(' ', '-')));
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor ?? '');
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
});
