/**
 * Says to everybody what an action came to, when nothing else on the screen shows it.
 *
 * Contract: a Toaster stands once in the window. A toast is read out, stays while a person points at it or is in it, else
 * {@link SHOWN_FOR_MS} milliseconds; it can be closed, and reached by F6. At most three are seen, the newest in front.
 */
import { Check, TriangleAlert, X } from 'lucide-react';
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import {
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as AriaToastContent,
  UNSTABLE_ToastQueue as AriaToastQueue,
  UNSTABLE_ToastRegion as AriaToastRegion,
} from 'react-aria-components/Toast';
import { useText } from '../text/text-context.ts';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './toaster.module.css';

const MOST_SEEN = 3;
/** Long enough to read two lines twice (WCAG 2.2.1 asks for a way to keep it: pointing at it does). */
const SHOWN_FOR_MS = 8000;

export type Toast = {
  readonly tone: 'done' | 'failed';
  readonly text: string;
  /** What can be done about it at once, such as taking it back. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
};

type ShowToast = (toast: Toast) => void;

const ToastContext = createContext<ShowToast>(() => {});

/** How to show a {@link Toast}. */
export function useToast(): ShowToast {
  return useContext(ToastContext);
}

export function Toaster({ children }: { readonly children: ReactNode }) {
  const [queue] = useState(() => new AriaToastQueue<Toast>({ maxVisibleToasts: MOST_SEEN }));
  const show = useCallback<ShowToast>((toast) => void queue.add(toast, { timeout: SHOWN_FOR_MS }), [queue]);
  return (
    <ToastContext value={show}>
      {children}
      <AriaToastRegion queue={queue} className={styles['region'] ?? ''}>
        {({ toast }) => (
          <AriaToast toast={toast} className={styles['toast'] ?? ''} data-tone={toast.content.tone}>
            <ToastBody toast={toast.content} onClose={() => queue.close(toast.key)} />
          </AriaToast>
        )}
      </AriaToastRegion>
    </ToastContext>
  );
}

function ToastBody({ toast, onClose }: { readonly toast: Toast; readonly onClose: () => void }) {
  const { t } = useText();
  const { tone, text, action } = toast;
  const Picture = tone === 'failed' ? TriangleAlert : Check;
  return (
    <>
      <Picture size={16} strokeWidth={2} aria-hidden />
      <AriaToastContent className={styles['content'] ?? ''}>
        <Text slot="title">{text}</Text>
      </AriaToastContent>
      {action !== undefined && (
        <Button
          size="small"
          onPress={() => {
            action.onPress();
            onClose();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label={t('toast.close')} size="small" side="top" onPress={onClose} />
    </>
  );
}
