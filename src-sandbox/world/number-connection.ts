import { WorldRefusal } from './refusal.ts';

/** Why a number is cut off from the API (facts §2.6). */
export const disconnectionReasons = [
  'ACCOUNT_DISCONNECTED',
  'BUSINESS_DOWNGRADE',
  'CHANGE_NUMBER',
  'COMPANION_INACTIVITY',
  'PRIMARY_INACTIVITY',
  'USER_RE_REGISTERED',
] as const;
export type DisconnectionReason = (typeof disconnectionReasons)[number];

/**
 * `connected`: phone and API share the number. `offboarded`: the app moved to another device and may come back.
 * `disconnected`: over, until the owner goes through the sign-up again.
 */
export type NumberState = 'connected' | 'offboarded' | 'disconnected';

/** What becomes of the connection, as `account_update` names it. */
export type ConnectionChange =
  | { readonly event: 'PARTNER_REMOVED'; readonly reason: DisconnectionReason; readonly initiatedBy: 'USER' | 'SYSTEM' }
  | { readonly event: 'ACCOUNT_OFFBOARDED' | 'ACCOUNT_RECONNECTED' };

const PHONE_MAY_REST_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * The bond between the business phone and the API. It breaks by itself when the phone was not used for 14 days
 * (facts §4.6), which is noticed at the next look at the state: it needs no timer, and no speed factor shortens it.
 */
export class NumberConnection {
  readonly #nowMs: () => number;
  readonly #changed: (change: ConnectionChange) => void;
  #state: NumberState = 'connected';
  #phoneUsedMs: number;

  constructor(nowMs: () => number, changed: (change: ConnectionChange) => void) {
    this.#nowMs = nowMs;
    this.#changed = changed;
    this.#phoneUsedMs = nowMs();
  }

  get state(): NumberState {
    const hasRested = this.#nowMs() - this.#phoneUsedMs >= PHONE_MAY_REST_MS;
    if (this.#state !== 'disconnected' && hasRested) this.#break('PRIMARY_INACTIVITY');
    return this.#state;
  }

  /** Whether messages pass between the API and the number. */
  get isConnected(): boolean {
    return this.state === 'connected';
  }

  get phoneUsedMs(): number {
    return this.#phoneUsedMs;
  }

  /** The owner did something on the phone. Too late for a number that the phone's rest has disconnected. */
  phoneUsed(): void {
    if (this.state !== 'disconnected') this.#phoneUsedMs = this.#nowMs();
  }

  disconnect(reason: DisconnectionReason): void {
    if (this.state === 'disconnected') throw new WorldRefusal('The number is disconnected already: onboard it first.');
    this.#break(reason);
  }

  /** The owner sets the app up on another device, or anew (facts §4.6). */
  reRegister(): void {
    if (!this.isConnected) throw new WorldRefusal(`The number is ${this.state}: only a connected one can leave.`);
    this.#state = 'offboarded';
    this.#changed({ event: 'ACCOUNT_OFFBOARDED' });
  }

  /** What follows a re-registration within minutes, unless the owner declines. */
  reconnect(): void {
    const { state } = this;
    if (state !== 'offboarded') throw new WorldRefusal(`The number is ${state}: re-register the phone first.`);
    this.#resume();
    this.#changed({ event: 'ACCOUNT_RECONNECTED' });
  }

  /** The owner goes through the sign-up again. */
  onboard(): void {
    if (this.state !== 'disconnected') throw new WorldRefusal(`The number is ${this.state}: disconnect it first.`);
    this.#resume();
  }

  #break(reason: DisconnectionReason): void {
    this.#state = 'disconnected';
    const isBySystem = reason === 'PRIMARY_INACTIVITY' || reason === 'COMPANION_INACTIVITY';
    this.#changed({ event: 'PARTNER_REMOVED', reason, initiatedBy: isBySystem ? 'SYSTEM' : 'USER' });
  }

  #resume(): void {
    this.#state = 'connected';
    this.#phoneUsedMs = this.#nowMs();
  }
}
