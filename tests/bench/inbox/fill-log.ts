import { webcrypto } from 'node:crypto';
import { workspaceIdSchema } from '../../../src-shared/domain/ids.ts';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { openDatabase } from '../../../src-relay/db/database.ts';
import { createPostgresLog } from '../../../src-relay/log/postgres-log.ts';
import { conversationDrafts } from './conversation-drafts.ts';
import { seededRandom } from './seeded-random.ts';

const SEED = 20_261_122;
const CONVERSATIONS_PER_CHANGE = 1000;
const MOST_SHORT_MESSAGES = 3;
const MINUTE_MS = 60_000;

export type BigInbox = {
  readonly conversations: number;
  /** How many of them, the newest, are long, and how many messages these have. */
  readonly long: { readonly conversations: number; readonly messages: number };
};

const nothing = () => undefined;

/**
 * Fills the log of a workspace through its own API: events, content and projections are what a relay would have written
 * over the years. Nobody may follow that workspace meanwhile. Always the same inbox for the same measure.
 */
export async function fillLog(databaseUrl: string, workspace: number, inbox: BigInbox): Promise<void> {
  await using database = await openDatabase(databaseUrl);
  const metrics = { eventAppended: nothing, laneLost: nothing, contentDamaged: nothing, watchQueue: nothing };
  const logger = { error: () => undefined };
  const log = createPostgresLog({ database, random: (bytes) => webcrypto.getRandomValues(bytes), metrics, logger });
  const workspaceId = workspaceIdSchema.parse(workspace);
  const random = seededRandom(SEED);
  const now = Date.now();
  for (let done = 0; done < inbox.conversations; done += CONVERSATIONS_PER_CHANGE) {
    const count = Math.min(CONVERSATIONS_PER_CHANGE, inbox.conversations - done);
    await log.change(workspaceId, async (lane) => {
      const drafts = Array.from({ length: count }, (_none, index) => {
        const age = inbox.conversations - done - index;
        const isLong = age <= inbox.long.conversations;
        const messages = isLong ? inbox.long.messages : 1 + Math.floor(random() * MOST_SHORT_MESSAGES);
        const newestAt = epochMs(now - age * MINUTE_MS);
        return conversationDrafts({ id: lane.nextConversationId(), messages, newestAt, random });
      }).flat();
      await lane.expect(drafts.map(({ dedupeKey }) => dedupeKey));
      for (const draft of drafts) await lane.append(draft);
    });
  }
}
