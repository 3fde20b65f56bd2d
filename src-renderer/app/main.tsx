import '../sync-client/zod-without-eval.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-devanagari/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { IpcResult } from '../../src-shared/ipc/result.ts';
import { must } from '../../src-shared/lib/must.ts';
import {
  boot,
  changeAppearance,
  onOpenConversation,
  requestSyncPort,
  retryNow,
  setSingleKeys,
} from '../bridge/bridge.ts';
import { createQueryClient } from '../remote/query-client.ts';
import { takeAppearance } from '../stores/appearance-store.ts';
import { setKeyboard } from '../stores/keyboard-store.ts';
import { selectConversation } from '../stores/selection-store.ts';
import { setCurrentSync } from '../sync-client/current-sync.ts';
import { startWorker } from '../sync-client/start-worker.ts';
import type { Text } from '../text/create-text.ts';
import { englishText } from '../text/open-text.ts';
import { applyAppearance } from './apply-appearance.ts';
import { browserTimekeeper } from './browser-timekeeper.ts';
import type { ConsoleActions, ConsoleFacts } from './console-facts.ts';
import { ConsoleProviders } from './console-providers.tsx';
import { BrokenWindow, ErrorBoundary } from './error-boundary.tsx';
import { followLanguage } from './follow-language.ts';
import { InboxWindow } from './inbox-window.tsx';

const root = createRoot(must(document.querySelector('#root'), '#root'));
const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const reload = () => location.reload();

const actions: ConsoleActions = {
  onAppearance: async (change) => expectDone(await changeAppearance(change)),
  onSingleKeys: async (singleKeys) => expectDone(await setSingleKeys(singleKeys)),
  onRetry: async () => expectDone(await retryNow()),
  onCopy: (words) => navigator.clipboard.writeText(words),
};

function expectDone(result: IpcResult<null>): void {
  if (!result.ok) throw new Error(result.error.code);
}

function showBroken(fault: string): void {
  const text = englishText(navigator.language, timeZone);
  root.render(<BrokenWindow text={text} fault={fault} onReload={reload} />);
}

async function open(): Promise<void> {
  applyAppearance();
  const facts = await boot();
  if (!facts.ok) {
    showBroken(facts.error.code);
    return;
  }
  takeAppearance(facts.value.appearance);
  setKeyboard({ platform: facts.value.platform, singleKeys: facts.value.singleKeys });
  setCurrentSync(startWorker(requestSyncPort));
  onOpenConversation(selectConversation);
  const queries = createQueryClient();
  followLanguage({
    system: facts.value.systemLocale,
    timeZone,
    draw: (text) => {
      document.documentElement.lang = text.locale;
      root.render(<Console facts={facts.value} queries={queries} text={text} />);
    },
  });
}

type ConsoleProps = { readonly facts: ConsoleFacts; readonly queries: QueryClient; readonly text: Text };

function Console({ facts, queries, text }: ConsoleProps) {
  return (
    <StrictMode>
      <ErrorBoundary text={text} onReload={reload}>
        <QueryClientProvider client={queries}>
          <ConsoleProviders text={text} timekeeper={browserTimekeeper}>
            <InboxWindow facts={facts} actions={actions} />
          </ConsoleProviders>
        </QueryClientProvider>
      </ErrorBoundary>
    </StrictMode>
  );
}

try {
  await open();
} catch (error) {
  showBroken(error instanceof Error ? error.message : String(error));
}
