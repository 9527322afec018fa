import { type ChildProcess, spawn } from 'node:child_process';
import { cleanEnvironment } from '#environment';

const running = new Set<ChildProcess>();

/** Asks all programs that are still running to end. */
export function stopPrograms(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** Runs a file with our Node to its end. @returns its exit code (1 when a signal ended it) and all it printed */
export function runProgram(
  args: readonly string[],
  { cwd, environment }: { cwd: string; environment: Readonly<Record<string, string>> },
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: cleanEnvironment(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() });
    });
  });
}
