import { CheckCheck, CloudOff, Download, LogOut, RefreshCw, RotateCcw, ShieldAlert, TriangleAlert } from 'lucide-react';
import { assertNever } from '../../../src-shared/lib/assert-never.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { useText } from '../../text/text-context.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { BannerView } from './banner-view.ts';

export type ConnectionBannerProps = {
  readonly view: BannerView;
  readonly now: EpochMs;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
  readonly onShowUnread: () => void;
};

/** The strip that says how the console stands with the relay; says it once, politely, to those who listen. */
export function ConnectionBanner(props: ConnectionBannerProps) {
  return (
    <div aria-live="polite">
      <BannerOf {...props} />
    </div>
  );
}

function BannerOf({ view, now, onRetry, onDismiss, onShowUnread }: ConnectionBannerProps) {
  switch (view.kind) {
    case 'none':
      return null;
    case 'unavailable':
    case 'signed_out':
    case 'refused':
      return <StuckBanner view={view} />;
    case 'offline':
      return <OfflineBanner view={view} now={now} onRetry={onRetry} />;
    case 'connecting':
      return <ConnectingBanner pending={view.pending} />;
    case 'first_sync':
      return <FirstSyncBanner loaded={view.loaded} total={view.total} />;
    case 'catching_up':
      return <CatchingUpBanner left={view.left} />;
    case 'rebuilt':
      return <RebuiltBanner notice={view.notice} onDismiss={onDismiss} />;
    case 'journal':
      return <JournalBanner notice={view.notice} onDismiss={onDismiss} />;
    case 'caught_up':
      return <CaughtUpBanner count={view.count} onShowUnread={onShowUnread} onDismiss={onDismiss} />;
    default:
      return assertNever(view);
  }
}

type ViewOf<Kind extends BannerView['kind']> = Extract<BannerView, { kind: Kind }>;

function StuckBanner({ view }: { readonly view: ViewOf<'unavailable' | 'signed_out' | 'refused'> }) {
  const { t } = useText();
  switch (view.kind) {
    case 'unavailable':
      return (
        <Banner
          tone="danger"
          icon={TriangleAlert}
          title={t('banner.unavailable.title')}
          detail={t('banner.unavailable.detail')}
        />
      );
    case 'signed_out':
      return (
        <Banner
          tone="danger"
          icon={LogOut}
          title={t('banner.signed-out.title')}
          detail={t('banner.signed-out.detail')}
        />
      );
    case 'refused':
      return (
        <Banner
          tone="danger"
          icon={ShieldAlert}
          title={t('banner.refused.title')}
          detail={t('banner.refused.detail', { code: view.code })}
        />
      );
  }
}

type OfflineBannerProps = Pick<ConnectionBannerProps, 'now' | 'onRetry'> & { readonly view: ViewOf<'offline'> };

function OfflineBanner({ view, now, onRetry }: OfflineBannerProps) {
  const { t, shortDuration } = useText();
  const wait = view.link.retryAt - now;
  const retrying =
    wait <= 0 ? t('banner.offline.retrying') : t('banner.offline.retry-in', { time: shortDuration(wait) });
  return (
    <Banner
      tone="warning"
      icon={CloudOff}
      title={t('banner.offline.title')}
      detail={t('banner.offline.detail', { count: view.pending })}
      ticking={retrying}
      actions={
        <Button size="small" onPress={onRetry}>
          {t('link.retry-now')}
        </Button>
      }
    />
  );
}

function ConnectingBanner({ pending }: { readonly pending: number }) {
  const { t } = useText();
  return (
    <Banner
      tone="info"
      icon={RefreshCw}
      isBusy
      title={t('banner.connecting.title')}
      detail={t('banner.offline.detail', { count: pending })}
    />
  );
}

function FirstSyncBanner({ loaded, total }: { readonly loaded: number; readonly total: number }) {
  const { t } = useText();
  return (
    <Banner
      tone="info"
      icon={Download}
      title={t('banner.first-sync.title')}
      ticking={t('banner.first-sync.detail', { loaded, total })}
      progress={total === 0 ? 0 : loaded / total}
    />
  );
}

function CatchingUpBanner({ left }: { readonly left: number }) {
  const { t } = useText();
  return (
    <Banner
      tone="info"
      icon={RefreshCw}
      isBusy
      title={t('banner.catching-up.title')}
      ticking={t('banner.catching-up.detail', { left })}
    />
  );
}

type RebuiltBannerProps = Pick<ConnectionBannerProps, 'onDismiss'> & { readonly notice: ViewOf<'rebuilt'>['notice'] };

function RebuiltBanner({ notice, onDismiss }: RebuiltBannerProps) {
  const { t } = useText();
  return (
    <Banner
      tone="info"
      icon={RotateCcw}
      title={t('banner.rebuilt.title')}
      detail={t(notice === 'cache_rebuilt_newer' ? 'banner.rebuilt.newer' : 'banner.rebuilt.corrupt')}
      actions={
        <Button size="small" onPress={onDismiss}>
          {t('banner.dismiss')}
        </Button>
      }
    />
  );
}

type JournalBannerProps = Pick<ConnectionBannerProps, 'onDismiss'> & { readonly notice: ViewOf<'journal'>['notice'] };

function JournalBanner({ notice, onDismiss }: JournalBannerProps) {
  const { t } = useText();
  const isFailing = notice === 'journal_failed';
  return (
    <Banner
      tone="warning"
      icon={TriangleAlert}
      title={t(isFailing ? 'banner.journal.failed.title' : 'banner.journal.unreadable.title')}
      detail={t(isFailing ? 'banner.journal.failed.detail' : 'banner.journal.unreadable.detail')}
      actions={
        <Button size="small" onPress={onDismiss}>
          {t('banner.dismiss')}
        </Button>
      }
    />
  );
}

type CaughtUpBannerProps = Pick<ConnectionBannerProps, 'onShowUnread' | 'onDismiss'> & { readonly count: number };

function CaughtUpBanner({ count, onShowUnread, onDismiss }: CaughtUpBannerProps) {
  const { t } = useText();
  return (
    <Banner
      tone="info"
      icon={CheckCheck}
      title={t('banner.caught-up.title', { count })}
      detail={t('banner.caught-up.detail')}
      actions={
        <>
          <Button size="small" onPress={onShowUnread}>
            {t('banner.caught-up.show')}
          </Button>
          <Button size="small" look="quiet" onPress={onDismiss}>
            {t('banner.dismiss')}
          </Button>
        </>
      }
    />
  );
}
