import { ArrowUp } from 'lucide-react';
import { useId, type KeyboardEvent, type RefObject } from 'react';
import { MAX_TEXT_LENGTH } from '../../../src-shared/domain/text-limits.ts';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { mayWriteFreely, type ServiceWindowView } from '../../ui/service-window-view.ts';
import styles from './composer-box.module.css';
import { canSend, isSendKey, lengthView } from './composer-rules.ts';
import { EchoWarning } from './echo-warning.tsx';
import { PhoneNote } from './phone-note.tsx';
import { WindowBar } from './window-bar.tsx';

export type ComposerBoxProps = {
  readonly window: ServiceWindowView;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** The field lost the focus. */
  readonly onPause: () => void;
  readonly onSend: () => void;
  /** Escape: back to the list. */
  readonly onLeave: () => void;
  /** The owner answered from the phone after this text was begun. */
  readonly isAnswered: boolean;
  readonly onSeenAnswer: () => void;
  /** The owner is answering from the phone right now. */
  readonly isPhoneAnswering: boolean;
  readonly field: RefObject<HTMLTextAreaElement | null>;
};

/** Where an answer is written, and above it whether one may. */
export function ComposerBox(props: ComposerBoxProps) {
  const { window, text, isAnswered, isPhoneAnswering, onSeenAnswer } = props;
  const { t } = useText();
  const bar = useId();
  const isOpen = mayWriteFreely(window);
  return (
    <footer className={styles['composer']}>
      {isOpen && isAnswered && <EchoWarning onSeen={onSeenAnswer} />}
      {isOpen && isPhoneAnswering && !isAnswered && <PhoneNote />}
      <WindowBar id={bar} view={window} />
      {isOpen && <WritingBox {...props} bar={bar} />}
      {!isOpen && text.trim() !== '' && (
        <div className={styles['kept']}>
          <p className={styles['kept-words']}>{t('composer.closed.draft')}</p>
          <p className={styles['kept-text']} dir="auto">
            {text}
          </p>
        </div>
      )}
    </footer>
  );
}

type WritingBoxProps = ComposerBoxProps & { readonly bar: string };

function WritingBox(props: WritingBoxProps) {
  const { text, onText, onSend, field, bar } = props;
  const { t } = useText();
  const isReady = canSend(text);
  return (
    <div className={styles['box']}>
      <textarea
        ref={field}
        className={styles['field']}
        rows={1}
        dir="auto"
        aria-label={t('composer.label')}
        aria-describedby={bar}
        aria-keyshortcuts="R"
        placeholder={t('composer.placeholder')}
        value={text}
        spellCheck
        onBlur={props.onPause}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => onFieldKey(event, { ...props, isReady })}
      />
      <div className={styles['foot']}>
        <Counter text={text} />
        <span className={styles['hints']}>
          <span className={styles['hint']}>
            <Kbd keys={t('keys.enter')} /> {t('composer.hint.send')}
          </span>
          <span className={styles['hint']}>
            <Kbd keys={`${t('keys.shift')} ${t('keys.enter')}`} /> {t('composer.hint.line')}
          </span>
        </span>
        <Button look="primary" isDisabled={!isReady} onPress={onSend}>
          {t('composer.send')}
          <ArrowUp size={15} strokeWidth={2.25} aria-hidden />
        </Button>
      </div>
    </div>
  );
}

type FieldKeys = Pick<ComposerBoxProps, 'onSend' | 'onLeave'> & { readonly isReady: boolean };

function onFieldKey(event: KeyboardEvent, { onSend, onLeave, isReady }: FieldKeys): void {
  if (event.nativeEvent.isComposing) return;
  if (event.key === 'Escape') onLeave();
  else if (isSendKey(event)) {
    if (isReady) onSend();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function Counter({ text }: { readonly text: string }) {
  const { t, number } = useText();
  const view = lengthView(text);
  if (view.state === 'far') return null;
  const words =
    view.state === 'near'
      ? t('composer.left', { count: view.left })
      : t('composer.too-long', { count: view.over, most: number(MAX_TEXT_LENGTH) });
  return (
    <span className={styles['counter']} data-state={view.state} role="status">
      {words}
    </span>
  );
}
