import { z } from 'zod';
import { badValue, invalidParameter, missingParameter, type Refusal } from './graph-error.ts';

const paramsSchema = z.object({ code: z.int() });

/**
 * What Graph says of a body that does not fit its schema (facts §5.9): 131008 for what is missing, 131009 for a value of
 * the wrong kind, 100 for one outside its limits; a rule of our own brings its code along (`issueOf`).
 */
export function refusalOf(error: z.ZodError, body: unknown): Refusal {
  const issue = error.issues[0];
  if (issue === undefined) return { code: 100 };
  const name = parameterName(issue.path);
  if (issue.code === 'custom') {
    const params = paramsSchema.safeParse(issue.params);
    return { code: params.success ? params.data.code : 100, details: issue.message };
  }
  if (issue.code === 'unrecognized_keys') {
    const place = name === '' ? '' : ` on param "${name}"`;
    return invalidParameter(`Unexpected key "${issue.keys.join('", "')}"${place}.`);
  }
  if (valueAt(body, issue.path) === undefined) return missingParameter(name);
  return wrongValue(issue, name);
}

/** A broken rule that no schema type says, with the code that Graph gives. */
export function issueOf(code: number, message: string, path: readonly string[] = []) {
  return { code: 'custom' as const, message, path: [...path], params: { code } };
}

function wrongValue(issue: z.core.$ZodIssue, name: string): Refusal {
  if (issue.code === 'too_big') {
    return invalidParameter(`Param ${name} must be at most ${issue.maximum}${unitOf(issue.origin)}.`);
  }
  if (issue.code === 'too_small') {
    return invalidParameter(
      issue.origin === 'number'
        ? `Param ${name} must be at least ${issue.minimum}.`
        : `Param ${name} must not be empty.`,
    );
  }
  if (issue.code === 'invalid_value') {
    return invalidParameter(`Param ${name} must be one of {${issue.values.map(String).join(', ').toUpperCase()}}.`);
  }
  if (issue.code === 'invalid_union') return invalidParameter(`Param ${name} has a value that is not supported.`);
  return badValue(`The parameter ${name} has a value of the wrong type.`);
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' items long' : '';
}

function parameterName(path: readonly PropertyKey[]): string {
  const [head, ...rest] = path.map(String);
  return [head, ...rest.map((part) => `['${part}']`)].join('');
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
