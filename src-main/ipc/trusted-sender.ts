/** What is known of who sent an IPC message; Electron's events have it. */
export type IpcSender = {
  readonly sender: { readonly id: number };
  /** Null when the frame is gone already. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
};

export type TrustedWindows = {
  /** Whether this is the web contents of a window of ours. */
  readonly isOurs: (webContentsId: number) => boolean;
  /** Origins that our pages come from. */
  readonly origins: ReadonlySet<string>;
};

/** Only the main frame of a window of ours, showing a page of ours, is listened to. */
export function isTrustedSender({ sender, senderFrame }: IpcSender, { isOurs, origins }: TrustedWindows): boolean {
  if (senderFrame === null || senderFrame.parent !== null || !isOurs(sender.id)) return false;
  return origins.has(originOf(senderFrame.url));
}

/** Scheme and host of an address; unlike `URL.origin` also for a scheme of our own. Empty when it is no address. */
export function originOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
