/**
 * The commands that set up what is missing before they run.
 * `display` says what the system must offer: a person's desktop if there is one, or a virtual display in any case.
 * @typedef {{ script: string, display: 'own' | 'virtual', help: string }} Command
 * @type {Readonly<Record<string, Command>>}
 */
export const COMMANDS = {
  start: {
    script: 'scripts/start.ts',
    display: 'own',
    help: `npm start [-- options]    Echodesk on a practice WhatsApp that plays a morning at a shop: nothing leaves this machine
  --screenshot FILE       save what a person would see once the inbox is filled, then end
  --theme light|dark      instead of the system's
  --keep                  go on with the practice of last time, instead of a new morning
  --seed TEXT             another morning with the same customers, the same for the same text; not with --keep
  --speed N               let things happen N times as fast (1); times stay what they are
Ctrl-C ends everything that was started.`,
  },
  dev: {
    script: 'scripts/dev.ts',
    display: 'own',
    help: `npm run dev [-- --keep --theme light|dark]    the same as npm start, rebuilding the console as you edit`,
  },
  test: {
    script: 'scripts/test.ts',
    display: 'virtual',
    help: `npm test    every check and every test; the last line reads "N passed, N failed"`,
  },
  integration: {
    script: 'scripts/integration.ts',
    display: 'virtual',
    help: `npm run integration [-- vitest arguments]    tests that need PostgreSQL, and those across parts`,
  },
  e2e: {
    script: 'scripts/e2e.ts',
    display: 'virtual',
    help: `npm run e2e [-- playwright arguments]    tests in the real Electron`,
  },
  faults: {
    script: 'scripts/faults.ts',
    display: 'virtual',
    help: `npm run faults [-- options]    kills everything by SIGKILL at drawn moments under load, and compares what all hold
  --kills N               (60)
  --seed S                what everything is drawn from (the time)
  --nodes N               relay processes on the one database (3)
  --json                  without the table
Ends with a line of JSON, and with 1 when anything was lost, doubled, out of order or left a gap.`,
  },
  fuzz: {
    script: 'scripts/fuzz.ts',
    display: 'virtual',
    help: `npm run fuzz [-- options]    fires seeded bad input at every door of a real relay
  --n N                   inputs, over all doors (20000)
  --seed S                what they are drawn from (1)
  --bodies N              bodies of 3 MB, all at once (0)
  --sockets N             sockets that never say who they are, some a byte a second (10000)
  --p99 MS                how long a neighbour's webhook may take, at the 99th percentile (1000)
  --json                  without the table
Ends with a line of JSON, and with 1 unless crashes are 0 and memory stayed in its bounds.`,
  },
  bench: {
    script: 'scripts/bench.ts',
    display: 'virtual',
    help: `npm run bench -- NAME [--json]    runs tests/bench/NAME.bench.ts`,
  },
  screenshots: {
    script: 'scripts/screenshots.ts',
    display: 'virtual',
    help: `npm run screenshots    renews the pictures in docs/screenshots/`,
  },
  package: {
    script: 'scripts/package.ts',
    display: 'virtual',
    help: `npm run package [-- electron-builder arguments]    builds the unsigned deb in release/
  RELEASE=1               refuses the test-only Electron runtime`,
  },
};
