import { Clock3, Hourglass, LockKeyhole, MessageSquareReply, Smartphone } from 'lucide-react';
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
  if (view.state === 'never' || view.state === 'closed') return <ClosedBar id={id} view={view} />;
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

type ClosedBarProps = {
  readonly id: string;
  readonly view: Extract<ServiceWindowView, { state: 'never' | 'closed' }>;
};

/** Stands in the composer's place: why nothing can be written, and what can be done instead. */
function ClosedBar({ id, view }: ClosedBarProps) {
  const { t } = useText();
  return (
    <div id={id} className={styles['closed']}>
      <LockKeyhole size={16} strokeWidth={2} aria-hidden />
      <div>
        <p className={styles['title']}>{t(view.state === 'never' ? 'window.bar.never' : 'window.bar.closed')}</p>
        <ul className={styles['options']}>
          <li className={styles['option']}>
            <Smartphone size={14} strokeWidth={2} aria-hidden />
            {t('window.option.phone')}
          </li>
          <li className={styles['option']}>
            <MessageSquareReply size={14} strokeWidth={2} aria-hidden />
            {t('window.option.wait')}
          </li>
        </ul>
      </div>
    </div>
  );
}
