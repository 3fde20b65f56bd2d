import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { between, type Random } from '../../src-sandbox/random.ts';
import { projectRoot } from '../support/project-root.ts';
import { pick } from './input.ts';

/** Words that parsers, databases and JavaScript trip over, as JSON. */
const ODD_VALUES: readonly string[] = [
  'null',
  '-0',
  '1e400',
  '-1',
  '9007199254740993',
  '99999999999999999999999999',
  '0.1',
  'true',
  '{}',
  '[]',
  '""',
  String.raw`"\u0000"`,
  String.raw`"\ud800"`,
  String.raw`"\u202e\ufeff"`,
  '"__proto__"',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":1}}',
  '{"id":1,"id":2}',
  '"NaN"',
  '"x\'; drop table raw_delivery; --"',
];

const MOST_DEPTH = 4;

/** JSON text of any shape; not always JSON that JavaScript writes. */
export function drawJson(random: Random, depth = 0): string {
  const kind = depth >= MOST_DEPTH ? 0 : between(random, 0, 3);
  if (kind <= 1) return pick(random, ODD_VALUES);
  const parts = Array.from({ length: between(random, 0, 4) }, () => drawJson(random, depth + 1));
  if (kind === 2) return `[${parts.join(',')}]`;
  return `{${parts.map((part) => `${JSON.stringify(drawName(random))}:${part}`).join(',')}}`;
}

const NAMES = [
  'id',
  'type',
  'entry',
  'changes',
  'value',
  'messages',
  'statuses',
  'object',
  'field',
  '__proto__',
  '',
  'ü',
];

function drawName(random: Random): string {
  return pick(random, NAMES);
}

/** The same JSON text with one value, name or bracket changed; often no JSON any more. */
export function mutate(random: Random, text: string): string {
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null|[{}[\],:]/g)];
  if (tokens.length === 0) return drawJson(random);
  const { 0: token, index } = pick(random, tokens);
  const isBracket = /^[{}[\],:]$/.test(token);
  const instead = isBracket ? pick(random, ['', token + token, '[']) : pick(random, ODD_VALUES);
  return text.slice(0, index) + instead + text.slice(index + token.length);
}

/** Webhook bodies of every documented field. */
export function readCorpus(): readonly string[] {
  const folder = join(projectRoot, 'tests/fixtures/payloads');
  return globSync('**/*.json', { cwd: folder })
    .toSorted()
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}
