import { z } from 'zod';
import { accountEventFields, schemaOfField } from '../webhooks/account-event.ts';
import type { Actions } from './action.ts';
import { customerActions } from './customer-actions.ts';
import { fileActions } from './file-actions.ts';
import { metaActions } from './meta-actions.ts';
import { ownerActions } from './owner-actions.ts';
import { readingActions } from './reading-actions.ts';

/** One action per path below `/control/`. */
export const controlActions: Actions = {
  ...customerActions,
  ...ownerActions,
  ...fileActions,
  ...metaActions,
  ...readingActions,
};

/** Every action with what it does and the JSON schema of what it takes, for a person who asks with curl. */
export function describeActions(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(controlActions).map(([name, { does, input }]) => [name, { does, takes: jsonSchema(input) }]),
  );
}

/** The JSON schema of the value of each field that `account-event` takes. */
export function describeFields(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    accountEventFields.flatMap((field) => {
      const schema = schemaOfField(field);
      return schema === undefined ? [] : [[field, jsonSchema(schema)]];
    }),
  );
}

function jsonSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
