import { useCallback, useEffect, useState } from 'react';
import { unreadNow } from '../../queries/unread-now.ts';
import { useSyncStatus } from '../../queries/use-sync-status.ts';
import { useTimekeeper } from '../../ui/clock-context.tsx';
import { followAbsence, NEVER_AWAY, type Absence } from './absence.ts';
import type { SyncStatus } from './link-words.ts';

const TOLD_FOR_MS = 60_000;

/** The status as of the last drawing, and what it made of the absence. */
type Seen = Pick<SyncStatus, 'link' | 'cache'> & { readonly absence: Absence };

type News = { readonly count: number; readonly dismiss: () => void };

/** How many messages came while there was no link: told for a minute after the console has caught up, or until it is dismissed. */
export function useNews(): News {
  const { link, cache } = useSyncStatus();
  const { startTimer } = useTimekeeper();
  const [seen, setSeen] = useState<Seen>({ link: null, cache: 'opening', absence: NEVER_AWAY });
  if (seen.link !== link || seen.cache !== cache) {
    const moment = { isLive: link?.state === 'live', unread: cache === 'ready' ? unreadNow() : null };
    setSeen({ link, cache, absence: followAbsence(seen.absence, moment) });
  }
  const { news } = seen.absence;
  const dismiss = useCallback(() => setSeen((before) => ({ ...before, absence: { ...before.absence, news: 0 } })), []);
  useEffect(() => (news > 0 ? startTimer(dismiss, TOLD_FOR_MS) : undefined), [news, startTimer, dismiss]);
  return { count: news, dismiss };
}
