/**
 * Aborts when the person presses Ctrl-C, the terminal closes, or the process that started this one
 * is gone. Works with a second and third Ctrl-C too: the first one counts.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, abort);
  if (process.connected) {
    process.once('disconnect', abort);
    // The channel is there to notice the end of the parent, not to keep this process alive.
    process.channel?.unref();
  }
  return controller.signal;
}

/** Resolves when the signal aborts. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
