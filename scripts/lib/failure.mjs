/** An expected failure: one sentence and its remedy, shown without a stack. */
export class Failure extends Error {
  /**
   * @param {string} sentence what is wrong
   * @param {string} [remedy] what the reader can do about it
   */
  constructor(sentence, remedy) {
    super(remedy === undefined ? sentence : `${sentence}\n  ${remedy}`);
    this.name = 'Failure';
  }
}

/**
 * Runs the body of a script; a Failure ends it with its sentence, anything else with its stack.
 * @param {() => void | Promise<void>} body
 */
export async function runScript(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}\n` : error);
    process.exitCode = 1;
  }
}
