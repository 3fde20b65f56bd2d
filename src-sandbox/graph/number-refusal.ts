import type { GraphDeps } from './graph-deps.ts';
import type { Refusal } from './graph-error.ts';

const NOT_REGISTERED = 133010;

/** 133010 for messages and media of a number that is cut off from the API (facts §4.6, Conf L). */
export function numberRefusal({ connection }: GraphDeps): Refusal | undefined {
  return connection.isConnected ? undefined : { code: NOT_REGISTERED };
}
