import { useMemo } from 'react';
import { useConversations } from '../../queries/use-conversations.ts';
import { useSyncStatus } from '../../queries/use-sync-status.ts';
import {
  selectConversation,
  setListFilter,
  useListFilter,
  useSelectedConversation,
} from '../../stores/selection-store.ts';
import { colleaguesOf } from '../../ui/names.ts';
import { ListColumn } from './list-column.tsx';

/** The list with what this console holds. */
export function ConversationList({ onOpen }: { readonly onOpen: () => void }) {
  const list = useConversations();
  const { people, profile, cache, link } = useSyncStatus();
  const selected = useSelectedConversation();
  const filter = useListFilter();
  const self = profile?.person.id ?? null;
  const colleagues = useMemo(() => colleaguesOf(people, self), [people, self]);
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

function isStuck(link: ReturnType<typeof useSyncStatus>['link']): boolean {
  return link?.state === 'offline' || link?.state === 'signed_out' || link?.state === 'refused';
}
