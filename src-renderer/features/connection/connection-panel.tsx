import type { ReactNode } from 'react';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/clock-context.tsx';
import type { ConnectionLightViewProps } from './connection-light.tsx';
import styles from './connection-panel.module.css';
import { linkWords, offlineReason } from './link-words.ts';

const SECOND_MS = 1000;

/** What IT asks first: state and since when, why not, versions, where the sign-in is kept. */
export function ConnectionPanel(props: ConnectionLightViewProps) {
  const { link, relayVersion, isPractice, secrets, appVersion, onRetry } = props;
  const text = useText();
  const { t } = text;
  const now = useNow(SECOND_MS);
  const { light, title } = linkWords(link);
  const reason = offlineReason(link);
  return (
    <div className={styles['panel']}>
      <h2 className={styles['title']} data-light={light}>
        {t(title)}
      </h2>
      {reason !== null && <p className={styles['note']}>{t(reason)}</p>}
      <dl className={styles['facts']}>
        {link !== null && <Fact term={t('link.since')}>{text.moment(link.since, now)}</Fact>}
        {link?.state === 'offline' && <Fact term={t('link.next-try')}>{text.shortDuration(link.retryAt - now)}</Fact>}
        <Fact term={t('link.relay-version')}>{relayVersion ?? t('link.unknown')}</Fact>
        <Fact term={t('link.app-version')}>{appVersion}</Fact>
      </dl>
      {isPractice && <p className={styles['note']}>{t('link.practice')}</p>}
      {secrets === 'memory' && <p className={styles['note']}>{t('link.secrets.memory')}</p>}
      {link?.state === 'offline' && (
        <div className={styles['actions']}>
          <Button onPress={onRetry}>{t('link.retry-now')}</Button>
        </div>
      )}
    </div>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className={styles['fact']}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
