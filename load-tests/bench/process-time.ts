import { readFile } from 'node:fs/promises';

/** What Linux counts processor time in, on every architecture that Node runs on: proc(5), sysconf(_SC_CLK_TCK). */
const TICKS_PER_SECOND = 100;

/** Processor time a process has used so far, its own and the kernel's for it, in seconds; nothing without a /proc. */
export async function cpuSecondsOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat === undefined ? undefined : cpuSecondsIn(stat);
}

/** Fields 14 and 15; the second is the program's name in parentheses, which may contain anything. */
export function cpuSecondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  if (Number.isNaN(user + system)) throw new Error('this is not what /proc/<pid>/stat looks like');
  return (user + system) / TICKS_PER_SECOND;
}
