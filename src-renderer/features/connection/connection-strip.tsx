import { dismissNotice } from '../../commands/dismiss-notice.ts';
import { useSyncStatus } from '../../queries/use-sync-status.ts';
import { useNow } from '../../ui/clock-context.tsx';
import { bannerView } from './banner-view.ts';
import { ConnectionBanner } from './connection-banner.tsx';

const SECOND_MS = 1000;

/** The banner with what this console knows of its link. */
export function ConnectionStrip({ onRetry }: { readonly onRetry: () => void }) {
  const status = useSyncStatus();
  const now = useNow(SECOND_MS);
  return (
    <ConnectionBanner
      view={bannerView(status, now)}
      now={now}
      onRetry={onRetry}
      onDismiss={() => void dismissNotice()}
    />
  );
}
