import { ArrowLeft, Hand, PanelRight } from 'lucide-react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { useKeyHint } from '../../actions/use-key-caps.ts';
import { useText } from '../../text/text-context.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { contactName } from '../../ui/names.ts';
import { serviceWindowView } from '../../ui/service-window-view.ts';
import { TurnMark } from '../../ui/turn-mark.tsx';
import { WindowChip } from '../../ui/window-chip.tsx';
import styles from './thread-header.module.css';

type ThreadHeaderProps = {
  readonly conversation: Conversation;
  readonly now: EpochMs;
  readonly onBack: () => void;
  readonly isContextShown: boolean;
  readonly onHandOver: () => void;
  readonly onToggleContext: () => void;
};

/** Who this is, whether one may write, who has the turn, and what can be done. */
export function ThreadHeader(props: ThreadHeaderProps) {
  const { conversation, now, onBack, isContextShown, onHandOver, onToggleContext } = props;
  const text = useText();
  const { t } = text;
  return (
    <header className={styles['header']}>
      <span className={styles['back']}>
        <IconButton icon={ArrowLeft} label={t('thread.back')} onPress={onBack} />
      </span>
      <Avatar name={conversation.name} hueOf={conversation.id} size="small" />
      <div className={styles['who']}>
        <h2 className={styles['name']} dir="auto" title={contactName(conversation, text)}>
          {contactName(conversation, text)}
        </h2>
        {conversation.name !== null && conversation.phone !== null && (
          <span className={styles['phone']}>
            <bdi dir="ltr">{conversation.phone}</bdi>
          </span>
        )}
      </div>
      <span className={styles['chips']}>
        <TurnMark conversation={conversation} />
        <WindowChip view={serviceWindowView(conversation.lastInboundAt, now)} place="header" />
      </span>
      <Button onPress={onHandOver}>
        <Hand size={15} strokeWidth={1.75} aria-hidden />
        <span className={styles['words']}>{t('thread.hand-over')}</span>
      </Button>
      <IconButton
        icon={PanelRight}
        label={t(isContextShown ? 'thread.hide-context' : 'thread.show-context')}
        keyHint={useKeyHint('toggle_context')}
        isPressed={isContextShown}
        onPress={onToggleContext}
      />
    </header>
  );
}
