import { randomFillSync, randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { app, nativeTheme, net, safeStorage, session, type WebContents } from 'electron';

import type { DeviceId } from '../src-shared/domain/ids.ts';
import type { Boot } from '../src-shared/ipc/boot.ts';
import { CHANNEL } from '../src-shared/ipc/channels.ts';
import type { Profile } from '../src-shared/ipc/profile.ts';
import type { Clock } from '../src-shared/lib/clock.ts';
import { epochMs } from '../src-shared/lib/epoch-ms.ts';
import type { LanguageChoice, SystemLocale } from '../src-shared/lib/language.ts';
import type { RandomBytes } from '../src-shared/lib/random.ts';
import type { StartTimer } from '../src-shared/lib/timers.ts';
import type { Frame } from '../src-shared/protocol/frame.ts';
import { BUNDLE_ORIGIN } from './app/bundle-path.ts';
import { declareBundleScheme, handleBundleScheme } from './app/bundle-protocol.ts';
import { mayUsePracticeToken, readEnvironment } from './app/environment.ts';
import { networkAddresses } from './app/network-address.ts';
import { watchNetwork } from './app/network-watch.ts';
import { platformOf } from './app/platform.ts';
import { watchPower } from './app/power.ts';
import { crashLoudly, openLog } from './app/process-log.ts';
import { systemLocaleOf } from './app/system-locale.ts';
import { openDeviceId } from './credentials/device-id.ts';
import { secretBox } from './credentials/secret-box.ts';
import { signIn, type SignIn } from './credentials/sign-in.ts';
import { openTokenStore } from './credentials/token-store.ts';
import { consoleHandlers } from './ipc/console-handlers.ts';
import { registerIpc } from './ipc/register.ts';
import { originOf } from './ipc/trusted-sender.ts';
import type { Log } from './logging/log.ts';
import { AlertBoard } from './notifications/alert-board.ts';
import { HandoffAlerts } from './notifications/handoff-alerts.ts';
import { showNativeNotification } from './notifications/native-notification.ts';
import { askRelayInfo, askSession } from './relay-client/ask-relay.ts';
import { dial } from './relay-client/dial.ts';
import { openProfileFile } from './relay-client/profile-file.ts';
import { readRelayAddress, type RelayAddress } from './relay-client/relay-address.ts';
import { RelayLink, type RelayAccess } from './relay-client/relay-link.ts';
import { openSettings, type SettingsStore } from './settings/settings.ts';
import { openSyncPort } from './sync-port/open-sync-port.ts';
import { serveSyncPorts } from './sync-port/serve-sync-ports.ts';
import { openWords, type Words } from './text/catalogue.ts';
import { denyPermissions } from './windows/lock-down.ts';
import { openMainWindow, type Page } from './windows/main-window.ts';
import { keepWindow, type WindowKeeper } from './windows/window-keeper.ts';

const LONGEST_BOOT_WAIT_MS = 2000;

const clock: Clock = { now: () => epochMs(Date.now()) };
const random: RandomBytes = (bytes) => randomFillSync(bytes);
const startTimer: StartTimer = (run, milliseconds) => {
  const timer = setTimeout(run, milliseconds);
  return () => {
    clearTimeout(timer);
  };
};

const environment = readEnvironment();
// Windows shows notifications only for this name: the same as in the installer.
if (process.platform === 'win32') app.setAppUserModelId('invalid.echodesk.console');
if (environment.dataFolder !== null) app.setPath('userData', environment.dataFolder);

if (app.requestSingleInstanceLock()) {
  const log = openLog(app.getPath('userData'), clock);
  crashLoudly(log, (code) => {
    app.exit(code);
  });
  // Whoever starts the console as root has to do without; this call would take the choice back and leave no process alive.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  declareBundleScheme();
  // Not awaited: Electron is ready only after this module has been evaluated.
  void runConsole(log);
} else {
  app.quit();
}

async function runConsole(log: Log): Promise<void> {
  await app.whenReady();
  const settings = openSettings(inDataFolder('settings.json'), log);
  nativeTheme.themeSource = environment.theme ?? settings.current().theme;
  const systemLocale = systemLocaleOf(app);
  const words = openWords(systemLocale);
  speak(words, settings.current().language, log);
  const page = pageToShow();
  handleBundleScheme(join(import.meta.dirname, '../renderer'));
  const preload = join(import.meta.dirname, '../preload/index.cjs');
  const window = keepWindow(() =>
    openMainWindow({ title: words.text('main.window.title'), preload, page, settings, startTimer, log }),
  );

  const device = openDeviceId(inDataFolder('device.json'), randomUUID, log);
  const link = new RelayLink({
    device,
    appVersion: app.getVersion(),
    clock,
    startTimer,
    random,
    dial,
    isNetworkUp: () => net.isOnline(),
    onFrame: raiseAlerts(window, words, log),
    onUnread: (conversations) => app.setBadgeCount(conversations),
    log,
  });
  followTheMachine(link, window);
  const relay = relayOf(log);
  const signedIn = signInTo(relay, log);
  const serve = serveSyncPorts(link, log);
  const handlers = consoleHandlers<WebContents>({
    boot: () => bootOf({ device, link, signedIn, settings, systemLocale }),
    changeAppearance: (change) => {
      if ('theme' in change) nativeTheme.themeSource = change.theme;
      if ('language' in change) speak(words, change.language, log);
      settings.change(change);
    },
    setSingleKeys: (singleKeys) => {
      settings.change({ singleKeys });
    },
    askRelayInfo: async () => (relay === null ? { kind: 'unreachable', cause: 'no_relay' } : askRelayInfo(relay)),
    retryNow: () => {
      link.retryNow();
    },
    openSyncPort: (contents) => {
      openSyncPort(contents, serve);
    },
  });
  denyPermissions(session.defaultSession, { isOurs: window.isOurs, origin: originOf(page.url) });
  registerIpc({ isOurs: window.isOurs, origins: new Set([BUNDLE_ORIGIN, originOf(page.url)]) }, { handlers, log });
  window.show();
  const { token } = await signedIn;
  link.start(relay === null ? null : accessTo(relay, token, log));
}

function pageToShow(): Page {
  const { rendererUrl } = environment;
  const isDevelopment = rendererUrl !== null && !app.isPackaged;
  return { url: isDevelopment ? rendererUrl : `${BUNDLE_ORIGIN}/` };
}

type BootParts = {
  readonly device: DeviceId;
  readonly link: RelayLink;
  readonly signedIn: Promise<SignIn>;
  readonly settings: SettingsStore;
  readonly systemLocale: SystemLocale;
};

async function bootOf({ device, link, signedIn, settings, systemLocale }: BootParts): Promise<Boot> {
  const { protection } = await signedIn;
  await Promise.race([link.identified, waitFor(LONGEST_BOOT_WAIT_MS)]);
  const { contrast, density, language, singleKeys } = settings.current();
  return {
    appVersion: app.getVersion(),
    platform: platformOf(process.platform),
    systemLocale,
    appearance: { theme: nativeTheme.themeSource, contrast, density, language },
    singleKeys,
    secrets: await protection,
    device,
    profile: link.profile,
  };
}

function speak(words: Words, choice: LanguageChoice, log: Log): void {
  words.speak(choice).catch((error: unknown) => {
    log.error('catalogue_not_read', { cause: error instanceof Error ? error.name : 'unknown' });
  });
}

function raiseAlerts(window: WindowKeeper, { text }: Words, log: Log): (frame: Frame, profile: Profile) => void {
  const alerts = new HandoffAlerts();
  const board = new AlertBoard({
    show: showNativeNotification,
    text,
    platform: process.platform,
    open: (conversation) => {
      window.show();
      window.send(CHANNEL.openConversation, conversation);
    },
    log,
  });
  return (frame, { person }) => {
    for (const change of alerts.judge(frame, person.id)) board.apply(change);
  };
}

function relayOf(log: Log): RelayAddress | null {
  const { relayUrl } = environment;
  if (relayUrl === null) return null;
  const answer = readRelayAddress(relayUrl);
  if (answer.kind === 'address') return answer.address;
  log.error('relay_unusable', { reason: answer.reason });
  return null;
}

async function signInTo(relay: RelayAddress | null, log: Log): Promise<SignIn> {
  const box = secretBox(safeStorage, process.platform, startTimer);
  const store = openTokenStore({ path: inDataFolder('token.json'), relay: relay?.origin ?? '', box, log });
  const mayPractise =
    relay !== null && mayUsePracticeToken({ isPackaged: app.isPackaged, isLoopback: relay.isLoopback });
  return signIn(store, mayPractise ? environment.practiceToken : null);
}

function accessTo(relay: RelayAddress, token: string | null, log: Log): RelayAccess {
  return {
    origin: relay.origin,
    consoleUrl: relay.consoleUrl,
    token,
    profiles: openProfileFile(inDataFolder('profile.json'), relay.origin, log),
    askSession: (bearer, signal) => askSession(relay, bearer, signal),
  };
}

function followTheMachine(link: RelayLink, window: WindowKeeper): void {
  const nudge = () => {
    link.nudge();
  };
  watchPower({
    onSuspend: () => {
      link.suspend();
    },
    onWake: () => {
      nudge();
      window.send(CHANNEL.woke, null);
    },
  });
  const stopWatching = watchNetwork(networkAddresses, nudge, startTimer);
  app.on('will-quit', () => {
    stopWatching();
    link[Symbol.dispose]();
  });
}

function inDataFolder(name: string): string {
  return join(app.getPath('userData'), name);
}

function waitFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    startTimer(resolve, milliseconds);
  });
}
