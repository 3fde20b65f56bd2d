import { protocol } from 'electron';

import { BUNDLE_SCHEME } from './bundle-path.ts';
import { serveBundle } from './serve-bundle.ts';

/** Must be called before the app is ready. */
export function declareBundleScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: BUNDLE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files under `root` as `app://bundle`. */
export function handleBundleScheme(root: string): void {
  protocol.handle(BUNDLE_SCHEME, (request) => serveBundle(root, request));
}
