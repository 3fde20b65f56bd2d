/**
 * This process's environment without what configures Echodesk, so that a developer's own settings
 * reach no test, and with `more` on top.
 */
export function cleanEnvironment(more: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || isOurs(name) ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(inherited), ...more };
}

function isOurs(name: string): boolean {
  return name.startsWith('ECHODESK_') || ['DATABASE_URL', 'NATS_URL', 'NODE_OPTIONS'].includes(name);
}
