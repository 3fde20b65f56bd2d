/** Fewer new messages than this are seen at a glance in the list. */
const WORTH_SAYING = 5;

export type Absence = {
  /** How many were unread when the link was lost or the console opened; null while the link is live. */
  readonly unreadBefore: number | null;
  /** How many more were unread when the console had caught up; 0 where that is not worth a word. */
  readonly news: number;
};

export const NEVER_AWAY: Absence = { unreadBefore: null, news: 0 };

type Moment = {
  readonly isLive: boolean;
  /** Null while it is not known. */
  readonly unread: number | null;
};

/** What was missed while there was no link, to be asked at each change of the link. */
export function followAbsence(before: Absence, { isLive, unread }: Moment): Absence {
  if (!isLive) return { unreadBefore: before.unreadBefore ?? unread, news: 0 };
  if (before.unreadBefore === null || unread === null) return before;
  const news = unread - before.unreadBefore;
  return { unreadBefore: null, news: news >= WORTH_SAYING ? news : 0 };
}
