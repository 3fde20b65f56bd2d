import { parse, TYPE, type MessageFormatElement, type PluralElement } from '@formatjs/icu-messageformat-parser';

/** What of a message every translation shares, and what its language asks for. */
export type MessageShape = {
  /** Arguments and tags in a comparable form. */
  readonly takes: string;
  /** For each plural the categories it tells apart, exact numbers (`=0`) left out. */
  readonly plurals: readonly (readonly string[])[];
  /** The words alone, of all branches. */
  readonly words: string;
};

/** The shape of an ICU message, or what its parser said against it. */
export function shapeOf(message: string): MessageShape | { readonly fault: string } {
  try {
    const elements = [...everyElement(parse(message))];
    const takes = new Set(elements.flatMap((element) => nameOf(element)));
    return {
      takes: [...takes].toSorted().join(', '),
      plurals: elements
        .filter(isPlural)
        .map(({ options }) => Object.keys(options).filter((key) => !key.startsWith('='))),
      words: elements.flatMap((element) => (element.type === TYPE.literal ? [element.value] : [])).join(''),
    };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function* everyElement(elements: readonly MessageFormatElement[]): Generator<MessageFormatElement> {
  for (const element of elements) {
    yield element;
    if (element.type === TYPE.tag) yield* everyElement(element.children);
    if (element.type === TYPE.select || element.type === TYPE.plural) {
      for (const { value } of Object.values(element.options)) yield* everyElement(value);
    }
  }
}

function isPlural(element: MessageFormatElement): element is PluralElement {
  return element.type === TYPE.plural;
}

function nameOf(element: MessageFormatElement): readonly string[] {
  if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
  return [`${element.value}: ${element.type === TYPE.tag ? 'tag' : TYPE[element.type]}`];
}
