import { CornerDownLeft, SearchX, Zap } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import { useText } from '../../text/text-context.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useNow } from '../../ui/clock-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { contactName } from '../../ui/names.ts';
import type { Query } from './match.ts';
import { matchedDigits, matchedPieces, type Piece } from './matched-pieces.ts';
import type { PaletteAction, PaletteItem, PaletteResults } from './palette-items.ts';
import styles from './palette-list.module.css';

const MINUTE_MS = 60_000;

type PaletteListProps = {
  readonly id: string;
  readonly results: PaletteResults;
  readonly query: Query;
  /** As it stands in the field. */
  readonly typed: string;
  /** The key of the row that Enter takes. */
  readonly active: string | null;
  readonly onTake: (item: PaletteItem) => void;
};

/** What was found, in groups. The focus stays in the field. */
export function PaletteList({ id, results, query, typed, active, onTake }: PaletteListProps) {
  const { t } = useText();
  const { groups, total } = results;
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (active !== null) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const shown = groups.reduce((sum, { items }) => sum + items.length, 0);
  if (groups.length === 0) {
    return (
      <div className={styles['none']}>
        <EmptyState icon={SearchX} title={t('palette.none.title')} detail={t('palette.none.detail', { typed })} />
      </div>
    );
  }
  return (
    <div ref={list} id={id} className={styles['list']} role="listbox" aria-label={t('palette.results')}>
      {groups.map(({ heading, items }) => (
        <div key={heading} role="group" aria-labelledby={`${id}${heading}`}>
          <div id={`${id}${heading}`} className={styles['heading']} role="presentation">
            {t(heading)}
          </div>
          {items.map((item) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field takes the keys
            <div
              key={item.key}
              id={`${id}${item.key}`}
              className={styles['option']}
              role="option"
              tabIndex={-1}
              aria-selected={item.key === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onTake(item)}
            >
              {item.kind === 'action' ? (
                <ActionRow action={item.action} query={query} />
              ) : (
                <ConversationRow conversation={item.conversation} query={query} />
              )}
            </div>
          ))}
        </div>
      ))}
      {total > shown && <p className={styles['more']}>{t('palette.more', { count: total - shown })}</p>}
    </div>
  );
}

function ActionRow({ action, query }: { readonly action: PaletteAction; readonly query: Query }) {
  return (
    <>
      <span className={styles['picture']}>
        <Zap size={16} strokeWidth={1.75} aria-hidden />
      </span>
      <span className={styles['name']}>
        <Matched pieces={matchedPieces(action.words, query)} />
      </span>
      {action.keys !== null && <Kbd keys={action.keys} />}
    </>
  );
}

function ConversationRow({ conversation, query }: { readonly conversation: Conversation; readonly query: Query }) {
  const text = useText();
  const now = useNow(MINUTE_MS);
  const { name, phone, lastMessage } = conversation;
  const who = contactName(conversation, text);
  return (
    <>
      <Avatar name={name} hueOf={conversation.id} size="small" />
      <span className={styles['words']}>
        <span className={styles['first']}>
          <bdi className={styles['name']}>
            <Matched pieces={name === null ? matchedDigits(who, query) : matchedPieces(who, query)} />
          </bdi>
          {name !== null && phone !== null && (
            <span className={styles['phone']} dir="ltr">
              <Matched pieces={matchedDigits(phone, query)} />
            </span>
          )}
        </span>
        {lastMessage?.text != null && (
          <bdi className={styles['line']}>
            <Matched pieces={matchedPieces(lastMessage.text.slice(0, 160), query)} />
          </bdi>
        )}
      </span>
      <time className={styles['time']}>{text.listTime(conversation.lastActivityAt, now)}</time>
      <CornerDownLeft className={styles['enter']} size={14} strokeWidth={2} aria-hidden />
    </>
  );
}

function Matched({ pieces }: { readonly pieces: readonly Piece[] }) {
  return pieces.map(({ text, isMatch }, place) =>
    isMatch ? (
      <mark key={place} className={styles['mark']}>
        {text}
      </mark>
    ) : (
      <span key={place}>{text}</span>
    ),
  );
}
