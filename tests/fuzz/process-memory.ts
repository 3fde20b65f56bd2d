import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 200;
const MB_PER_KB = 1 / 1024;

/** What a process holds in memory (RSS, in MB), looked at until it is disposed. Linux only. */
export class ProcessMemory implements Disposable {
  readonly #pid: number;
  readonly #timer: NodeJS.Timeout;
  #peak = 0;

  constructor(pid: number) {
    this.#pid = pid;
    this.#timer = setInterval(() => this.now(), LOOK_EVERY_MS);
  }

  get peak(): number {
    return this.#peak;
  }

  /** 0 when the process is gone. */
  now(): number {
    const rss = rssOf(this.#pid);
    this.#peak = Math.max(this.#peak, rss);
    return rss;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

function rssOf(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes ?? 0) * MB_PER_KB);
  } catch {
    return 0;
  }
}
