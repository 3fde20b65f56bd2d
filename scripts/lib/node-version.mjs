/** The oldest Node that runs TypeScript files with `await using` in them, and every tool of this project. */
const FLOOR = { major: 24, minor: 0 };

export const neededNode = `Node >= ${FLOOR.major}.${FLOOR.minor}`;

/**
 * @param {string} version as in process.versions.node
 * @returns {boolean} whether this Node can run the project; the odd lines 23 and 25 can't run the test tools
 */
export function isNodeRecent(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === FLOOR.major) return minor >= FLOOR.minor;
  return major > FLOOR.major && (major % 2 === 0 || major > 26);
}
