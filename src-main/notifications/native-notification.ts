import { Notification } from 'electron';

import type { NotificationOrder, ShownNotification } from './alert-board.ts';

/** Shows a notification of the system that stays until somebody deals with it. */
export function showNativeNotification({
  title,
  body,
  onClick,
  onClosed,
  onFailed,
}: NotificationOrder): ShownNotification {
  const notification = new Notification({ title, body, timeoutType: 'never' });
  notification.on('click', onClick);
  notification.on('close', onClosed);
  notification.on('failed', onFailed);
  notification.show();
  return {
    close: () => {
      notification.close();
    },
  };
}
