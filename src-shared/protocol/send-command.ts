import { z } from 'zod';

import { commandSchema } from '../domain/command.ts';

export const sendCommandSchema = z.object({ type: z.literal('command'), command: commandSchema });
