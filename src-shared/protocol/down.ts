import { z } from 'zod';

import { answerSchema } from './answer.ts';
import { frameSchema } from './frame.ts';
import { historyPageSchema } from './history.ts';
import { refusedSchema } from './refused.ts';
import { snapshotSchema } from './snapshot.ts';
import { welcomeSchema } from './welcome.ts';

/** What the relay says to a console. One JSON text message each. */
export const downSchema = z.discriminatedUnion('type', [
  welcomeSchema,
  refusedSchema,
  snapshotSchema,
  frameSchema,
  answerSchema,
  historyPageSchema,
]);
export type Down = z.infer<typeof downSchema>;
