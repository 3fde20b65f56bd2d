import type { z } from 'zod';

import { CHANNEL } from '../../src-shared/ipc/channels.ts';
import type { IpcErrorCode, IpcResult } from '../../src-shared/ipc/result.ts';
import { describeError } from '../logging/describe-error.ts';
import type { Log } from '../logging/log.ts';
import { appearanceArgument, noArguments, singleKeysArgument, type ConsoleHandlers } from './console-handlers.ts';
import { isTrustedSender, type IpcSender, type TrustedWindows } from './trusted-sender.ts';

/** What of Electron's ipcMain is needed. */
export type IpcMainLike<Event extends IpcSender> = {
  readonly handle: (channel: string, listener: (event: Event, ...args: unknown[]) => Promise<unknown>) => void;
  readonly on: (channel: string, listener: (event: Event, ...args: unknown[]) => void) => unknown;
};

/**
 * Binds each channel to its handler. Before a handler runs, its sender is checked and its arguments are parsed (rule I1);
 * after it, the answer is an IpcResult, also when the handler threw.
 */
export function bindChannels<Event extends IpcSender>(
  ipcMain: IpcMainLike<Event>,
  windows: TrustedWindows,
  options: { handlers: ConsoleHandlers<Event['sender']>; log: Log },
): void {
  const { handlers, log } = options;

  function answer<Args extends readonly unknown[]>(
    channel: string,
    args: z.ZodType<Args>,
    handle: (...parsed: Args) => unknown,
  ): void {
    ipcMain.handle(channel, async (event, ...given) => {
      if (!isTrustedSender(event, windows)) return refuse(channel, 'untrusted_sender');
      const parsed = args.safeParse(given);
      if (!parsed.success) return refuse(channel, 'malformed');
      try {
        return await handle(...parsed.data);
      } catch (error) {
        log.error('ipc_handler_failed', { channel, ...describeError(error) });
        return failure('internal', 'the console could not do this');
      }
    });
  }

  function refuse(channel: string, code: 'untrusted_sender' | 'malformed'): IpcResult<never> {
    log.warn('ipc_refused', { channel, code });
    return failure(code, `${channel} was refused`);
  }

  answer(CHANNEL.boot, noArguments, handlers.boot);
  answer(CHANNEL.changeAppearance, appearanceArgument, handlers.changeAppearance);
  answer(CHANNEL.setSingleKeys, singleKeysArgument, handlers.setSingleKeys);
  answer(CHANNEL.relayInfo, noArguments, handlers.relayInfo);
  answer(CHANNEL.retryNow, noArguments, handlers.retryNow);
  ipcMain.on(CHANNEL.syncPort, (event, ...given) => {
    if (!isTrustedSender(event, windows)) refuse(CHANNEL.syncPort, 'untrusted_sender');
    else if (!noArguments.safeParse(given).success) refuse(CHANNEL.syncPort, 'malformed');
    else handlers.openSyncPort(event.sender);
  });
}

function failure(code: IpcErrorCode, message: string): IpcResult<never> {
  return { ok: false, error: { code, message } };
}
