import { z } from 'zod';

import type { Clock } from '../../src-shared/lib/clock.ts';
import { addressOf, authHeaders, messagesEndpoint, type AddressBook, type ApiAddress } from './api-address.ts';
import { AppLimit } from './app-limit.ts';
import { Circuit, CIRCUIT_PAUSES_MS } from './circuit.ts';
import { readAnswer } from './read-answer.ts';
import { readSendAnswer, type NotMade, type SendOutcome } from './send-outcome.ts';

/**
 * The only code that speaks to Graph. It makes exactly one HTTP request per call and never repeats one by itself:
 * Meta has no idempotency key, so whether to try again is decided by `outbound/` from the outcome.
 */
export type CloudApi = {
  readonly sendText: (message: TextToSend) => Promise<SendOutcome | NotMade>;
  /** For how many milliseconds no call of this number is worth beginning, because its address does not answer; else 0. */
  readonly pauseMs: (numberId: string) => number;
  /** The same where its app has called too often. */
  readonly appPauseMs: (numberId: string) => number;
};

export type TextToSend = {
  /** Graph's id of the business number. */
  readonly from: string;
  /** E.164 with `+`: without it Meta puts the country code of the business in front. */
  readonly to: string;
  readonly text: string;
  /** Comes back in every status webhook of this message; at most 512 characters. */
  readonly callbackData: string;
};

export type CloudApiOptions = AddressBook & {
  /** Of the relay's software, for the User-Agent. */
  readonly softwareVersion: string;
  /** Milliseconds after which an answer is no longer waited for. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Aborted when the relay stops: calls in flight then end as ambiguous. */
  readonly stopping: AbortSignal;
  /** How long an address that does not answer is left alone, the first time, the second time …, in milliseconds. */
  readonly circuitPausesMs?: readonly number[];
  /** Hears when an address is left alone, and when it is called again. */
  readonly onCircuit?: (url: string, isOpen: boolean) => void;
};

/**
 * The Cloud API, with one circuit per address, so that one that does not answer keeps no other one waiting, and one limit
 * of calls per app, which is known by its address and token.
 */
export function openCloudApi(options: CloudApiOptions): CloudApi {
  const circuits = new Map<string, Circuit>();
  const limits = new Map<string, AppLimit>();
  const circuitOf = ({ url }: ApiAddress) => {
    const known = circuits.get(url) ?? openCircuit(options, url);
    circuits.set(url, known);
    return known;
  };
  const limitOf = ({ url, token }: ApiAddress) => {
    const app = `${url} ${token}`;
    const known = limits.get(app) ?? new AppLimit(options.clock);
    limits.set(app, known);
    return known;
  };
  return {
    sendText: async (message) => {
      const address = addressOf(options, message.from);
      const outcome = await circuitOf(address).run(message.from, () => sendText(options, address, message));
      if (outcome.kind !== 'not_made') limitOf(address).heard(outcome);
      return outcome;
    },
    pauseMs: (numberId) => circuitOf(addressOf(options, numberId)).pauseMs(),
    appPauseMs: (numberId) => limitOf(addressOf(options, numberId)).pauseMs(),
  };
}

function openCircuit({ circuitPausesMs = CIRCUIT_PAUSES_MS, onCircuit }: CloudApiOptions, url: string): Circuit {
  return new Circuit(circuitPausesMs, { changed: (isOpen) => onCircuit?.(url, isOpen) });
}

async function sendText(options: CloudApiOptions, address: ApiAddress, message: TextToSend): Promise<SendOutcome> {
  const { softwareVersion, timeoutMs, stopping } = options;
  try {
    const response = await fetch(messagesEndpoint(address, message.from), {
      method: 'POST',
      headers: {
        ...authHeaders(address),
        'content-type': 'application/json',
        'user-agent': `echodesk-relay/${softwareVersion}`,
      },
      body: JSON.stringify(textBody(message)),
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stopping]),
    });
    return readSendAnswer(response.status, await readAnswer(response));
  } catch (error) {
    return outcomeOfFault(error);
  }
}

function textBody(message: TextToSend) {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: message.to,
    type: 'text',
    text: { body: message.text, preview_url: false },
    biz_opaque_callback_data: message.callbackData,
  };
}

const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const NO_CODE = { code: '' };
/** The name of the error with which `AbortSignal.timeout` ends a call. */
const TIMED_OUT = 'TimeoutError';

const faultSchema = z
  .object({
    name: z.string().catch('Error'),
    cause: z.object({ code: z.string().catch('') }).catch(NO_CODE),
  })
  .catch({ name: 'Error', cause: NO_CODE });

/** A fault is harmless only where the code proves that no byte of the request was written. */
function outcomeOfFault(error: unknown): SendOutcome {
  const { name, cause } = faultSchema.parse(error);
  const detail = cause.code === '' ? name : cause.code;
  if (NEVER_CONNECTED.has(cause.code)) return { kind: 'unreachable', detail };
  const isOutage = name === TIMED_OUT || cause.code !== '';
  return { kind: 'ambiguous', code: null, isOutage, detail };
}
