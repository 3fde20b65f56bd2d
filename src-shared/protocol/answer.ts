import { z } from 'zod';

import { commandAnswerSchema } from '../domain/command.ts';

export const answerSchema = z.object({ type: z.literal('answer'), answer: commandAnswerSchema });
