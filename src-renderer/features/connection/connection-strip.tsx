import { dismissNotice } from '../../commands/dismiss-notice.ts';
import { useSyncStatus } from '../../queries/use-sync-status.ts';
import { useText } from '../../text/text-context.ts';
import { attempt } from '../../ui/attempt.ts';
import { useNow } from '../../ui/clock-context.tsx';
import { useToast } from '../../ui/toaster.tsx';
import { bannerView } from './banner-view.ts';
import { ConnectionBanner } from './connection-banner.tsx';

const SECOND_MS = 1000;

/** The banner with what this console knows of its link. */
export function ConnectionStrip({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const status = useSyncStatus();
  const now = useNow(SECOND_MS);
  return (
    <ConnectionBanner
      view={bannerView(status, now)}
      now={now}
      onRetry={onRetry}
      onDismiss={() => attempt(dismissNotice(), () => toast({ tone: 'failed', text: t('attempt.not-saved') }))}
    />
  );
}
