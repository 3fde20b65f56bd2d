import { z } from 'zod';
import type { Activity } from '../activity.ts';
import type { FaultQueue } from '../fault-queue.ts';
import type { ClosedWindowAnswer } from '../graph/accept-send.ts';
import type { SendFault } from '../graph/send-fault.ts';
import type { Time } from '../time.ts';
import type { Callback, Handshake } from '../webhooks/callback.ts';
import type { Deliverer } from '../webhooks/deliverer.ts';
import type { BusinessAccount } from '../world/account.ts';
import type { StatusDirector } from '../world/status-director.ts';
import type { World } from '../world/world.ts';

export type ControlDeps = {
  readonly account: BusinessAccount;
  readonly appSecret: string;
  readonly world: World;
  readonly callback: Callback;
  readonly deliverer: Deliverer;
  readonly director: StatusDirector;
  readonly sendFaults: FaultQueue<SendFault>;
  readonly closedWindow: { mode: ClosedWindowAnswer };
  readonly activity: Activity;
  /** Unscaled: a deadline of the caller is no pause of the world. */
  readonly time: Time;
  readonly verify: () => Promise<Handshake>;
};

/** A problem of the caller, with the HTTP status that says so. */
export type Outcome =
  | { readonly kind: 'done'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly httpStatus: 400 | 404; readonly message: string };

export type Action = (deps: ControlDeps, input: unknown) => Promise<Outcome>;

/** Turns a schema and what to do with its value into an action that answers 400 to anything else. */
export function action<Schema extends z.ZodType>(
  schema: Schema,
  run: (deps: ControlDeps, input: z.output<Schema>) => Outcome | Promise<Outcome>,
): Action {
  return async (deps, input) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) return { kind: 'refused', httpStatus: 400, message: z.prettifyError(parsed.error) };
    return run(deps, parsed.data);
  };
}

export function done(value: Readonly<Record<string, unknown>> = {}): Outcome {
  return { kind: 'done', value };
}
