const OPTION = '--config';

/** A command line without its `--config FILE`, which every command takes at any place. */
export type WithoutConfig = {
  readonly rest: readonly string[];
  /** Undefined where it is not given; empty where the name of the file is missing. */
  readonly file: string | undefined;
};

export function takeConfigOption(commandLine: readonly string[]): WithoutConfig {
  const at = commandLine.findIndex((word) => word === OPTION || word.startsWith(`${OPTION}=`));
  const word = commandLine[at];
  if (word === undefined) return { rest: commandLine, file: undefined };
  if (word !== OPTION) return { rest: commandLine.toSpliced(at, 1), file: word.slice(OPTION.length + 1) };
  return { rest: commandLine.toSpliced(at, 2), file: commandLine[at + 1] ?? '' };
}
