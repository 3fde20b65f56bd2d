import { useMemo } from 'react';
import type { ConversationsState } from '../../queries/conversations-store.ts';
import { useConversations } from '../../queries/use-conversations.ts';
import { useReadAhead } from '../../queries/use-read-ahead.ts';
import { useSyncStatus } from '../../queries/use-sync-status.ts';
import {
  selectConversation,
  setListFilter,
  useListFilter,
  useSelectedConversation,
  useShownConversation,
  type ListFilter,
} from '../../stores/selection-store.ts';
import { colleaguesOf } from '../../ui/names.ts';
import { filterConversations, neighbourOf } from './list-filter.ts';
import { ListColumn } from './list-column.tsx';

/** The list with what this console holds. */
export function ConversationList({ onOpen }: { readonly onOpen: () => void }) {
  const list = useConversations();
  const { people, profile, cache, link } = useSyncStatus();
  const selected = useSelectedConversation();
  const filter = useListFilter();
  const self = profile?.person.id ?? null;
  const colleagues = useMemo(() => colleaguesOf(people, self), [people, self]);
  useNeighboursRead(list, filter);
  const isEmptyAndComing = list.state === 'ready' && list.rows.length === 0 && cache !== 'ready';
  return (
    <ListColumn
      conversations={list.state === 'loading' || isEmptyAndComing ? null : list}
      workspaceName={profile?.workspaceName ?? null}
      selected={selected}
      filter={filter}
      isUnconnected={profile === null && isStuck(link)}
      colleagues={colleagues}
      onSelect={selectConversation}
      onOpen={onOpen}
      onFilter={setListFilter}
    />
  );
}

/** Reads ahead what the next key may open: the conversations above and below the one that is shown. */
function useNeighboursRead(list: ConversationsState, filter: ListFilter): void {
  const selected = useShownConversation();
  const row = selected === null || list.state === 'loading' ? undefined : list.byId.get(selected);
  const shown = list.state === 'loading' || row === undefined ? [] : filterConversations(list, { filter, selected });
  useReadAhead(neighbourOf(shown, row, -1), neighbourOf(shown, row, 1));
}

function isStuck(link: ReturnType<typeof useSyncStatus>['link']): boolean {
  return link?.state === 'offline' || link?.state === 'signed_out' || link?.state === 'refused';
}
