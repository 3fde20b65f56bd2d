/**
 * The command palette: what is typed finds conversations and actions; the focus stays in the field, and arrow keys move
 * the chosen row (the ARIA combobox pattern).
 *
 * Not react-aria's Autocomplete: after typing it sets the active row by a timer, so a fast Enter may take nothing, and its
 * field is no combobox to assistive technology.
 */
import { Search } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import { useText } from '../../text/text-context.ts';
import { useAnnounce } from '../../ui/announcer.tsx';
import { useTimekeeper } from '../../ui/clock-context.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import type { ConversationIndex } from './conversation-index.ts';
import { parseQuery } from './match.ts';
import { paletteResults, type PaletteAction, type PaletteItem } from './palette-items.ts';
import { PaletteList } from './palette-list.tsx';
import { targetOfKey } from './palette-keys.ts';
import styles from './palette.module.css';
import { usePreparedIndex } from './use-prepared-index.ts';

const ANNOUNCE_AFTER_MS = 500;

export type PaletteProps = {
  /** Newest first. */
  readonly conversations: readonly Conversation[];
  readonly index: ConversationIndex;
  readonly actions: readonly PaletteAction[];
  /** What stands in the field at first. */
  readonly typed?: string;
  readonly onConversation: (conversation: ConversationId) => void;
  readonly onAction: (action: PaletteAction) => void;
};

/** What stands in the palette's dialog. */
export function Palette({ conversations, index, actions, typed = '', onConversation, onAction }: PaletteProps) {
  const { t } = useText();
  const [text, setText] = useState(typed);
  const [chosen, setChosen] = useState<string | null>(null);
  const prepared = usePreparedIndex(index, conversations);
  const query = useMemo(() => parseQuery(text), [text]);
  const results = useMemo(
    () => paletteResults({ query, actions, index, recent: conversations }),
    // oxlint-disable-next-line react/exhaustive-deps -- `prepared` says that the index has changed
    [query, actions, index, conversations, prepared],
  );
  const items = results.groups.flatMap(({ items: members }) => members);
  const active = items.find(({ key }) => key === chosen) ?? items[0];
  const id = useId();
  useCountSaid(text === '' ? null : results.total);

  function onType(changed: string): void {
    setText(changed);
    setChosen(null);
  }
  function take(item: PaletteItem): void {
    if (item.kind === 'action') onAction(item.action);
    else onConversation(item.conversation.id);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || active === undefined) return;
    const target = targetOfKey(event, items.indexOf(active), items.length);
    if (event.key === 'Enter') take(active);
    else if (target !== null) setChosen(items[target]?.key ?? null);
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles['palette']}>
      <div className={styles['head']}>
        <Search size={18} strokeWidth={1.75} aria-hidden />
        <input
          className={styles['field']}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a palette is opened to type
          autoFocus
          dir="auto"
          role="combobox"
          aria-label={t('palette.field')}
          aria-expanded={items.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : `${id}${active.key}`}
          placeholder={t('palette.field')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <PaletteList id={id} results={results} query={query} typed={text} active={active?.key ?? null} onTake={take} />
      <PaletteFoot count={text === '' ? null : results.total} />
    </div>
  );
}

/** How to go on, and how many were found; null: nothing was asked. */
function PaletteFoot({ count }: { readonly count: number | null }) {
  const { t } = useText();
  return (
    <footer className={styles['foot']} aria-hidden>
      <span className={styles['hint']}>
        <Kbd keys={`${t('keys.up')} ${t('keys.down')}`} /> {t('palette.hint.move')}
      </span>
      <span className={styles['hint']}>
        <Kbd keys={t('keys.enter')} /> {t('palette.hint.take')}
      </span>
      <span className={styles['hint']}>
        <Kbd keys={t('keys.escape')} /> {t('palette.hint.close')}
      </span>
      {count !== null && <span className={styles['count']}>{t('palette.found', { count })}</span>}
    </footer>
  );
}

/** Says how many were found once the typing pauses. */
function useCountSaid(count: number | null): void {
  const { t } = useText();
  const announce = useAnnounce();
  const { startTimer } = useTimekeeper();
  const latest = useRef(announce);
  useEffect(() => {
    latest.current = announce;
  });
  useEffect(() => {
    if (count === null) return undefined;
    return startTimer(() => latest.current(t('palette.found', { count })), ANNOUNCE_AFTER_MS);
  }, [count, startTimer, t]);
}
