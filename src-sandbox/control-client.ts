import { z } from 'zod';
import {
  handshakeSchema,
  rawAnswerSchema,
  sendsSchema,
  settledSchema,
  stateSchema,
  wamidAnswerSchema,
  type SandboxSend,
  type SandboxState,
} from './control/schemas.ts';
import type { ClosedWindowAnswer } from './graph/accept-send.ts';
import type { SendFaultOrder } from './graph/send-fault.ts';
import type { Handshake, PostOutcome } from './webhooks/callback.ts';
import type { DeliveryFault } from './webhooks/delivery-faults.ts';
import type { ReportedStatus } from './world/status.ts';
import type { StatusMode } from './world/status-director.ts';

/** The typed client of the control door. A refused call throws, with the door's own words. */
export class ControlClient {
  readonly #base: string;

  /** `url`: what the sandbox printed when it was ready. */
  constructor(url: string) {
    this.#base = url;
  }

  /** A customer (digits, no `+`) writes; answers with the message's wamid. `atSeconds` may lie in the past. */
  async customerWrites(writing: {
    readonly from: string;
    readonly name?: string;
    readonly text: string;
    readonly atSeconds?: number;
  }): Promise<string> {
    return (await this.#call('customer-writes', writing, wamidAnswerSchema)).wamid;
  }

  /** The owner writes to a customer on the business phone, which comes as an echo; answers with the wamid. */
  async ownerAnswers(answer: {
    readonly to: string;
    readonly text: string;
    readonly atSeconds?: number;
  }): Promise<string> {
    return (await this.#call('owner-answers', answer, wamidAnswerSchema)).wamid;
  }

  /** Every API send Meta accepted, oldest first. */
  async sends(): Promise<readonly SandboxSend[]> {
    return (await this.#call('sends', {}, sendsSchema)).sends;
  }

  /** Account, customers with what they see, modes, counts of deliveries. */
  async state(): Promise<SandboxState> {
    return this.#call('state', {}, stateSchema);
  }

  /** Points webhooks to a URL, those that wait for their next attempt included. */
  async setCallbackUrl(url: string): Promise<void> {
    await this.#call('callback', { url }, anything);
  }

  /** Runs the verification handshake against the callback URL. */
  async verify(): Promise<Handshake> {
    return this.#call('verify', {}, handshakeSchema);
  }

  /** For sends accepted from now on. */
  async setStatusMode(statuses: StatusMode): Promise<void> {
    await this.#call('modes', { statuses }, anything);
  }

  /** How a send outside the 24-hour window is refused: by a `failed` status (default) or in the answer. */
  async setClosedWindowAnswer(closedWindow: ClosedWindowAnswer): Promise<void> {
    await this.#call('modes', { closedWindow }, anything);
  }

  /** Reports a status of an accepted send now, in any order and as often as told. */
  async emitStatus(wamid: string, status: ReportedStatus, errorCode?: number): Promise<void> {
    await this.#call('emit-status', { wamid, status, ...(errorCode === undefined ? {} : { errorCode }) }, anything);
  }

  /** Orders a fault for the next `count` sends; orders are served in turn. */
  async failSends(fault: SendFaultOrder, count = 1): Promise<void> {
    await this.#call('send-faults', { fault, count }, anything);
  }

  /** Orders a fault for the next `count` webhooks. */
  async failDeliveries(fault: DeliveryFault, count = 1): Promise<void> {
    await this.#call('delivery-faults', { fault, count }, anything);
  }

  async clearFaults(): Promise<void> {
    await this.#call('clear-faults', {}, anything);
  }

  /** Delivers any payload as a webhook: escaped, signed and retried like the sandbox's own. */
  async deliver(payload: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#call('deliver', { payload }, anything);
  }

  /**
   * Posts raw bytes to the callback URL once and returns the answer. The signature is `valid` unless told `none` or
   * another header value.
   */
  async postRaw(body: Uint8Array | string, signature = 'valid'): Promise<PostOutcome> {
    const bodyBase64 = Buffer.from(body).toString('base64');
    return this.#call('raw-post', { bodyBase64, signature }, rawAnswerSchema);
  }

  /** Resolves when no delivery and no status is pending; throws when that is not so within the time. */
  async settle(timeoutMs = 30_000): Promise<void> {
    const { settled, pending } = await this.#call('settle', { timeoutMs }, settledSchema);
    if (settled) return;
    throw new Error(
      `not settled after ${timeoutMs} ms: ${pending.deliveries} deliveries, ${pending.statuses} statuses pending`,
    );
  }

  async #call<Schema extends z.ZodType>(name: string, input: unknown, schema: Schema): Promise<z.output<Schema>> {
    const response = await fetch(new URL(`/control/${name}`, this.#base), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(input),
    });
    const answer: unknown = await response.json();
    if (response.ok) return schema.parse(answer);
    const { error } = refusalSchema.parse(answer);
    throw new Error(`sandbox refused ${name} (${response.status}): ${error}`);
  }
}

const anything = z.unknown();
const refusalSchema = z.object({ error: z.string() });
