/**
 * The only clock and the only timers of the sandbox. `nowMs` is what messages are stamped with; `after` is what
 * pauses wait on. A speed factor may shorten pauses and never touches the clock.
 */
export type Cancel = () => void;

export type Time = {
  readonly nowMs: () => number;
  readonly after: (delayMs: number, run: () => void) => Cancel;
};

export const systemTime: Time = {
  nowMs: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

export function atSpeed(time: Time, speed: number): Time {
  return {
    nowMs: time.nowMs,
    after: (delayMs, run) => time.after(delayMs / speed, run),
  };
}

/** Meta writes the timestamps of messages and statuses as strings of Unix seconds (facts §1.4). */
export function toUnixSeconds(epochMs: number): string {
  return String(Math.floor(epochMs / 1000));
}
