import { defineConfig } from 'oxlint';
import { boundaryRule, boundarySettings } from './oxlint.boundaries.ts';

const noBarrels = { group: ['**/index.ts'], message: 'no barrels: import the file itself' };
const ipcMainHasOneHome = {
  name: 'electron',
  importNames: ['ipcMain'],
  message: 'ipcMain is touched by src-main/ipc/register.ts alone',
};
const rendererNetwork = ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'].map((name) => ({
  name,
  message: 'the renderer has no network: go through the bridge',
}));
const rendererStorage = ['localStorage', 'sessionStorage'].map((name) => ({
  name,
  message: 'what outlives the window belongs to db/, settings to main',
}));

const tests = ['tests/**', '**/*.test.ts', '**/*.test.tsx', '**/*.conformance.ts', 'src-*/**/testing/**'];

export default defineConfig({
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'react', 'jsx-a11y', 'vitest'],
  jsPlugins: ['eslint-plugin-boundaries'],
  categories: { correctness: 'error', suspicious: 'error' },
  // default-app.mjs lives on Electron's and Node's untyped internals.
  ignorePatterns: ['scripts/electron/default-app.mjs', 'out/**', 'release/**', '.data/**', '.tools/**'],
  settings: boundarySettings as never,
  rules: {
    'boundaries/dependencies': boundaryRule as never,
    'boundaries/no-unknown-files': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-unsafe-type-assertion': 'error',
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
    // The compiler's noImplicitReturns does this, and knows an exhaustive switch.
    'typescript/consistent-return': 'off',
    'typescript/consistent-type-imports': 'error',
    'typescript/consistent-type-definitions': ['error', 'type'],
    'typescript/only-throw-error': 'error',
    'typescript/return-await': ['error', 'in-try-catch'],
    'typescript/use-unknown-in-catch-callback-variable': 'error',
    'typescript/no-deprecated': 'error',
    'typescript/prefer-readonly': 'error',
    'import/no-default-export': 'error',
    'import/no-cycle': 'error',
    'import/no-unassigned-import': [
      'error',
      { allow: ['**/*.css', '@fontsource-variable/**', '**/zod-without-eval.ts'] },
    ],
    'eslint/no-restricted-imports': ['error', { patterns: [noBarrels], paths: [ipcMainHasOneHome] }],
    'eslint/no-console': 'error',
    'eslint/eqeqeq': ['error', 'always', { null: 'ignore' }],
    'eslint/curly': ['error', 'multi-line'],
    'eslint/max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    'eslint/max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    'eslint/complexity': ['error', { max: 12, variant: 'modified' }],
    'eslint/max-params': ['error', 3],
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'unicorn/prefer-node-protocol': 'error',
    'react/react-in-jsx-scope': 'off',
    // No React Compiler is used; TanStack Virtual is the measured choice for both lists.
    'react/incompatible-library': 'off',
    // A virtual list box, a live region and a movable separator have no native tag that can be dressed.
    'jsx-a11y/prefer-tag-over-role': 'off',
    'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }],
    'react/exhaustive-deps': 'error',
    'react/rules-of-hooks': 'error',
    'vitest/no-focused-tests': 'error',
    'vitest/no-disabled-tests': 'error',
    'vitest/consistent-test-it': ['error', { fn: 'test' }],
  },
  overrides: [
    { files: ['src-main/ipc/register.ts'], rules: { 'eslint/no-restricted-imports': 'off' } },
    {
      files: ['src-renderer/**'],
      rules: { 'eslint/no-restricted-globals': ['error', ...rendererNetwork, ...rendererStorage] },
    },
    {
      // The bundler makes this default export.
      files: ['src-renderer/sync-client/trusted-worker-url.ts'],
      rules: { 'import/default': 'off' },
    },
    {
      // Ports have no target origin.
      files: ['src-renderer/sync/**', 'src-renderer/sync-client/**'],
      rules: { 'unicorn/require-post-message-target-origin': 'off' },
    },
    {
      // A dexie collection's reverse() reads backwards; it is no array's.
      files: ['src-renderer/db/**'],
      rules: { 'unicorn/no-array-reverse': 'off' },
    },
    {
      files: ['*.config.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    {
      files: tests,
      rules: {
        'eslint/max-lines': 'off',
        'eslint/max-lines-per-function': 'off',
        'eslint/complexity': 'off',
        'eslint/max-params': 'off',
      },
    },
    {
      // The rule does not know a `test` that was extended with fixtures.
      files: ['tests/integration/**'],
      rules: { 'vitest/no-standalone-expect': 'off' },
    },
    {
      // Playwright reads which fixtures a test needs from the destructured first parameter.
      files: ['tests/e2e/**', 'tests/gallery/**', 'tests/screenshots/**'],
      rules: { 'eslint/no-empty-pattern': 'off', 'vitest/consistent-test-it': 'off' },
    },
    {
      // What runs in the page carries its functions along.
      files: ['tests/gallery/**'],
      rules: { 'unicorn/consistent-function-scoping': 'off' },
    },
    {
      // JavaScript has no way to give the result of JSON.parse the type unknown.
      files: ['scripts/**/*.mjs', 'scripts/**/*.cjs'],
      rules: {
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-call': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
      },
    },
    {
      // The plugin's settings are unknown to oxlint's own types.
      files: ['oxlint.config.ts'],
      rules: { 'typescript/no-unsafe-type-assertion': 'off' },
    },
    {
      files: [
        'scripts/**',
        'tests/bench/**',
        'tests/faults/faults.ts',
        'tests/fuzz/fuzz.ts',
        '*.config.ts',
        'oxlint.boundaries.ts',
      ],
      rules: { 'eslint/no-console': 'off', 'boundaries/no-unknown-files': 'off' },
    },
  ],
});
