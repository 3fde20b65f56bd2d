import type { Seq } from '../../src-shared/domain/ids.ts';

/** How many bytes a console was sent that it has not yet acknowledged as durable. */
export class AckWindow {
  readonly #limit: number;
  readonly #sent: { readonly to: Seq; readonly bytes: number }[] = [];
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get hasRoom(): boolean {
    return this.#bytes < this.#limit;
  }

  sent(to: Seq, bytes: number): void {
    this.#sent.push({ to, bytes });
    this.#bytes += bytes;
  }

  /** Everything up to `seq` is durable in the console. */
  acked(seq: Seq): void {
    const firstOpen = this.#sent.findIndex(({ to }) => to > seq);
    const done = this.#sent.splice(0, firstOpen === -1 ? this.#sent.length : firstOpen);
    for (const { bytes } of done) this.#bytes -= bytes;
  }
}
