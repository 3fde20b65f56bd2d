import workerUrl from '../sync/worker.ts?sharedworker&url';

/** https://w3c.github.io/trusted-types, as far as we use it; the compiler's library does not have it yet. */
type TrustedTypes = {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ) => { readonly createScriptURL: (url: string) => URL };
};

/**
 * The URL of the sync worker's script, as the content security policy wants it: through the one policy that it allows,
 * which lets nothing else pass. (What comes back is a TrustedScriptURL; `SharedWorker` only knows strings and URLs.)
 */
export function trustedWorkerUrl(): string | URL {
  if (!hasTrustedTypes(window)) return workerUrl;
  const policy = window.trustedTypes.createPolicy('echodesk', { createScriptURL: onlyTheWorker });
  return policy.createScriptURL(workerUrl);
}

function onlyTheWorker(url: string): string {
  if (url !== workerUrl) throw new TypeError('not a script of ours');
  return url;
}

function hasTrustedTypes(scope: Window): scope is Window & { readonly trustedTypes: TrustedTypes } {
  return 'trustedTypes' in scope;
}
