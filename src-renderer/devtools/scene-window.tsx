import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import type { ConsoleActions } from '../app/console-facts.ts';
import { ConsoleProviders } from '../app/console-providers.tsx';
import { BrokenWindow, ErrorBoundary } from '../app/error-boundary.tsx';
import { InboxWindow } from '../app/inbox-window.tsx';
import { createQueryClient } from '../remote/query-client.ts';
import type { Text } from '../text/create-text.ts';
import type { Scene } from './scene.ts';
import { NOW } from './seeds.ts';

const QUERIES = createQueryClient();
const reload = () => location.reload();
const done = () => Promise.resolve();
const ACTIONS: ConsoleActions = { onAppearance: done, onSingleKeys: done, onRetry: done, onCopy: done };
const FACTS = { secrets: 'memory', appVersion: '0.1.0' } as const;
/** The time stands still, so that a picture is the same each time. */
const TIMEKEEPER = { now: () => NOW, startTimer: () => () => {}, onWake: () => () => {} };

type SceneWindowProps = { readonly scene: Scene; readonly text: Text };

/** The product's window over what the scene's sync client tells. */
export function SceneWindow({ scene, text }: SceneWindowProps) {
  if (scene.fault !== null) return <BrokenWindow text={text} fault={scene.fault} onReload={reload} />;
  return (
    <StrictMode>
      <ErrorBoundary text={text} onReload={reload}>
        <QueryClientProvider client={QUERIES}>
          <ConsoleProviders text={text} timekeeper={TIMEKEEPER}>
            <InboxWindow facts={FACTS} actions={ACTIONS} />
          </ConsoleProviders>
        </QueryClientProvider>
      </ErrorBoundary>
    </StrictMode>
  );
}
