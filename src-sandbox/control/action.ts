import { z } from 'zod';
import type { Activity } from '../activity.ts';
import type { ClosedWindowAnswer } from '../graph/closed-window.ts';
import type { GraphDeps } from '../graph/graph-deps.ts';
import type { MovableTime, Time } from '../time.ts';
import type { Callback, Handshake } from '../webhooks/callback.ts';
import type { Deliverer } from '../webhooks/deliverer.ts';
import type { WebhookUpdate } from '../webhooks/envelope.ts';
import type { BusinessAccount } from '../world/account.ts';
import type { PhoneShare } from '../world/phone-share.ts';
import { WorldRefusal } from '../world/refusal.ts';
import type { StatusDirector } from '../world/status-director.ts';
import type { World } from '../world/world.ts';

export type ControlDeps = {
  readonly account: BusinessAccount;
  readonly appSecret: string;
  readonly world: World;
  readonly phoneShare: PhoneShare;
  readonly callback: Callback;
  readonly deliverer: Deliverer;
  /** Tells the relay of an update. */
  readonly deliver: (update: WebhookUpdate) => void;
  readonly director: StatusDirector;
  readonly graph: Pick<
    GraphDeps,
    'sendFaults' | 'callFaults' | 'tokens' | 'media' | 'marketingStops' | 'onboarding' | 'templates'
  >;
  readonly closedWindow: { mode: ClosedWindowAnswer };
  readonly activity: Activity;
  /** The world's clock, which can be put forward. */
  readonly clock: MovableTime;
  /** Neither scaled nor movable: a deadline of the caller is no pause of the world. */
  readonly callersTime: Time;
  readonly verify: () => Promise<Handshake>;
  /** Points webhooks to another address if it passes the handshake. */
  readonly pointTo: (url: string) => Promise<Handshake>;
};

/** A problem of the caller, with the HTTP status that says so: 409 is what the world does not let happen. */
export type Outcome =
  | { readonly kind: 'done'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly httpStatus: 400 | 404 | 409; readonly message: string };

export type Action = {
  /** What it does, in a sentence. */
  readonly does: string;
  readonly input: z.ZodType;
  readonly run: (deps: ControlDeps, input: unknown) => Promise<Outcome>;
};

export type Actions = Readonly<Record<string, Action>>;

type Spec<Schema extends z.ZodType> = {
  readonly does: string;
  readonly input: Schema;
  readonly run: (deps: ControlDeps, input: z.output<Schema>) => Outcome | Promise<Outcome>;
};

/** An action that answers 400 to what its schema does not take, and 409 to what the world refuses. */
export function action<Schema extends z.ZodType>({ does, input: schema, run }: Spec<Schema>): Action {
  return {
    does,
    input: schema,
    async run(deps, input) {
      const parsed = schema.safeParse(input);
      if (!parsed.success) return { kind: 'refused', httpStatus: 400, message: z.prettifyError(parsed.error) };
      try {
        return await run(deps, parsed.data);
      } catch (error) {
        if (error instanceof WorldRefusal) return { kind: 'refused', httpStatus: 409, message: error.message };
        throw error;
      }
    },
  };
}

export const nothing = z.strictObject({});

export function done(value: Readonly<Record<string, unknown>> = {}): Outcome {
  return { kind: 'done', value };
}

export function notFound(message: string): Outcome {
  return { kind: 'refused', httpStatus: 404, message };
}
