import { CloudOff, Download, LogOut, RefreshCw, RotateCcw, ShieldAlert, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { assertNever } from '../../../src-shared/lib/assert-never.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import type { Text } from '../../text/create-text.ts';
import { useText } from '../../text/text-context.ts';
import { useAnnounce } from '../../ui/announcer.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { BannerView } from './banner-view.ts';

export type ConnectionBannerProps = {
  readonly view: BannerView;
  readonly now: EpochMs;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
};

type BannerParts = Parameters<typeof Banner>[0];

/** The strip that says how the console stands with the relay, and announces it once when it changes. */
export function ConnectionBanner(props: ConnectionBannerProps) {
  const text = useText();
  const announce = useAnnounce();
  const parts = bannerParts(props, text);
  const title = parts?.title ?? '';
  useEffect(() => announce(title), [announce, title]);
  return parts === null ? null : <Banner {...parts} />;
}

function bannerParts({ view, now, onRetry, onDismiss }: ConnectionBannerProps, text: Text): BannerParts | null {
  const { t } = text;
  switch (view.kind) {
    case 'none':
      return null;
    case 'unavailable':
      return { tone: 'danger', icon: TriangleAlert, title: t('banner.unavailable.title'), detail: t('banner.unavailable.detail') };
    case 'signed_out':
      return { tone: 'danger', icon: LogOut, title: t('banner.signed-out.title'), detail: t('banner.signed-out.detail') };
    case 'refused':
      return { tone: 'danger', icon: ShieldAlert, title: t('banner.refused.title'), detail: t('banner.refused.detail', { code: view.code }) };
    case 'offline':
      return {
        tone: 'warning',
        icon: CloudOff,
        title: t('banner.offline.title'),
        detail: `${pendingWords(view.pending, t)} ${retryWords(view.link.retryAt - now, text)}`,
        actions: <RetryButton onRetry={onRetry} />,
      };
    case 'connecting':
      return { tone: 'info', icon: RefreshCw, isBusy: true, title: t('banner.connecting.title'), detail: pendingWords(view.pending, t) };
    case 'first_sync':
      return firstSync(view, text);
    case 'catching_up':
      return { tone: 'info', icon: RefreshCw, isBusy: true, title: t('banner.catching-up.title'), detail: t('banner.catching-up.detail', { left: view.left }) };
    case 'rebuilt':
      return { tone: 'info', icon: RotateCcw, title: t('banner.rebuilt.title'), detail: t(view.notice === 'cache_rebuilt_newer' ? 'banner.rebuilt.newer' : 'banner.rebuilt.corrupt'), actions: <DismissButton onDismiss={onDismiss} /> };
    default:
      return assertNever(view);
  }
}

function firstSync(view: Extract<BannerView, { kind: 'first_sync' }>, { t }: Text): BannerParts {
  const { loaded, total } = view;
  return {
    tone: 'info',
    icon: Download,
    title: t('banner.first-sync.title'),
    detail: t('banner.first-sync.detail', { loaded, total }),
    progress: total === 0 ? 0 : loaded / total,
  };
}

function pendingWords(pending: number, t: Text['t']): string {
  return pending === 0 ? t('banner.offline.detail') : t('banner.offline.pending', { count: pending });
}

function retryWords(milliseconds: number, { t, shortDuration }: Text): string {
  return milliseconds <= 0 ? t('banner.offline.retrying') : t('banner.offline.retry-in', { time: shortDuration(milliseconds) });
}

function RetryButton({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useText();
  return (
    <Button size="small" onPress={onRetry}>
      {t('link.retry-now')}
    </Button>
  );
}

function DismissButton({ onDismiss }: { readonly onDismiss: () => void }) {
  const { t } = useText();
  return (
    <Button size="small" onPress={onDismiss}>
      {t('banner.dismiss')}
    </Button>
  );
}
