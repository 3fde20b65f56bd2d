import { useCallback, useEffect, useState } from 'react';
import { unreadNow } from '../../queries/unread-now.ts';
import { useSyncStatus } from '../../queries/use-sync-status.ts';
import { useTimekeeper } from '../../ui/clock-context.tsx';
import { followAbsence, NEVER_AWAY } from './absence.ts';

const TOLD_FOR_MS = 60_000;

type News = { readonly count: number; readonly dismiss: () => void };

/** How many messages came while there was no link: told for a minute after the console has caught up, or until it is dismissed. */
export function useNews(): News {
  const { link, cache } = useSyncStatus();
  const { startTimer } = useTimekeeper();
  const [{ news }, setAbsence] = useState(NEVER_AWAY);
  const dismiss = useCallback(() => setAbsence((absence) => ({ ...absence, news: 0 })), []);
  useEffect(() => {
    const moment = { isLive: link?.state === 'live', unread: cache === 'ready' ? unreadNow() : null };
    setAbsence((before) => followAbsence(before, moment));
  }, [link, cache]);
  useEffect(() => (news > 0 ? startTimer(dismiss, TOLD_FOR_MS) : undefined), [news, startTimer, dismiss]);
  return { count: news, dismiss };
}
