import { DialogTrigger } from 'react-aria-components/Dialog';
import { Button as AriaButton } from 'react-aria-components/Button';
import { useSyncStatus } from '../../queries/use-sync-status.ts';
import { useRelayInfo } from '../../remote/use-relay-info.ts';
import { useText } from '../../text/text-context.ts';
import { Popover } from '../../ui/popover.tsx';
import styles from './connection-light.module.css';
import { ConnectionPanel } from './connection-panel.tsx';
import { linkWords, type Link } from './link-words.ts';

type ConnectionLightProps = {
  readonly secrets: 'keychain' | 'memory';
  readonly appVersion: string;
  readonly onRetry: () => void;
};

/** The light in the rail with what this console knows of its link. */
export function ConnectionLight({ secrets, appVersion, onRetry }: ConnectionLightProps) {
  const { link } = useSyncStatus();
  const relay = useRelayInfo();
  return (
    <ConnectionLightView
      link={link}
      relayVersion={relay.data?.version ?? null}
      isPractice={relay.data?.practice ?? false}
      secrets={secrets}
      appVersion={appVersion}
      onRetry={onRetry}
    />
  );
}

export type ConnectionLightViewProps = ConnectionLightProps & {
  readonly link: Link | null;
  /** Null while it is not known. */
  readonly relayVersion: string | null;
  readonly isPractice: boolean;
};

/** How the link stands, by colour, shape and name; a press tells more. */
function ConnectionLightView(props: ConnectionLightViewProps) {
  const { t } = useText();
  const { light, title } = linkWords(props.link);
  return (
    <DialogTrigger>
      <AriaButton className={styles['button'] ?? ''} aria-label={t('link.label', { state: t(title) })}>
        <span className={styles['light']} data-light={light} aria-hidden />
      </AriaButton>
      <Popover label={t('link.region')} side="end">
        <ConnectionPanel {...props} />
      </Popover>
    </DialogTrigger>
  );
}
