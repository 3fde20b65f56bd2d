import { readFileSync } from 'node:fs';

/** Clock ticks per second of Linux' `/proc`: fixed for programs outside the kernel. */
const TICKS_PER_SECOND = 100;
const KIB = 1024;
/** In `/proc/PID/stat` after the closing bracket of the name: user and system ticks. */
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** Seconds of processor time that a process has used so far (Linux). */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
}

/** Bytes of memory that a process holds (Linux, RSS). */
export function residentBytes(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1] ?? Number.NaN) * KIB;
}
