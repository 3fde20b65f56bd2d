import { z } from 'zod';

const faultSchema = z.object({
  name: z.string(),
  cause: z.object({ code: z.string().optional(), message: z.string() }).optional().catch(undefined),
});

/** What undici says of ports that the fetch standard blocks, such as 6000; it connects to none of them. */
const BLOCKED_PORT = 'bad port';

/** Whether a `fetch` failed because no `fetch` ever calls that port. */
export function isBlockedPort(error: unknown): boolean {
  return faultSchema.safeParse(error).data?.cause?.message === BLOCKED_PORT;
}

/** Why a `fetch` had no answer, in few words: the system's code where there is one. */
export function whyAway(error: unknown): string {
  if (isBlockedPort(error)) return 'its port is one of those that fetch never calls';
  const { data } = faultSchema.safeParse(error);
  return data?.cause?.code ?? data?.name ?? 'unknown fault';
}
