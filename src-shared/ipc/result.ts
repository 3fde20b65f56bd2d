import { z } from 'zod';

/** Codes of a refused IPC call; `docs/errors.md` says what each means. Electron carries only a thrown message, so results are values. */
export const ipcErrorCodeSchema = z.enum(['malformed', 'untrusted_sender', 'offline', 'internal']);
export type IpcErrorCode = z.infer<typeof ipcErrorCodeSchema>;

export type IpcResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly error: { readonly code: IpcErrorCode; readonly message: string };
    };

/** The envelope of every answer over the bridge. */
export function ipcResultSchema<Value extends z.ZodType>(value: Value) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({
      ok: z.literal(false),
      error: z.object({ code: ipcErrorCodeSchema, message: z.string() }),
    }),
  ]);
}
