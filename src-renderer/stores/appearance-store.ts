import { create } from 'zustand';
import type { Appearance, AppearanceChange, Contrast, Density, Theme } from '../../src-shared/ipc/appearance.ts';
import type { LanguageChoice } from '../../src-shared/lib/language.ts';

type AppearanceState = {
  readonly appearance: Appearance;
  /** What a person chose last in this window; null until then. */
  readonly chosen: AppearanceChange | null;
};

const store = create<AppearanceState>(() => ({
  appearance: { theme: 'system', contrast: 'system', density: 'comfortable', language: 'system' },
  chosen: null,
}));

export function useAppearance(): Appearance {
  return store(({ appearance }) => appearance);
}

export function setTheme(theme: Theme): void {
  choose({ theme });
}

export function setContrast(contrast: Contrast): void {
  choose({ contrast });
}

export function setDensity(density: Density): void {
  choose({ density });
}

export function setLanguage(language: LanguageChoice): void {
  choose({ language });
}

/** Takes what was chosen before or elsewhere; nobody is told that it was chosen. */
export function takeAppearance(appearance: Partial<Appearance>): void {
  store.setState((state) => ({ appearance: { ...state.appearance, ...appearance } }));
}

/** Calls `listener` now and after each change; returns the way to stop. */
export function watchAppearance(listener: (appearance: Appearance) => void): () => void {
  listener(store.getState().appearance);
  return store.subscribe(({ appearance }, before) => {
    if (appearance !== before.appearance) listener(appearance);
  });
}

/** Calls `listener` with each choice made in this window; returns the way to stop. */
export function onAppearanceChosen(listener: (change: AppearanceChange) => void): () => void {
  return store.subscribe(({ chosen }, before) => {
    if (chosen !== null && chosen !== before.chosen) listener(chosen);
  });
}

function choose(change: AppearanceChange): void {
  store.setState(({ appearance }) => ({ appearance: { ...appearance, ...change }, chosen: change }));
}
