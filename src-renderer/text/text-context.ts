import { createContext, useContext } from 'react';
import { must } from '../../src-shared/lib/must.ts';
import type { Text } from './create-text.ts';

/** Holds the words of this window; the entry gives them. */
export const TextContext = createContext<Text | null>(null);

/** The words of this window. */
export function useText(): Text {
  return must(useContext(TextContext), 'TextContext');
}
