import { answered, refused, type GraphAnswer, type Json } from './graph-answer.ts';
import { invalidParameter } from './graph-error.ts';

/** Fields of a node by name, each computed when it is asked for. */
export type NodeFields = Readonly<Record<string, () => unknown>>;

export type NodeShape = {
  /** Graph's name of the type, for its error. */
  readonly type: string;
  readonly fields: NodeFields;
  /** What comes without `fields=`. */
  readonly defaults: readonly string[];
};

type Selection =
  | { readonly kind: 'selected'; readonly node: Json }
  | { readonly kind: 'unknown-field'; readonly name: string };

/** Answers with the fields of the query's `fields=`, and `id` always; an unknown one is refused with 100. */
export function answerFields(shape: NodeShape, fields: string | null): GraphAnswer {
  const selection = selectFields(shape, fields);
  if (selection.kind === 'unknown-field') return refused(nonexistingField(shape.type, selection.name));
  return answered(selection.node);
}

/** As `answerFields`, for every node of a list. */
export function selectEach(
  shapes: readonly NodeShape[],
  fields: string | null,
):
  | { readonly kind: 'nodes'; readonly nodes: readonly Json[] }
  | { readonly kind: 'refused'; readonly answer: GraphAnswer } {
  const nodes: Json[] = [];
  for (const shape of shapes) {
    const selection = selectFields(shape, fields);
    if (selection.kind === 'unknown-field') {
      return { kind: 'refused', answer: refused(nonexistingField(shape.type, selection.name)) };
    }
    nodes.push(selection.node);
  }
  return { kind: 'nodes', nodes };
}

function selectFields(shape: NodeShape, fields: string | null): Selection {
  const names = fields === null ? shape.defaults : namesIn(fields);
  const entries: [string, unknown][] = [];
  for (const name of new Set([...names, 'id'])) {
    const read = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (read === undefined) return { kind: 'unknown-field', name };
    entries.push([name, read()]);
  }
  return { kind: 'selected', node: Object.fromEntries(entries.filter(([, value]) => value !== undefined)) };
}

function namesIn(fields: string): readonly string[] {
  return fields
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function nonexistingField(type: string, name: string) {
  return invalidParameter(`Tried accessing nonexisting field (${name}) on node type (${type})`);
}
