import { powerMonitor } from 'electron';

/** Tells of the machine going to sleep and of it being used again. */
export function watchPower(listeners: { readonly onSuspend: () => void; readonly onWake: () => void }): void {
  powerMonitor.on('suspend', listeners.onSuspend);
  powerMonitor.on('resume', listeners.onWake);
  powerMonitor.on('unlock-screen', listeners.onWake);
}
