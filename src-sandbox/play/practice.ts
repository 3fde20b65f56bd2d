import type { PlayScript } from './script.ts';

export const practice: PlayScript = {
  seed: 'practice',
  newMessageEveryMs: { shortest: 9000, longest: 22_000 },
  answerAfterMs: { shortest: 7000, longest: 14_000 },
  customers: [],
};
