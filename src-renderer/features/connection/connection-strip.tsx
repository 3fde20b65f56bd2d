import { dismissNotice } from '../../commands/dismiss-notice.ts';
import { useSyncStatus } from '../../queries/use-sync-status.ts';
import { setListFilter } from '../../stores/selection-store.ts';
import { useText } from '../../text/text-context.ts';
import { attempt } from '../../ui/attempt.ts';
import { useNow } from '../../ui/clock-context.tsx';
import { useToast } from '../../ui/toaster.tsx';
import { bannerView } from './banner-view.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { useNews } from './use-news.ts';

const SECOND_MS = 1000;

/** The banner with what this console knows of its link. */
export function ConnectionStrip({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const status = useSyncStatus();
  const now = useNow(SECOND_MS);
  const news = useNews();
  const view = bannerView({ ...status, news: news.count }, now);

  function dismiss(): void {
    if (view.kind === 'caught_up') news.dismiss();
    else attempt(dismissNotice(), () => toast({ tone: 'failed', text: t('attempt.not-saved') }));
  }
  function showUnread(): void {
    setListFilter('unread');
    news.dismiss();
  }
  return <ConnectionBanner view={view} now={now} onRetry={onRetry} onDismiss={dismiss} onShowUnread={showUnread} />;
}
