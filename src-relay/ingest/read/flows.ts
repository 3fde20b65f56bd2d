import { z } from 'zod';

import { readFlat } from './account.ts';
import { id, word, words } from './scalars.ts';

/** The field `flows` (facts §2.11): a form has another status, or its endpoint gives an alarm. */
export const readFlowsField = readFlat(
  z.object({ event: z.string(), message: words, flow_id: id, old_status: word, new_status: word }),
  ({ event, message: note, flow_id: flow, old_status: before, new_status: after }, { account, at }) =>
    event.toUpperCase() === 'FLOW_STATUS_CHANGE'
      ? { type: 'flow.status', account, at, flow, before, after, note }
      : { type: 'flow.alert', account, at, flow, alert: event.toLowerCase(), note },
);
