import { useEffect, useRef } from 'react';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { useText } from '../../text/text-context.ts';
import { useAnnounce } from '../../ui/announcer.tsx';
import { outcomeNews, outcomesOf, type Outcomes } from './outcome-news.ts';
import type { ThreadRow } from './thread-rows.ts';

/** Says to those who listen what became of a message meanwhile: that it waits, failed, or that nobody knows of it. */
export function useOutcomeNews(rows: readonly ThreadRow[], now: EpochMs): void {
  const text = useText();
  const announce = useAnnounce();
  const before = useRef<Outcomes | null>(null);
  useEffect(() => {
    const after = outcomesOf(rows, now, text);
    if (before.current !== null) announce(outcomeNews(before.current, after));
    before.current = after;
  }, [rows, now, text, announce]);
}
