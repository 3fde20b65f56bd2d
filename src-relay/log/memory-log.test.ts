import { randomFillSync, randomUUID } from 'node:crypto';

import { epochSchema, workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import { describeLog } from './log.conformance.ts';
import { createMemoryLog } from './memory-log.ts';

const workspace = workspaceIdSchema.parse(1);
const other = workspaceIdSchema.parse(2);

describeLog(async () => {
  const epochs = [workspace, other].map((id) => [id, epochSchema.parse(randomUUID())] as const);
  const log = createMemoryLog(new Map(epochs), (bytes) => randomFillSync(bytes));
  return { log, workspace, other, [Symbol.asyncDispose]: async () => undefined };
});
