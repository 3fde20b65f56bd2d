import { z } from 'zod';

import { addressOf, authHeaders, type AddressBook, type ApiAddress } from '../../cloud-api/api-address.ts';
import { ok, skipped, wrong, type Finding } from './finding.ts';
import { whyAway } from './why-away.ts';

const ANSWER_WITHIN_MS = 10_000;
const MS_PER_SECOND = 1000;
const SOON_MS = 7 * 24 * 3_600_000;
const AUTHORIZATION = 'authorization';

const errorSchema = z.object({ error: z.object({ code: z.number(), message: z.string().optional() }) });

const tokenSchema = z.object({
  data: z.object({
    is_valid: z.boolean(),
    /** Epoch seconds; 0 = never. */
    expires_at: z.number().optional(),
    scopes: z.array(z.string()).optional(),
  }),
});

const numberSchema = z.object({
  display_phone_number: z.string().optional(),
  status: z.string().optional(),
  webhook_configuration: z
    .object({
      phone_number: z.string().optional(),
      whatsapp_business_account: z.string().optional(),
      application: z.string().optional(),
    })
    .optional(),
});

type Asked =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'away'; readonly why: string };

/** Whether the provider's address answers, and the tokens open what they have to. One call for each number. */
export async function examineGraph(book: AddressBook, numbers: readonly string[]): Promise<readonly Finding[]> {
  const findings = [await examineToken(book)];
  for (const number of numbers) findings.push(...(await examineNumber(book, number)));
  return findings;
}

async function examineToken(book: AddressBook): Promise<Finding> {
  const { url, version, token } = book.graph;
  const address = { url, version, token, authHeader: AUTHORIZATION };
  const asked = await ask(address, `debug_token?input_token=${encodeURIComponent(token)}`);
  if (asked.kind === 'away') {
    return wrong(
      'graph',
      `${url} does not answer (${asked.why})`,
      'check ECHODESK_GRAPH_URL, and that this machine may connect to it',
    );
  }
  const told = tokenSchema.safeParse(asked.body).data?.data;
  if (asked.status !== 200 || told === undefined) return refused('ECHODESK_GRAPH_TOKEN', asked);
  if (!told.is_valid) return deadToken('ECHODESK_GRAPH_TOKEN');
  if (told.scopes !== undefined && !told.scopes.includes('whatsapp_business_messaging')) {
    return wrong(
      'graph',
      'ECHODESK_GRAPH_TOKEN may not send messages',
      'make a token with whatsapp_business_messaging',
    );
  }
  const expiresAt = (told.expires_at ?? 0) * MS_PER_SECOND;
  if (expiresAt > 0 && expiresAt < Date.now() + SOON_MS) {
    const day = new Date(expiresAt).toISOString().slice(0, 10);
    return wrong('graph', `ECHODESK_GRAPH_TOKEN ends on ${day}`, 'use a system user token, which does not end');
  }
  return ok('graph', 'the token is valid');
}

async function examineNumber(book: AddressBook, number: string): Promise<readonly Finding[]> {
  const address = addressOf(book, number);
  if (address.authHeader !== AUTHORIZATION) {
    return [skipped('graph', `number ${number} is reached through a partner, whom the doctor can not ask`)];
  }
  const asked = await ask(address, `${number}?fields=display_phone_number,status,webhook_configuration`);
  if (asked.kind === 'away') {
    return [
      wrong(
        'graph',
        `${address.url} does not answer for number ${number} (${asked.why})`,
        'check the address of this number',
      ),
    ];
  }
  const told = numberSchema.safeParse(asked.body).data;
  if (asked.status !== 200 || told === undefined) return [refused(`the token of number ${number}`, asked)];
  const name = `number ${number} (${told.display_phone_number ?? '?'})`;
  const isAway = told.status === 'DISCONNECTED';
  const state = isAway
    ? wrong('graph', `${name} is disconnected from the Cloud API`, 'connect it again in the WhatsApp Business app')
    : ok('graph', `${name} can be reached`);
  return [state, subscription(name, told.webhook_configuration)];
}

function subscription(name: string, configuration: z.infer<typeof numberSchema>['webhook_configuration']): Finding {
  if (configuration === undefined) return skipped('webhooks', `Meta does not tell where webhooks of ${name} go`);
  const callback = configuration.phone_number ?? configuration.whatsapp_business_account ?? configuration.application;
  if (callback !== undefined && callback !== '') return ok('webhooks', `those of ${name} go to ${callback}`);
  return wrong(
    'webhooks',
    `those of ${name} go nowhere`,
    'set https://RELAY/webhooks/meta as callback address in your Meta app, with ECHODESK_META_VERIFY_TOKEN',
  );
}

const DEAD_TOKEN = 190;
const NOT_FOUND = 100;

function refused(whose: string, { status, body }: Extract<Asked, { kind: 'answered' }>): Finding {
  const code = errorSchema.safeParse(body).data?.error.code;
  if (code === DEAD_TOKEN) return deadToken(whose);
  if (code === NOT_FOUND) {
    return wrong(
      'graph',
      `${whose} does not open it, or there is no such thing (100)`,
      'check the number id, and that the token was made for its business',
    );
  }
  return wrong('graph', `${whose} is refused (${code ?? status})`, 'look the code up in docs/errors.md');
}

function deadToken(whose: string): Finding {
  return wrong(
    'graph',
    `${whose} is not valid any more (190)`,
    'make a new system user token in Meta Business Manager',
  );
}

async function ask(address: ApiAddress, what: string): Promise<Asked> {
  try {
    const response = await fetch(`${address.url}/${address.version}/${what}`, {
      headers: authHeaders(address),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await response.text();
    return { kind: 'answered', status: response.status, body: parseOrNull(text) };
  } catch (error) {
    return { kind: 'away', why: whyAway(error) };
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
