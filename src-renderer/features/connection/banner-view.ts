import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { isHandOver, type Link, type SyncStatus } from './link-words.ts';

/** From this many on, catching up is worth a banner. */
const MANY_LEFT = 20;
/** A link that opens faster needs no banner. */
const PATIENCE_MS = 1500;

type Notice = NonNullable<SyncStatus['notice']>;
type JournalNotice = Extract<Notice, `journal_${string}`>;

/** The one thing about the connection that the agent must know now, or nothing. */
export type BannerView =
  | { readonly kind: 'none' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'refused'; readonly code: Extract<Link, { state: 'refused' }>['code'] }
  | { readonly kind: 'offline'; readonly link: Extract<Link, { state: 'offline' }>; readonly pending: number }
  | { readonly kind: 'connecting'; readonly pending: number }
  | { readonly kind: 'first_sync'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'catching_up'; readonly left: number }
  | { readonly kind: 'rebuilt'; readonly notice: Exclude<Notice, JournalNotice> }
  | { readonly kind: 'journal'; readonly notice: JournalNotice }
  | { readonly kind: 'caught_up'; readonly count: number };

export type BannerSource = Pick<SyncStatus, 'link' | 'cache' | 'progress' | 'pendingSends' | 'notice'> & {
  /** Messages that came while there was no link, once the console has caught up. */
  readonly news: number;
};

/** What is worst comes first. */
export function bannerView(status: BannerSource, now: EpochMs): BannerView {
  if (status.cache === 'unavailable') return { kind: 'unavailable' };
  return linkBanner(status, now) ?? syncBanner(status) ?? { kind: 'none' };
}

function linkBanner({ link, pendingSends }: BannerSource, now: EpochMs): BannerView | null {
  if (link?.state === 'signed_out') return { kind: 'signed_out' };
  if (link?.state === 'refused') return { kind: 'refused', code: link.code };
  if (link?.state === 'offline' && !isHandOver(link)) return { kind: 'offline', link, pending: pendingSends };
  if (link?.state === 'connecting' && now - link.since >= PATIENCE_MS) {
    return { kind: 'connecting', pending: pendingSends };
  }
  return null;
}

function syncBanner({ link, progress, notice, news }: BannerSource): BannerView | null {
  if (progress !== null) return { kind: 'first_sync', ...progress };
  if (link?.state === 'catching_up' && link.left >= MANY_LEFT) return { kind: 'catching_up', left: link.left };

  if (notice !== null) return noticeBanner(notice);
  return news > 0 ? { kind: 'caught_up', count: news } : null;
}

function noticeBanner(notice: Notice): BannerView {
  return notice === 'journal_failed' || notice === 'journal_unreadable'
    ? { kind: 'journal', notice }
    : { kind: 'rebuilt', notice };
}
