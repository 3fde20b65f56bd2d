const SYNC_WITHIN_MS = 24 * 60 * 60 * 1000;

/** What the owner's phone shares once after onboarding (facts §4.4). */
export const syncTypes = ['smb_app_state_sync', 'history'] as const;
export type SyncType = (typeof syncTypes)[number];

export type SyncGrant = 'granted' | 'used' | 'late';

/** When the number was connected, and what was asked of its phone since: each once, both within 24 hours (facts §4.4). */
export class Onboarding {
  readonly #nowMs: () => number;
  readonly #used = new Set<SyncType>();
  #onboardedAtMs: number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#onboardedAtMs = nowMs();
  }

  get onboardedAtMs(): number {
    return this.#onboardedAtMs;
  }

  /** The owner repeats the sign-up: both may be asked for again. A reconnection does not do this (facts §4.6). */
  repeat(): void {
    this.#used.clear();
    this.#onboardedAtMs = this.#nowMs();
  }

  takeSync(type: SyncType): SyncGrant {
    if (this.#used.has(type)) return 'used';
    if (this.#nowMs() >= this.#onboardedAtMs + SYNC_WITHIN_MS) return 'late';
    this.#used.add(type);
    return 'granted';
  }
}
