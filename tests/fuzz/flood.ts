import { exchange, head, type Ending } from './exchange.ts';
import type { FuzzTarget } from './fuzz-target.ts';

/** What the provider sends at most. */
const BODY = Buffer.alloc(3 * 1024 * 1024, ' ');
/** Taken, or told to come again: there is no room for all of them. */
const ALLOWED: readonly Ending[] = [200, 503];

/** Posts that many signed bodies of 3 MB, all at once. Resolves with what is wrong about how the relay took them. */
export async function flood(target: FuzzTarget, count: number): Promise<readonly string[]> {
  const headers = [
    ['Content-Type', 'application/json'],
    ['Content-Length', String(BODY.length)],
    ['X-Hub-Signature-256', target.sign(BODY)],
  ] as const;
  const bytes = [head('POST /webhooks/meta', headers), BODY];
  const endings = await Promise.all(Array.from({ length: count }, () => exchange(target, { bytes })));
  const wrong = endings.filter((ending) => !ALLOWED.includes(ending));
  const kinds = Map.groupBy(wrong, (ending) => ending);
  return [...kinds].map(([ending, of]) => `flood: ${of.length} of ${count} bodies of 3 MB ended ${ending}`);
}
