import { Clock3, Hourglass, LockKeyhole } from 'lucide-react';
import { useText } from '../../text/text-context.ts';
import { useNow } from '../../ui/clock-context.tsx';
import type { ServiceWindowView } from '../../ui/service-window-view.ts';
import styles from './window-bar.module.css';

const MINUTE_MS = 60_000;

type WindowBarProps = { readonly id: string; readonly view: ServiceWindowView };

/** Whether one may write freely, until when, and what else one can do. */
export function WindowBar({ id, view }: WindowBarProps) {
  const text = useText();
  const { t } = text;
  const now = useNow(MINUTE_MS);
  if (view.state === 'never' || view.state === 'closed') {
    return (
      <div id={id} className={styles['bar']} data-state="closed">
        <LockKeyhole size={14} strokeWidth={2} aria-hidden />
        <p>
          <strong>{t(view.state === 'never' ? 'window.bar.never' : 'window.bar.closed')}</strong>{' '}
          {t('window.bar.what-else')}
        </p>
      </div>
    );
  }
  const Picture = view.state === 'urgent' ? Hourglass : Clock3;
  return (
    <div id={id} className={styles['bar']} data-state={view.state}>
      <Picture size={14} strokeWidth={2} aria-hidden />
      <p>
        {t('window.bar.open', { until: text.moment(view.until, now) })}{' '}
        <span className={styles['left']}>{t('window.bar.left', { left: text.shortDuration(view.left) })}</span>
      </p>
    </div>
  );
}
