/** What the process ends with. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One word of the relay's command line. */
export type Command = {
  /** The whole text of `--help`, with a new line at its end. */
  readonly usage: string;
  /** Takes what follows the word. Gives what the process ends with; throws only for a defect. */
  readonly run: (commandLine: readonly string[]) => Promise<ExitCode>;
};

/** Says on stderr how a command is written. */
export function wrongUsage(sentence: string, { usage }: Pick<Command, 'usage'>): ExitCode {
  process.stderr.write(`${sentence}\n\n${usage}`);
  return EXIT.usage;
}

/** Says on stderr what went wrong, a line each. */
export function failWith(sentences: readonly string[], code: ExitCode): ExitCode {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  return code;
}
