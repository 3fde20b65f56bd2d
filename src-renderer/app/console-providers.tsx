import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { Text } from '../text/create-text.ts';
import { TextContext } from '../text/text-context.ts';
import { Announcer } from '../ui/announcer.tsx';
import { TimeProvider } from '../ui/clock-context.tsx';
import type { Timekeeper } from '../ui/follow-time.ts';
import { Toaster } from '../ui/toaster.tsx';

type ConsoleProvidersProps = {
  readonly text: Text;
  readonly timekeeper: Timekeeper;
  readonly children: ReactNode;
};

/** What every component of a window may ask for: words, time, a voice. */
export function ConsoleProviders({ text, timekeeper, children }: ConsoleProvidersProps) {
  return (
    <TextContext value={text}>
      <I18nProvider locale={text.locale}>
        <TimeProvider timekeeper={timekeeper}>
          <Announcer>
            <Toaster>{children}</Toaster>
          </Announcer>
        </TimeProvider>
      </I18nProvider>
    </TextContext>
  );
}
