import { Hand } from 'lucide-react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import { useText } from '../../text/text-context.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { CountBadge } from '../../ui/count-badge.tsx';
import { MessageTicks } from '../../ui/message-ticks.tsx';
import { OriginGlyph } from '../../ui/origin-glyph.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { WindowChip } from '../../ui/window-chip.tsx';
import styles from './list-row.module.css';
import type { RowView } from './row-view.ts';

type ListRowProps = {
  readonly conversation: Conversation;
  readonly view: RowView;
};

/** What stands in one row of the list: two lines. */
export function ListRow({ conversation, view }: ListRowProps) {
  return (
    <div className={styles['row']} data-unread={view.unread > 0 || undefined}>
      <Avatar name={conversation.name} hueOf={conversation.id} />
      <div className={styles['lines']}>
        <div className={styles['line']}>
          <span className={styles['name']} dir="auto">
            {view.name}
          </span>
          {view.isHandoff && <HandoffMark />}
          <time className={styles['time']}>{view.time}</time>
        </div>
        <div className={styles['line']}>
          <Preview view={view} />
          <WindowChip view={view.window} place="list" />
          <Unread count={view.unread} />
        </div>
      </div>
    </div>
  );
}

function HandoffMark() {
  const { t } = useText();
  return (
    <span className={styles['handoff']} title={t('list.row.handoff')}>
      <Hand size={13} strokeWidth={2.25} aria-hidden />
      <VisuallyHidden>{t('list.row.handoff')}</VisuallyHidden>
    </span>
  );
}

function Unread({ count }: { readonly count: number }) {
  const { t } = useText();
  if (count === 0) return null;
  return (
    <>
      <CountBadge count={count} />
      <VisuallyHidden>{t('list.row.unread', { count })}</VisuallyHidden>
    </>
  );
}

function Preview({ view }: { readonly view: RowView }) {
  const { t } = useText();
  return (
    <span className={styles['preview']}>
      {view.origin !== null && view.status !== null && <MessageTicks status={view.status} />}
      {view.origin !== null && view.origin !== 'agent' && <OriginGlyph origin={view.origin} size={13} />}
      {view.author !== null && <span className={styles['author']}>{t('list.author', { author: view.author })}</span>}
      <span className={styles['text']} dir="auto">
        {view.preview}
      </span>
    </span>
  );
}
