/** Users who asked for no more marketing: such templates then fail with 131050 (facts §2.7). */
export class MarketingStops {
  readonly #userIds = new Set<string>();

  stop(userId: string): void {
    this.#userIds.add(userId);
  }

  resume(userId: string): void {
    this.#userIds.delete(userId);
  }

  has(userId: string): boolean {
    return this.#userIds.has(userId);
  }
}
