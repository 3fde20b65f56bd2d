import * as fc from 'fast-check';
import { z } from 'zod';

import { must } from '../../src-shared/lib/must.ts';
import { payloadCorpus } from './payload-corpus.ts';

const treeSchema = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);
type Tree = z.infer<typeof treeSchema>;

/** Every object and list in a tree, itself first. */
function treesIn(tree: Tree): readonly Tree[] {
  const children: readonly unknown[] = Object.values(tree);
  return [tree, ...children.flatMap((child) => treesIn(treeSchema.safeParse(child).data ?? []))].filter(
    (one) => Object.keys(one).length > 0,
  );
}

type Mutation = { readonly kind: 'drop' | 'replace' | 'add'; readonly place: number; readonly value: fc.JsonValue };

function mutate(root: Tree, { kind, place, value }: Mutation): void {
  const spots = treesIn(root).flatMap((tree) => Object.keys(tree).map((key) => ({ tree, key })));
  const spot = spots[place % spots.length];
  if (spot === undefined) return;
  const key = kind === 'add' ? `${spot.key}_new` : spot.key;
  if (kind === 'drop') Reflect.deleteProperty(spot.tree, key);
  else Reflect.set(spot.tree, key, value);
}

const texts = payloadCorpus().flatMap(({ path, body }) => (path.endsWith('.json') ? [body.toString()] : []));

const mutation = fc.record<Mutation>({
  kind: fc.constantFrom('drop', 'replace', 'add'),
  place: fc.nat({ max: 10_000 }),
  value: fc.jsonValue({ maxDepth: 2 }),
});

/** The body of a payload of the corpus with parts dropped, changed or added. */
export const mutatedPayload: fc.Arbitrary<Buffer> = fc
  .tuple(fc.nat({ max: texts.length - 1 }), fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([which, mutations]) => {
    const root = treeSchema.parse(JSON.parse(must(texts[which], 'text')));
    for (const one of mutations) mutate(root, one);
    return Buffer.from(JSON.stringify(root));
  });
