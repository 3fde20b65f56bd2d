import type { StartTimer } from '../../src-shared/lib/timers.ts';

const LOOK_EVERY_MS = 5000;

/**
 * Calls `onChange` when what `look` gives is another than last time: Electron tells main of no network change, so the
 * addresses of this machine are looked at every 5 s, which asks the network nothing. Returns the way to stop.
 */
export function watchNetwork(look: () => string, onChange: () => void, startTimer: StartTimer): () => void {
  let seen = look();
  let cancel = startTimer(lookAgain, LOOK_EVERY_MS);
  function lookAgain() {
    const now = look();
    cancel = startTimer(lookAgain, LOOK_EVERY_MS);
    if (now === seen) return;
    seen = now;
    onChange();
  }
  return () => {
    cancel();
  };
}
