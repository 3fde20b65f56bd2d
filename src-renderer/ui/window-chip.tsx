import { Clock3, Hourglass, LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../text/text-context.ts';
import type { ServiceWindowView } from './service-window-view.ts';
import { VisuallyHidden } from './visually-hidden.tsx';
import styles from './window-chip.module.css';

type WindowChipProps = {
  readonly view: ServiceWindowView;
  /** In the list only what presses is shown: closing, urgent, closed. */
  readonly place: 'list' | 'header';
};

/** How long free text may still be written, by picture and words. */
export function WindowChip({ view, place }: WindowChipProps) {
  const { t, shortDuration, coarseDuration } = useText();
  if (view.state === 'never' || view.state === 'closed') {
    return (
      <Chip tone={place === 'list' ? 'shut' : 'closed'} title={t('window.closed')}>
        <LockKeyhole size={12} strokeWidth={2} aria-hidden />
        {place === 'header' ? t('window.closed') : <VisuallyHidden>{t('window.closed')}</VisuallyHidden>}
      </Chip>
    );
  }
  if (place === 'list' && view.state === 'open') return null;
  const left = shortDuration(view.left);
  const words = t('window.open-for', { left });
  const Picture = view.state === 'urgent' ? Hourglass : Clock3;
  return (
    <Chip tone={view.state} title={words}>
      <Picture size={12} strokeWidth={2} aria-hidden />
      {place === 'list' ? coarseDuration(view.left) : words}
    </Chip>
  );
}

type ChipProps = {
  readonly tone: string;
  readonly title: string;
  readonly children: ReactNode;
};

function Chip({ tone, title, children }: ChipProps) {
  return (
    <span className={styles['chip']} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
