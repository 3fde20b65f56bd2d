import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder that PostgreSQL's own user can walk through; removed when disposed. */
export class TempFolder implements AsyncDisposable {
  readonly path: string;
  #isKept = false;

  private constructor(path: string) {
    this.path = path;
  }

  static async create(purpose: string): Promise<TempFolder> {
    const path = await mkdtemp(join(tmpdir(), `echodesk-${purpose}-`));
    await chmod(path, 0o755);
    return new TempFolder(path);
  }

  /** A path inside it; nothing is created. */
  at(name: string): string {
    return join(this.path, name);
  }

  /** It is not removed when disposed; answers its path. */
  keep(): string {
    this.#isKept = true;
    return this.path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isKept) await rm(this.path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
