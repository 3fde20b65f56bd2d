import { z } from 'zod';

import { appearanceChangeSchema, type AppearanceChange } from '../../src-shared/ipc/appearance.ts';
import type { Boot } from '../../src-shared/ipc/boot.ts';
import type { IpcResult } from '../../src-shared/ipc/result.ts';
import type { RelayInfo } from '../../src-shared/protocol/session-info.ts';
import type { RelayAnswer } from '../relay-client/ask-relay.ts';

export const noArguments = z.tuple([]);
export const singleKeysArgument = z.tuple([z.boolean()]);
export const appearanceArgument = z.tuple([appearanceChangeSchema]);

/** What a window can ask of main: one member per channel of the bridge. */
export type ConsoleHandlers<Window> = {
  readonly boot: () => Promise<IpcResult<Boot>>;
  readonly changeAppearance: (change: AppearanceChange) => IpcResult<null>;
  readonly setSingleKeys: (singleKeys: boolean) => IpcResult<null>;
  readonly relayInfo: () => Promise<IpcResult<RelayInfo>>;
  readonly retryNow: () => IpcResult<null>;
  readonly openSyncPort: (window: Window) => void;
};

export type ConsoleParts<Window> = {
  readonly boot: () => Promise<Boot>;
  readonly changeAppearance: (change: AppearanceChange) => void;
  readonly setSingleKeys: (singleKeys: boolean) => void;
  readonly askRelayInfo: () => Promise<RelayAnswer<RelayInfo>>;
  readonly retryNow: () => void;
  readonly openSyncPort: (window: Window) => void;
};

/** Puts the parts of main behind the bridge, each answer in its envelope. */
export function consoleHandlers<Window>(parts: ConsoleParts<Window>): ConsoleHandlers<Window> {
  return {
    boot: async () => ({ ok: true, value: await parts.boot() }),
    changeAppearance: (change) => {
      parts.changeAppearance(change);
      return { ok: true, value: null };
    },
    setSingleKeys: (singleKeys) => {
      parts.setSingleKeys(singleKeys);
      return { ok: true, value: null };
    },
    relayInfo: async () => {
      const answer = await parts.askRelayInfo();
      if (answer.kind === 'answer') return { ok: true, value: answer.value };
      return { ok: false, error: { code: 'offline', message: 'the relay can not be reached' } };
    },
    retryNow: () => {
      parts.retryNow();
      return { ok: true, value: null };
    },
    openSyncPort: parts.openSyncPort,
  };
}
