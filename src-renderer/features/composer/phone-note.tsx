import { Smartphone } from 'lucide-react';
import { useText } from '../../text/text-context.ts';
import styles from './echo-warning.module.css';

/** Says before a word is written that the owner is answering from the phone. */
export function PhoneNote() {
  const { t } = useText();
  return (
    <div className={styles['warning']} role="status">
      <Smartphone size={15} strokeWidth={2} aria-hidden />
      <p className={styles['words']}>
        <strong>{t('composer.phone.title')}</strong> {t('composer.phone.detail')}
      </p>
    </div>
  );
}
