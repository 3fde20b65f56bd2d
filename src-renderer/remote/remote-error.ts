import type { IpcErrorCode, IpcResult } from '../../src-shared/ipc/result.ts';

/** A refused call over the bridge, as a query's error. */
class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly code: IpcErrorCode;

  constructor(error: { readonly code: IpcErrorCode; readonly message: string }) {
    super(error.message);
    this.code = error.code;
  }
}

/** The value of a good result; throws a {@link RemoteError} for the other. */
export function valueOf<Value>(result: IpcResult<Value>): Value {
  if (!result.ok) throw new RemoteError(result.error);
  return result.value;
}
