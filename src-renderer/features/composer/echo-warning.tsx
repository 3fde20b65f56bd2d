import { Smartphone, X } from 'lucide-react';
import { useText } from '../../text/text-context.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './echo-warning.module.css';

/** Says that the owner answered while the agent was writing. */
export function EchoWarning({ onSeen }: { readonly onSeen: () => void }) {
  const { t } = useText();
  return (
    <div className={styles['warning']} role="alert">
      <Smartphone size={15} strokeWidth={2} aria-hidden />
      <p className={styles['words']}>
        <strong>{t('composer.answered.title')}</strong> {t('composer.answered.detail')}
      </p>
      <IconButton icon={X} label={t('composer.answered.seen')} size="small" side="top" onPress={onSeen} />
    </div>
  );
}
