import type { Callback } from '../webhooks/callback.ts';

/** Another address for some webhooks, with the secret of its own handshake. */
export type Override = { readonly url: string; readonly callback: Callback };

export type OverrideLevel = 'account' | 'number';

/** The fields that an override carries; all others stay with the app's callback (facts §1.3). */
const overridableFields: readonly string[] = ['messages', 'calls', 'messaging_handovers'];

/** Whether the account's webhooks go to the app, and to which address (facts §1.3). Subscribed at the start. */
export class Subscriptions {
  readonly #appCallback: Callback;
  readonly #overrides: Partial<Record<OverrideLevel, Override>> = {};
  #isSubscribed = true;

  constructor(appCallback: Callback) {
    this.#appCallback = appCallback;
  }

  get isSubscribed(): boolean {
    return this.#isSubscribed;
  }

  /** Where webhooks of this field go: undefined when the app is not subscribed. Number before account before app. */
  callbackFor(field: string): Callback | undefined {
    if (!this.#isSubscribed) return undefined;
    if (!overridableFields.includes(field)) return this.#appCallback;
    const override = this.#overrides.number ?? this.#overrides.account;
    return override?.callback ?? this.#appCallback;
  }

  /** Attaches the app; without an override the account's former one is cleared. */
  subscribe(override?: Override): void {
    this.#isSubscribed = true;
    this.#set('account', override);
  }

  unsubscribe(): void {
    this.#isSubscribed = false;
    this.#set('account', undefined);
  }

  /** Sets or clears the number's own address. */
  overrideNumber(override: Override | undefined): void {
    this.#set('number', override);
  }

  override(level: OverrideLevel): Override | undefined {
    return this.#overrides[level];
  }

  /** The app's own address, when it has one. */
  get appUrl(): string | undefined {
    return this.#appCallback.url;
  }

  close(): void {
    this.#set('number', undefined);
    this.#set('account', undefined);
  }

  #set(level: OverrideLevel, override: Override | undefined): void {
    this.#overrides[level]?.callback.close();
    if (override === undefined) delete this.#overrides[level];
    else this.#overrides[level] = override;
  }
}
