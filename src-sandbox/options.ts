import { parseArgs } from 'node:util';
import { z } from 'zod';
import { closedWindowAnswers } from './graph/closed-window.ts';
import { webhookVersionSchema } from './graph/versions.ts';
import { deliveryModes } from './webhooks/deliverer.ts';
import { defaultAccount } from './world/account.ts';
import { statusModes } from './world/status-director.ts';
import { COEXISTENCE_MESSAGES_PER_SECOND } from './world/throughput.ts';

const secret = z.string().min(1);

/** How a sandbox is set up, by a test or by the command line. */
export const sandboxOptionsSchema = z.strictObject({
  /** 0 takes any free port. */
  port: z.int().min(0).max(65_535).default(0),
  host: z.string().min(1).default('127.0.0.1'),
  /** Where webhooks go, as verified before; without one they wait and are retried until one is set. */
  callbackUrl: z.url({ protocol: /^https?$/ }).optional(),
  verifyToken: secret,
  appSecret: secret,
  token: secret,
  /** The Meta app that token and webhooks belong to. */
  appId: z.string().regex(/^\d+$/).default('700111222333401'),
  /** Every Graph call must carry `appsecret_proof` (facts §5.1). */
  requireAppSecretProof: z.boolean().default(false),
  /** Throughput of the number, in and out together; a send over it is refused with 130429 (facts §5.10). */
  messagesPerSecond: z.int().min(1).default(COEXISTENCE_MESSAGES_PER_SECOND),
  /** Version of the webhooks, which is no matter of the calls: those may use any that still works. */
  graphVersion: webhookVersionSchema.default('v26.0'),
  phoneNumberId: z.string().regex(/^\d+$/).default(defaultAccount.phoneNumberId),
  wabaId: z.string().regex(/^\d+$/).default(defaultAccount.wabaId),
  displayPhoneNumber: z
    .string()
    .regex(/^\+?[\d ()-]{7,}$/)
    .default(defaultAccount.displayPhoneNumber),
  play: z.enum(['morning']).optional(),
  /** Divides every pause of the world, never a timestamp. */
  speed: z.number().positive().default(1),
  statuses: z.enum(statusModes).default('auto'),
  deliveries: z.enum(deliveryModes).default('orderly'),
  closedWindow: z.enum(closedWindowAnswers).default('status'),
  /**
   * What everything is drawn from: ids, order and pauses of the play, packing and mishaps of deliveries. When left out
   * the play has its own and the rest is random, so that a relay's database never meets an id twice.
   */
  seed: z.string().min(1).optional(),
});

export type SandboxOptions = z.input<typeof sandboxOptionsSchema>;
export type SandboxSettings = z.output<typeof sandboxOptionsSchema>;

export const usage = `The pretend Meta: Graph API, webhooks, customers and the owner's phone.

  node src-sandbox/index.ts --verify-token X --app-secret Y --token Z [options]

  --port N                   port to listen on, 0 for any (0)
  --host ADDRESS             address to listen on (127.0.0.1)
  --callback-url URL         where webhooks are posted
  --verify-token X           secret of the verification handshake
  --app-secret Y             key of the webhook signatures
  --token Z                  bearer token of Graph calls
  --app-id ID                id of the Meta app
  --require-app-secret-proof refuse Graph calls without appsecret_proof
  --messages-per-second N    throughput of the number, in and out (${COEXISTENCE_MESSAGES_PER_SECOND})
  --graph-version V          version of the webhook shapes (v26.0)
  --phone-number-id ID       id of the business number (${defaultAccount.phoneNumberId})
  --waba-id ID               id of the business account (${defaultAccount.wabaId})
  --display-phone-number N   the business number (${defaultAccount.displayPhoneNumber})
  --play morning             verify the callback, then play a morning at a shop with 40 customers
  --speed N                  shorten every pause by this factor (1)
  --statuses auto|manual     whether sent, delivered and read follow by themselves (auto)
  --deliveries orderly|realistic   one webhook at a time, or packed, overtaking and repeated (orderly)
  --closed-window status|answer   how a send outside the 24 hours is refused (status)
  --seed TEXT                draw ids, play and mishaps from this text, the same each time
  --help                     this text

Prints one line of JSON when it is ready: {"ready":true,"url":"…","page":"…"}
`;

export type CommandLine =
  | { readonly kind: 'run'; readonly options: SandboxOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

const text = { type: 'string' } as const;

const flags = {
  port: text,
  host: text,
  'callback-url': text,
  'verify-token': text,
  'app-secret': text,
  token: text,
  'app-id': text,
  'require-app-secret-proof': { type: 'boolean' },
  'messages-per-second': text,
  'graph-version': text,
  'phone-number-id': text,
  'waba-id': text,
  'display-phone-number': text,
  play: text,
  speed: text,
  statuses: text,
  deliveries: text,
  'closed-window': text,
  seed: text,
  help: { type: 'boolean' },
} as const;

const numeric = new Set(['port', 'speed', 'messages-per-second']);

export function parseCommandLine(args: readonly string[]): CommandLine {
  const given = readFlags(args);
  if (given instanceof Error) return { kind: 'wrong', message: given.message };
  if ('help' in given) return { kind: 'help' };
  const parsed = sandboxOptionsSchema.safeParse(given, { reportInput: true });
  if (parsed.success) return { kind: 'run', options: parsed.data };
  return { kind: 'wrong', message: parsed.error.issues.map(inWordsOfTheCaller).join('\n') };
}

/** What is wrong with which flag. */
function inWordsOfTheCaller({ code, path, input, message }: z.core.$ZodIssue): string {
  const flag = `--${String(path[0]).replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
  const isMissing = code === 'invalid_type' && input === undefined;
  return isMissing ? `${flag} is missing` : `${flag}: ${message}`;
}

function readFlags(args: readonly string[]): Readonly<Record<string, unknown>> | Error {
  try {
    const { values } = parseArgs({ args: [...args], options: flags, strict: true });
    const entries = Object.entries(values).map(([flag, value]) => [
      flag.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase()),
      numeric.has(flag) ? Number(value) : value,
    ]);
    return z.record(z.string(), z.unknown()).parse(Object.fromEntries(entries));
  } catch (error) {
    return error instanceof Error ? error : new Error('The arguments can not be read.');
  }
}
