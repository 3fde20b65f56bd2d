import { currentSync } from '../sync-client/current-sync.ts';
import type { Reply, Request } from '../sync-client/sync-contract.ts';

type Failed = Extract<Reply, { outcome: 'failed' }>;

/** The worker could not do it: `code` says why. */
class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: Failed['code'];

  constructor(failed: Failed) {
    super(`${failed.code}: ${failed.detail}`);
    this.code = failed.code;
  }
}

/** The worker's reply to `request`; throws a {@link CommandError} for `failed`. */
export async function expectReply(request: Request): Promise<Exclude<Reply, Failed>> {
  const reply = await currentSync().call(request);
  if (reply.outcome === 'failed') throw new CommandError(reply);
  return reply;
}
