import { setLanguage } from '../stores/appearance-store.ts';
import type { Action } from './action.ts';

/** One for each language, named in the language of the window and in its own, so that everybody finds theirs. */
export const LANGUAGE_ACTIONS = [
  {
    id: 'language_system',
    words: 'action.language.system',
    group: 'view',
    keys: [],
    isAvailable: ({ appearance }) => appearance.language !== 'system',
    run: () => setLanguage('system'),
  },
  {
    id: 'language_en',
    words: 'action.language.en',
    group: 'view',
    keys: [],
    isAvailable: ({ appearance }) => appearance.language !== 'en',
    run: () => setLanguage('en'),
  },
  {
    id: 'language_ru',
    words: 'action.language.ru',
    group: 'view',
    keys: [],
    isAvailable: ({ appearance }) => appearance.language !== 'ru',
    run: () => setLanguage('ru'),
  },
  {
    id: 'language_es',
    words: 'action.language.es',
    group: 'view',
    keys: [],
    isAvailable: ({ appearance }) => appearance.language !== 'es',
    run: () => setLanguage('es'),
  },
  {
    id: 'language_pt_br',
    words: 'action.language.pt-br',
    group: 'view',
    keys: [],
    isAvailable: ({ appearance }) => appearance.language !== 'pt-BR',
    run: () => setLanguage('pt-BR'),
  },
  {
    id: 'language_hi',
    words: 'action.language.hi',
    group: 'view',
    keys: [],
    isAvailable: ({ appearance }) => appearance.language !== 'hi',
    run: () => setLanguage('hi'),
  },
  {
    id: 'language_id',
    words: 'action.language.id',
    group: 'view',
    keys: [],
    isAvailable: ({ appearance }) => appearance.language !== 'id',
    run: () => setLanguage('id'),
  },
] as const satisfies readonly Action[];
