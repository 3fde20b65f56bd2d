import { z } from 'zod';
import {
  conversationAnswerSchema,
  customerAnswerSchema,
  handshakeSchema,
  rawAnswerSchema,
  sendsAnswerSchema,
  settledSchema,
  stateSchema,
  tokenAnswerSchema,
  userIdAnswerSchema,
  wamidAnswerSchema,
  wamidsAnswerSchema,
  type SandboxCustomer,
  type SandboxMessage,
  type SandboxSend,
  type SandboxState,
} from './control/answers.ts';
import type { LinkFile, LostFile } from './control/file-actions.ts';
import type { FaultSpan } from './control/meta-schemas.ts';
import type { CustomerProfile, CustomerWrites, OwnerAnswers, PastChat, Unsupported } from './control/people-schemas.ts';
import type { CallFaultOrder } from './graph/call-fault.ts';
import type { ClosedWindowAnswer } from './graph/closed-window.ts';
import type { SendFaultOrder } from './graph/send-fault.ts';
import type { Handshake, PostOutcome } from './webhooks/callback.ts';
import type { DeliveryMode } from './webhooks/deliverer.ts';
import type { DeliveryFault } from './webhooks/delivery-faults.ts';
import type { DisconnectionReason } from './world/number-connection.ts';
import type { SaidInput } from './world/said.ts';
import type { ReportedStatus } from './world/status.ts';
import type { StatusMode } from './world/status-director.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The typed client of the control door; docs/sandbox.md tells what each action does. A customer is named by phone
 * (digits, no `+`), by user id or by place (`c17`). A refused call throws, with the door's own words.
 */
export class ControlClient {
  readonly #base: string;

  /** `url`: what the sandbox printed when it was ready. */
  constructor(url: string) {
    this.#base = url;
  }

  /** Makes a customer, or changes what one says of themselves. */
  async customer(profile: CustomerProfile): Promise<SandboxCustomer> {
    return (await this.#call('customer', profile, customerAnswerSchema)).customer;
  }

  /** A customer writes; answers with the message's wamid. `atSeconds` may lie in the past. */
  async customerWrites(writing: CustomerWrites): Promise<string> {
    return (await this.#call('customer-writes', writing, wamidAnswerSchema)).wamid;
  }

  /** Answers with the wamid of the edit, which has one of its own. */
  async customerEdits(wamid: string, text: string): Promise<string> {
    return (await this.#call('customer-edits', { wamid, text }, wamidAnswerSchema)).wamid;
  }

  async customerDeletes(wamid: string): Promise<string> {
    return (await this.#call('customer-deletes', { wamid }, wamidAnswerSchema)).wamid;
  }

  /** Without an emoji the reaction is taken back. */
  async customerReacts(wamid: string, emoji?: string): Promise<string> {
    return (await this.#call('customer-reacts', { wamid, emoji }, wamidAnswerSchema)).wamid;
  }

  async customerSendsUnsupported(writing: Unsupported): Promise<string> {
    return (await this.#call('customer-sends-unsupported', writing, wamidAnswerSchema)).wamid;
  }

  /** A file of over 100 MB, or one that Meta could not fetch: it comes with 131052 and without an id. */
  async customerSendsLostFile(file: LostFile): Promise<string> {
    return (await this.#call('customer-sends-lost-file', file, wamidAnswerSchema)).wamid;
  }

  /** Puts a file at an https link: a send by any other link fails with 131053. */
  async linkFile(file: LinkFile): Promise<void> {
    await this.#call('link-file', file, anything);
  }

  /** What an unsupported message says comes after all. */
  async contentFollows(wamid: string, content: SaidInput): Promise<void> {
    await this.#call('content-follows', { wamid, content }, anything);
  }

  /** Answers with the new user id. */
  async customerChangesNumber(customer: string, to: string): Promise<string> {
    return (await this.#call('customer-changes-number', { customer, to }, userIdAnswerSchema)).userId;
  }

  /** Answers with the new user id. */
  async customerChangesUserId(customer: string): Promise<string> {
    return (await this.#call('customer-changes-user-id', { customer }, userIdAnswerSchema)).userId;
  }

  async customerStopsMarketing(customer: string): Promise<void> {
    await this.#call('customer-stops-marketing', { customer }, anything);
  }

  async customerResumesMarketing(customer: string): Promise<void> {
    await this.#call('customer-resumes-marketing', { customer }, anything);
  }

  /** The owner writes to a customer on the business phone, which comes as an echo; answers with the wamid. */
  async ownerAnswers(answer: OwnerAnswers): Promise<string> {
    return (await this.#call('owner-answers', answer, wamidAnswerSchema)).wamid;
  }

  async ownerEdits(wamid: string, text: string): Promise<string> {
    return (await this.#call('owner-edits', { wamid, text }, wamidAnswerSchema)).wamid;
  }

  async ownerDeletes(wamid: string): Promise<string> {
    return (await this.#call('owner-deletes', { wamid }, wamidAnswerSchema)).wamid;
  }

  async ownerReacts(wamid: string, emoji?: string): Promise<string> {
    return (await this.#call('owner-reacts', { wamid, emoji }, wamidAnswerSchema)).wamid;
  }

  /** Begins the 14 days anew after which a resting phone loses the API. */
  async ownerUsesPhone(): Promise<void> {
    await this.#call('owner-uses-phone', {}, anything);
  }

  async ownerDisconnects(reason?: DisconnectionReason): Promise<void> {
    await this.#call('owner-disconnects', { reason }, anything);
  }

  async ownerChangesPhone(): Promise<void> {
    await this.#call('owner-changes-phone', {}, anything);
  }

  async ownerReconnects(): Promise<void> {
    await this.#call('owner-reconnects', {}, anything);
  }

  /** The sign-up again, after a disconnection. */
  async ownerOnboards(): Promise<void> {
    await this.#call('owner-onboards', {}, anything);
  }

  async ownerSavesContact(contact: {
    readonly customer: string;
    readonly fullName: string;
    readonly firstName?: string;
  }): Promise<void> {
    await this.#call('owner-saves-contact', contact, anything);
  }

  async ownerRemovesContact(customer: string): Promise<void> {
    await this.#call('owner-removes-contact', { customer }, anything);
  }

  async ownerSharesHistory(shares: boolean): Promise<void> {
    await this.#call('owner-shares-history', { shares }, anything);
  }

  /** Puts messages from before onboarding on the phone; answers with their wamids. */
  async pastChat(chat: PastChat): Promise<readonly string[]> {
    return (await this.#call('past-chat', chat, wamidsAnswerSchema)).wamids;
  }

  /** Every API send Meta accepted, oldest first. */
  async sends(): Promise<readonly SandboxSend[]> {
    return (await this.#call('sends', {}, sendsAnswerSchema)).sends;
  }

  /** Account, customers with the last 50 messages that they see, modes, faults, counts of deliveries. */
  async state(): Promise<SandboxState> {
    return this.#call('state', {}, stateSchema);
  }

  /** The whole chat with a customer as WhatsApp keeps it, oldest first. */
  async conversation(customer: string): Promise<readonly SandboxMessage[]> {
    const pages: SandboxMessage[][] = [];
    for (let skip = 0; ; skip += PAGE) {
      const { messages, total } = await this.#call(
        'conversation',
        { customer, skip, limit: PAGE },
        conversationAnswerSchema,
      );
      pages.unshift(messages);
      if (skip + PAGE >= total) return pages.flat();
    }
  }

  /** Points webhooks to a URL, those that wait for their next attempt included. Throws when it fails the handshake. */
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

  /** For updates from now on. */
  async setDeliveryMode(deliveries: DeliveryMode): Promise<void> {
    await this.#call('modes', { deliveries }, anything);
  }

  /** Reports a status of an accepted send now, in any order and as often as told. */
  async emitStatus(wamid: string, status: ReportedStatus, errorCode?: number): Promise<void> {
    await this.#call('emit-status', { wamid, status, errorCode }, anything);
  }

  /** Tells of account, number or templates; `GET /control/account-event` shows the shape of each field. */
  async accountEvent(field: string, value: Json): Promise<void> {
    await this.#call('account-event', { field, value }, anything);
  }

  /** Tells of trouble of the number that belongs to no message. */
  async numberError(code: number, details?: string): Promise<void> {
    await this.#call('number-error', { code, details }, anything);
  }

  /** Orders a fault for the next sends; orders are served in turn. */
  async failSends(fault: SendFaultOrder, span: number | FaultSpan = 1): Promise<void> {
    await this.#call('send-faults', { fault, ...spanOf(span) }, anything);
  }

  /** Orders a fault for the next Graph calls of any kind. */
  async failCalls(fault: CallFaultOrder, span: number | FaultSpan = 1): Promise<void> {
    await this.#call('call-faults', { fault, ...spanOf(span) }, anything);
  }

  /** Orders a fault for the next attempts to deliver a webhook. */
  async failDeliveries(fault: DeliveryFault, span: number | FaultSpan = 1): Promise<void> {
    await this.#call('delivery-faults', { fault, ...spanOf(span) }, anything);
  }

  async clearFaults(): Promise<void> {
    await this.#call('clear-faults', {}, anything);
  }

  /** A Graph token expires, is taken away, or works again. */
  async tokenBecomes(token: string, becomes: 'expired' | 'invalidated' | 'valid'): Promise<void> {
    await this.#call('token', { token, becomes }, anything);
  }

  /** A further Graph token with every permission. */
  async issueToken(livesSeconds?: number): Promise<string> {
    return (await this.#call('issue-token', { livesSeconds }, tokenAnswerSchema)).token;
  }

  /** Delivers any payload as a webhook: escaped, signed and retried like the sandbox's own. */
  async deliver(payload: Json): Promise<void> {
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

  /** Puts the world's clock forward, timestamps and all; pauses that end on the way end. */
  async advanceClock(seconds: number): Promise<void> {
    await this.#call('advance-clock', { seconds }, anything);
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

const PAGE = 1000;
const anything = z.unknown();
const refusalSchema = z.object({ error: z.string() });

function spanOf(span: number | FaultSpan): FaultSpan {
  return typeof span === 'number' ? { count: span } : span;
}
