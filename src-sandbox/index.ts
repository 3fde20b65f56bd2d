import { parseCommandLine, usage, type SandboxOptions } from './options.ts';
import { startSandbox } from './sandbox.ts';

async function run(options: SandboxOptions): Promise<void> {
  const sandbox = await startSandbox(options);
  const close = (): void => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
  process.stdout.write(`${JSON.stringify({ ready: true, url: sandbox.url, page: sandbox.page })}\n`);
}

const commandLine = parseCommandLine(process.argv.slice(2));
switch (commandLine.kind) {
  case 'run':
    await run(commandLine.options);
    break;
  case 'help':
    process.stdout.write(usage);
    break;
  case 'wrong':
    process.stderr.write(`${commandLine.message}\n\n${usage}`);
    process.exitCode = 2;
    break;
  default:
    commandLine satisfies never;
}
