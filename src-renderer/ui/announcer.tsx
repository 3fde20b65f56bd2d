/**
 * Says what changed to those who listen, politely, one thing after the other.
 *
 * Contract: an Announcer stands once in the window. `announce` of the context may be called from effects and handlers;
 * an empty text says nothing; the same text twice in a row is said twice.
 */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { VisuallyHidden } from './visually-hidden.tsx';

type Announce = (text: string) => void;

const AnnounceContext = createContext<Announce>(() => {});

export function Announcer({ children }: { readonly children: ReactNode }) {
  const [spoken, setSpoken] = useState({ text: '', turn: 0 });
  const announce = useCallback<Announce>((text) => {
    if (text !== '') setSpoken(({ turn }) => ({ text, turn: turn + 1 }));
  }, []);
  const words = useMemo(() => <span key={spoken.turn}>{spoken.text}</span>, [spoken]);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite">
        <VisuallyHidden>{words}</VisuallyHidden>
      </div>
    </AnnounceContext>
  );
}

/** How to say something to those who listen. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}
