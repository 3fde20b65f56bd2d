import type { Random } from '../random.ts';
import { ExpiringMap } from './expiring-map.ts';

/** What a token may do (facts §4.1, §1.3). */
export const permissions = ['whatsapp_business_management', 'whatsapp_business_messaging'] as const;
export type Permission = (typeof permissions)[number];

/** The Meta app that the relay belongs to. */
export type MetaApp = { readonly id: string; readonly secret: string; readonly name: string };

/** `granular_scopes` of a token: the accounts that each permission was granted for. */
export type Grants = Readonly<Partial<Record<Permission, readonly string[]>>>;

export type AccessToken = {
  readonly value: string;
  readonly kind: 'APP' | 'SYSTEM_USER';
  readonly grants: Grants;
  readonly issuedAtMs: number;
  /** Undefined: never. */
  readonly expiresAtMs: number | undefined;
  readonly isInvalidated: boolean;
};

/** Whether a token works now. */
export type TokenState = 'valid' | 'expired' | 'invalidated';

export type TokenOrder = {
  readonly grants: Grants;
  /** Unlimited when left out (facts §5.1). */
  readonly livesSeconds?: number | undefined;
};

export type Redeemed =
  | { readonly kind: 'token'; readonly token: AccessToken }
  | { readonly kind: 'refused'; readonly reason: 'unknown' | 'used' | 'expired' };

type SignupCode = { readonly order: TokenOrder; readonly expiresAtMs: number; isUsed: boolean };

export type TokensDeps = { readonly app: MetaApp; readonly nowMs: () => number; readonly random: Random };

/** Life of the code that Embedded Signup gives (facts §4.3). */
const CODE_LIVES_MS = 30_000;

/** How long it is still told that a code was used or is too old; afterwards nobody knows it. */
const CODE_REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** Every token of the app, and the codes that become tokens. */
export class Tokens {
  readonly #deps: TokensDeps;
  readonly #byValue = new Map<string, AccessToken>();
  readonly #codes: ExpiringMap<SignupCode>;

  constructor(deps: TokensDeps) {
    this.#deps = deps;
    this.#codes = new ExpiringMap(deps.nowMs, CODE_REMEMBERED_MS);
    this.#keep({ value: `${deps.app.id}|${deps.app.secret}`, kind: 'APP' }, { grants: {} });
  }

  /** Makes a system user's token: with the value that is given, or a new one. */
  issue(order: TokenOrder, value = `EAAG${this.#deps.random.bytes(48).toString('base64url')}`): AccessToken {
    return this.#keep({ value, kind: 'SYSTEM_USER' }, order);
  }

  find(value: string): AccessToken | undefined {
    return this.#byValue.get(value);
  }

  stateOf(token: AccessToken): TokenState {
    if (token.isInvalidated) return 'invalidated';
    const isExpired = token.expiresAtMs !== undefined && this.#deps.nowMs() >= token.expiresAtMs;
    return isExpired ? 'expired' : 'valid';
  }

  /** From now on the token is an expired one. False when there is no such token. */
  expire(value: string): boolean {
    return this.#change(value, { expiresAtMs: this.#deps.nowMs() });
  }

  /** The owner took the app's access away. False when there is no such token. */
  invalidate(value: string): boolean {
    return this.#change(value, { isInvalidated: true });
  }

  /** Leaves the token with these permissions alone. False when there is no such token. */
  grant(value: string, grants: Grants): boolean {
    return this.#change(value, { grants });
  }

  /** Makes an expired or invalidated token work again, for good. False when there is no such token. */
  restore(value: string): boolean {
    return this.#change(value, { expiresAtMs: undefined, isInvalidated: false });
  }

  /** A code as Embedded Signup hands it to the browser: good once, for 30 seconds. */
  issueCode(order: TokenOrder): string {
    const code = `AQ${this.#deps.random.bytes(60).toString('base64url')}`;
    this.#codes.set(code, { order, expiresAtMs: this.#deps.nowMs() + CODE_LIVES_MS, isUsed: false });
    return code;
  }

  /** Exchanges a code for its token. */
  redeem(value: string): Redeemed {
    const code = this.#codes.get(value);
    if (code === undefined) return { kind: 'refused', reason: 'unknown' };
    if (code.isUsed) return { kind: 'refused', reason: 'used' };
    if (this.#deps.nowMs() >= code.expiresAtMs) return { kind: 'refused', reason: 'expired' };
    code.isUsed = true;
    return { kind: 'token', token: this.issue(code.order) };
  }

  #keep(identity: Pick<AccessToken, 'value' | 'kind'>, { grants, livesSeconds }: TokenOrder): AccessToken {
    const issuedAtMs = this.#deps.nowMs();
    const expiresAtMs = livesSeconds === undefined ? undefined : issuedAtMs + livesSeconds * 1000;
    const token = { ...identity, grants, issuedAtMs, expiresAtMs, isInvalidated: false };
    this.#byValue.set(token.value, token);
    return token;
  }

  #change(value: string, change: Partial<AccessToken>): boolean {
    const token = this.#byValue.get(value);
    if (token === undefined) return false;
    this.#byValue.set(value, { ...token, ...change });
    return true;
  }
}

/** Whether the token may do this with this account. */
export function mayUse(token: AccessToken, permission: Permission, wabaId: string): boolean {
  return token.grants[permission]?.includes(wabaId) ?? false;
}

/** Everything a token can be granted for one account. */
export function allGrantsFor(wabaId: string): Grants {
  return { whatsapp_business_management: [wabaId], whatsapp_business_messaging: [wabaId] };
}
