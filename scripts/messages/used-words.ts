import { parseSync, Visitor } from 'vite';

export type SourceFile = { readonly path: string; readonly text: string };

export type UsedWords = {
  /** Every text that stands in the code, whatever it is for. */
  readonly literals: ReadonlySet<string>;
  /** What `t('…')` asks for. */
  readonly asked: readonly string[];
};

/** The texts of a TypeScript file, read as the compiler reads them. */
export function usedWords({ path, text }: SourceFile): UsedWords {
  const literals = new Set<string>();
  const asked: string[] = [];
  new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string') literals.add(value);
    },
    TemplateLiteral: ({ quasis, expressions }) => {
      if (expressions.length === 0) literals.add(quasis.map(({ value }) => value.cooked).join(''));
    },
    CallExpression: ({ callee, arguments: [first] }) => {
      const isT =
        (callee.type === 'Identifier' && callee.name === 't') ||
        (callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 't');
      if (isT && first?.type === 'Literal' && typeof first.value === 'string') asked.push(first.value);
    },
  }).visit(parseSync(path, text).program);
  return { literals, asked };
}
