import type { Template, TemplateButton, Templates } from '../world/templates.ts';
import { missingParameter, type Refusal } from './graph-error.ts';
import type { ButtonParameters, TemplateBody, TemplateParameter } from './send-bodies/template.ts';
import { fileOf, type SentFile } from './sent-file.ts';

const LONGEST_BODY = 1024;
const LONGEST_HEADER = 60;

export type TemplateCheck =
  | {
      readonly kind: 'fits';
      readonly template: Template;
      /** The body with its variables filled. */
      readonly text: string;
      readonly files: readonly SentFile[];
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Holds a template send against the catalogue: its name and language, its state, and every parameter (facts §5.6, §5.9). */
export function checkTemplate(templates: Templates, body: TemplateBody): TemplateCheck {
  const template = templates.find(body.name, body.language.code);
  if (template === undefined) {
    return refuse(132001, `Template name (${body.name}) does not exist in ${body.language.code}.`);
  }
  const parts = partsOf(body);
  const refusal =
    statusRefusal(template) ??
    parts.refusal ??
    headerRefusal(template, parts.header) ??
    textRefusal(template, { part: 'body', pattern: bodyOf(template), given: parts.body, longest: LONGEST_BODY }) ??
    buttonsRefusal(template, parts);
  if (refusal !== undefined) return { kind: 'refused', refusal };
  return { kind: 'fits', template, text: fill(bodyOf(template), parts.body), files: filesIn(parts.header) };
}

type Parts = {
  readonly header: readonly TemplateParameter[];
  readonly body: readonly TemplateParameter[];
  readonly buttons: ReadonlyMap<number, ButtonParameters>;
  readonly refusal: Refusal | undefined;
};

function partsOf({ components = [] }: TemplateBody): Parts {
  const headers = components.filter((part) => part.type === 'header');
  const bodies = components.filter((part) => part.type === 'body');
  const given = components.filter((part) => part.type === 'button');
  const buttons = new Map(given.map((button) => [button.index, button]));
  const isRepeated = headers.length > 1 || bodies.length > 1 || buttons.size < given.length;
  return {
    header: headers[0]?.parameters ?? [],
    body: bodies[0]?.parameters ?? [],
    buttons,
    refusal: isRepeated ? { code: 132018, details: 'A component is given twice.' } : undefined,
  };
}

function statusRefusal({ status, name }: Template): Refusal | undefined {
  if (status === 'APPROVED') return undefined;
  if (status === 'PAUSED') return { code: 132015 };
  if (status === 'DISABLED') return { code: 132016 };
  return { code: 132001, details: `Template name (${name}) is not approved: ${status}.` };
}

function headerRefusal(template: Template, given: readonly TemplateParameter[]): Refusal | undefined {
  const header = template.components.find((part) => part.type === 'HEADER');
  if (header === undefined || header.format === 'TEXT') {
    return textRefusal(template, { part: 'header', pattern: header?.text ?? '', given, longest: LONGEST_HEADER });
  }
  const wanted = header.format.toLowerCase();
  const [parameter] = given;
  if (parameter === undefined) return mismatch(`header: expected ${header.format}, received nothing.`);
  if (given.length > 1) return miscount('header', 1, given.length);
  return parameter.type === wanted
    ? undefined
    : mismatch(`header: expected ${header.format}, received ${parameter.type}.`);
}

type TextPart = {
  readonly part: 'header' | 'body';
  readonly pattern: string;
  readonly given: readonly TemplateParameter[];
  readonly longest: number;
};

function textRefusal(template: Template, { part, pattern, given, longest }: TextPart): Refusal | undefined {
  const names = variablesIn(pattern);
  if (given.length !== names.length) return miscount(part, names.length, given.length);
  const refusal =
    given.map(wordsRefusal).find((found) => found !== undefined) ?? namesRefusal(template, { part, names, given });
  if (refusal !== undefined) return refusal;
  const length = fill(pattern, given).length;
  return length > longest ? { code: 132005, details: `${part}: the text is ${length} characters long.` } : undefined;
}

function wordsRefusal(parameter: TemplateParameter): Refusal | undefined {
  const words = wordsOf(parameter);
  if (words === undefined) return mismatch(`expected a text, received ${parameter.type}.`);
  const isUnclean = /[\n\r\t]| {5}/.test(words);
  return isUnclean ? mismatch('a text must not have new lines, tabs or more than 4 spaces in a row.') : undefined;
}

function namesRefusal(
  template: Template,
  {
    part,
    names,
    given,
  }: Omit<TextPart, 'pattern' | 'longest'> & {
    readonly names: readonly string[];
  },
): Refusal | undefined {
  const givenNames = given.map(nameOf);
  if (template.parameter_format === 'POSITIONAL') {
    const isNamed = givenNames.some((name) => name !== undefined);
    return isNamed ? { code: 132018, details: `${part}: the parameters of this template have no names.` } : undefined;
  }
  const missing = names.find((name) => !givenNames.includes(name));
  return missing === undefined ? undefined : { code: 132018, details: `${part}: the parameter ${missing} is missing.` };
}

function buttonsRefusal(template: Template, parts: Parts): Refusal | undefined {
  const buttons = buttonsOf(template);
  const stray = [...parts.buttons.keys()].find((index) => buttons[index] === undefined);
  if (stray !== undefined) return { code: 132018, details: `There is no button at index ${stray}.` };
  for (const [index, button] of buttons.entries()) {
    const refusal = buttonRefusal(button, parts.buttons.get(index), { index, code: wordsOf(parts.body[0]) });
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

type Place = { readonly index: number; readonly code: string | undefined };

function buttonRefusal(button: TemplateButton, given: ButtonParameters | undefined, place: Place): Refusal | undefined {
  const wanted = wantedSubType(button);
  if (given === undefined) {
    return needsParameter(button) ? missingParameter(`of the button at index ${place.index}`) : undefined;
  }
  if (given.sub_type !== wanted) {
    return { code: 132018, details: `The button at index ${place.index} takes no parameter of this type.` };
  }
  const repeatsCode = given.sub_type !== 'url' || given.parameters[0].text === place.code;
  return button.type === 'OTP' && !repeatsCode
    ? { code: 132018, details: 'The code must be the same in the body and in the button.' }
    : undefined;
}

/** Undefined for buttons that nothing can be given to. An authentication code goes as a URL parameter (facts §5.6). */
function wantedSubType(button: TemplateButton): ButtonParameters['sub_type'] | undefined {
  switch (button.type) {
    case 'URL':
      return variablesIn(button.url).length > 0 ? 'url' : undefined;
    case 'OTP':
      return 'url';
    case 'COPY_CODE':
      return 'copy_code';
    case 'QUICK_REPLY':
      return 'quick_reply';
    case 'FLOW':
      return 'flow';
    case 'PHONE_NUMBER':
    case 'REQUEST_CONTACT_INFO':
      return undefined;
    default:
      return button satisfies never;
  }
}

function needsParameter(button: TemplateButton): boolean {
  if (button.type === 'URL') return variablesIn(button.url).length > 0;
  return button.type === 'OTP' || button.type === 'COPY_CODE';
}

function buttonsOf({ components }: Template): readonly TemplateButton[] {
  return components.flatMap((part) => (part.type === 'BUTTONS' ? part.buttons : []));
}

function bodyOf({ components }: Template): string {
  return components.find((part) => part.type === 'BODY')?.text ?? '';
}

function filesIn(header: readonly TemplateParameter[]): readonly SentFile[] {
  return header.flatMap((parameter): readonly SentFile[] => {
    if (parameter.type === 'image') return [fileOf('image', parameter.image)];
    if (parameter.type === 'video') return [fileOf('video', parameter.video)];
    return parameter.type === 'document' ? [fileOf('document', parameter.document)] : [];
  });
}

/** `{{1}}` and `{{first_name}}`, each once. */
function variablesIn(pattern: string): readonly string[] {
  return [...new Set([...pattern.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, name]) => name ?? []))];
}

function fill(pattern: string, given: readonly TemplateParameter[]): string {
  return pattern.replaceAll(/\{\{(\w+)\}\}/g, (_variable, name: string) => {
    const parameter = given.find((candidate) => nameOf(candidate) === name) ?? given[Number(name) - 1];
    return wordsOf(parameter) ?? '';
  });
}

function nameOf(parameter: TemplateParameter): string | undefined {
  return 'parameter_name' in parameter ? parameter.parameter_name : undefined;
}

function wordsOf(parameter: TemplateParameter | undefined): string | undefined {
  if (parameter?.type === 'text') return parameter.text;
  if (parameter?.type === 'currency') return parameter.currency.fallback_value;
  return parameter?.type === 'date_time' ? parameter.date_time.fallback_value : undefined;
}

function miscount(part: string, wanted: number, given: number): Refusal {
  return {
    code: 132000,
    details: `${part}: number of localizable_params (${given}) does not match the expected number of params (${wanted})`,
  };
}

function mismatch(words: string): Refusal {
  return { code: 132012, details: `Parameter format does not match: ${words}` };
}

function refuse(code: number, details: string): TemplateCheck {
  return { kind: 'refused', refusal: { code, details } };
}
