import { z } from 'zod';

import { deviceIdSchema, type DeviceId } from '../../src-shared/domain/ids.ts';
import { jsonFile } from '../files/json-file.ts';
import type { Log } from '../logging/log.ts';

const deviceFileSchema = z.object({ v: z.literal(1), device: deviceIdSchema });

/** The id of this installation: made at its first start with `makeId` (a UUID), the same ever after. */
export function openDeviceId(path: string, makeId: () => string, log: Log): DeviceId {
  const file = jsonFile(path, deviceFileSchema, log);
  const kept = file.read();
  if (kept !== null) return kept.device;
  const device = deviceIdSchema.parse(makeId());
  file.write({ v: 1, device });
  return device;
}
