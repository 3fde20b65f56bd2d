/**
 * What was refused, told by both sides: by status or close code as those who fired heard it, and by the relay's metrics.
 * An input that broke off before its answer may or may not have been refused.
 */
export class RefusalCount {
  #heard = 0;
  #unheard = 0;

  /** A status of 400 or more, or a close code that says why. */
  refused(): void {
    this.#heard += 1;
  }

  /** The connection was gone without a word. */
  endedUnheard(): void {
    this.#unheard += 1;
  }

  /** Begins anew. */
  take(): { readonly heard: number; readonly unheard: number } {
    const taken = { heard: this.#heard, unheard: this.#unheard };
    this.#heard = 0;
    this.#unheard = 0;
    return taken;
  }
}

const REFUSALS: readonly RegExp[] = [
  /^requests_refused_total\{reason="(?!let_go|aborted)\w+"\} (\d+)$/gm,
  /^consoles_refused_total\{code="\w+"\} (\d+)$/gm,
  /^webhook_received_total\{outcome="(?!stored|handshake"|not_stored)\w+"\} (\d+)$/gm,
  /^setup_attempts_total\{outcome="(?!made)\w+"\} (\d+)$/gm,
];

/** All that the relay has refused in its life, by its own metrics; without those who broke off themselves. */
export function refusalsIn(metrics: string): number {
  return REFUSALS.flatMap((each) => [...metrics.matchAll(each)]).reduce((sum, [, count]) => sum + Number(count), 0);
}
