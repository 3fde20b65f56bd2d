import type { Boot } from '../../src-shared/ipc/boot.ts';

/** The system as a window knows it; what is none of the three is treated as Linux. */
export function platformOf(platform: NodeJS.Platform): Boot['platform'] {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
