import { Button as AriaButton } from 'react-aria-components/Button';
import { DialogTrigger } from 'react-aria-components/Dialog';
import type { Person } from '../../../src-shared/domain/person.ts';
import type { Role } from '../../../src-shared/domain/role.ts';
import type { MessageKey } from '../../text/message-key.ts';
import { useText } from '../../text/text-context.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Popover } from '../../ui/popover.tsx';
import styles from './own-avatar.module.css';

export type OwnPerson = Person & { readonly workspaceName: string };

const ROLE = {
  agent: 'role.agent',
  supervisor: 'role.supervisor',
  admin: 'role.admin',
  auditor: 'role.auditor',
  bot: 'role.bot',
} as const satisfies Record<Role, MessageKey>;

/** Who sits here; a press tells the role and the workspace. */
export function OwnAvatar({ person }: { readonly person: OwnPerson }) {
  const { t } = useText();
  return (
    <DialogTrigger>
      <AriaButton className={styles['button'] ?? ''} aria-label={t('rail.person', { name: person.name })}>
        <Avatar name={person.name} hueOf={person.id} size="small" />
      </AriaButton>
      <Popover label={t('rail.person.region')} side="end">
        <div className={styles['panel']}>
          <Avatar name={person.name} hueOf={person.id} />
          <div className={styles['words']}>
            <strong className={styles['name']} dir="auto">
              {person.name}
            </strong>
            <span className={styles['role']}>
              {t('rail.person.role', { role: t(ROLE[person.role]), workspace: person.workspaceName })}
            </span>
          </div>
        </div>
      </Popover>
    </DialogTrigger>
  );
}
