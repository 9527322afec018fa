import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ArtilleryAnswers } from '#artillery-answers';
import { runProgram } from '#program';
import { type Answer, type Arrivals, headersOf, noAnswer, nowMs, type OnAnswer, type Shot, type Volley } from '#shot';

const ANSWER_TIMEOUT_SECONDS = 30;

/** Between two looks at the answers. Shorter: the two of us compete for the processor. Longer: progress comes in jumps. */
const FOLLOW_INTERVAL_MS = 200;

/**
 * Has Artillery send all shots as virtual users, one connection each, evenly over some seconds.
 * @param origins at least one; several are used in turn, shot by shot
 */
export async function fireArtillery(
  origins: readonly string[],
  shots: readonly Shot[],
  arrivals: Arrivals,
): Promise<Volley> {
  // Artillery looks for its files beside the script, and a folder of its own keeps tokens from lying about.
  const folder = await mkdtemp(join(tmpdir(), 'rowlock-artillery-'));
  const answersFile = join(folder, 'answers.ndjson');
  const reportFile = join(folder, 'report.json');
  try {
    await writeFile(join(folder, 'shots.csv'), shotsCsv(origins, shots), { mode: 0o600 });
    const script = artilleryScript(origins[0] ?? '', shots.length, arrivals.seconds);
    await writeFile(join(folder, 'script.json'), JSON.stringify(script));
    await writeFile(answersFile, '');
    const running = runProgram(
      [artilleryProgram(), 'run', '--quiet', '--output', reportFile, join(folder, 'script.json')],
      {
        cwd: folder,
        environment: {
          ROWLOCK_LOAD_ANSWERS: answersFile,
          // Otherwise it asks its makers for news at the start, and waits for an answer where there is no network.
          ARTILLERY_DISABLE_TELEMETRY: 'true',
        },
      },
    );
    const volley = await collect(answersFile, shots.length, running, arrivals.onAnswer);
    const { code, output } = await running;
    if (code !== 0) throw new Error(`Artillery ended with exit code ${code}:\n${output}`);
    const { aggregate } = JSON.parse(await readFile(reportFile, 'utf8')) as {
      aggregate: { counters: Record<string, number> };
    };
    return { ...volley, notes: aggregate.counters };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const artilleryProgram = (): string =>
  join(dirname(fileURLToPath(import.meta.resolve('artillery/package.json'))), 'bin', 'run');

/** One `arrivalCount` phase runs in a single worker, whatever the machine: two would share out the list differently. */
const artilleryScript = (target: string, arrivalCount: number, duration: number): unknown => ({
  config: {
    target,
    phases: [{ duration, arrivalCount }],
    payload: {
      path: 'shots.csv',
      fields: ['shot', 'url', 'request'],
      order: 'sequence',
      skipHeader: true,
      cast: false,
    },
    processor: join(import.meta.dirname, 'artillery-hooks.mjs'),
    http: { timeout: ANSWER_TIMEOUT_SECONDS },
  },
  scenarios: [{ flow: [{ post: { url: '{{ url }}', beforeRequest: 'aim', afterResponse: 'note' } }] }],
});

/** The hooks take method, headers and body from the last column: templates could not tell a body from none. */
function shotsCsv(origins: readonly string[], shots: readonly Shot[]): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = shots.map((shot, index) => {
    const request = {
      method: shot.method ?? 'POST',
      headers: headersOf(shot),
      ...(shot.body === undefined ? {} : { body: JSON.stringify(shot.body) }),
    };
    const origin = origins[index % origins.length] ?? '';
    return [String(index), `${origin}${shot.path}`, JSON.stringify(request)].map(quote).join(',');
  });
  return ['shot,url,request', ...rows, ''].join('\n');
}

/** Takes in the answers until Artillery has ended. */
async function collect(
  answersFile: string,
  shotCount: number,
  running: Promise<unknown>,
  onAnswer: OnAnswer = () => undefined,
): Promise<Omit<Volley, 'notes'>> {
  const byShot = new Map<number, Answer>();
  let [firstAt, lastAt] = [Infinity, -Infinity];
  const follower = await ArtilleryAnswers.follow(answersFile, (shot, answer, sentAt) => {
    byShot.set(shot, answer);
    [firstAt, lastAt] = [Math.min(firstAt, sentAt), Math.max(lastAt, sentAt)];
    onAnswer(answer);
  });
  try {
    const end = running.then(
      () => true,
      () => true,
    );
    const interval = (): Promise<boolean> => pause(FOLLOW_INTERVAL_MS, false, { ref: false });
    while (!(await Promise.race([end, interval()]))) await follower.read();
    await follower.read();
  } finally {
    await follower.close();
  }
  const answers = Array.from({ length: shotCount }, (_, shot): Answer => {
    const answer = byShot.get(shot);
    if (answer) return answer;
    const missing = noAnswer('no answer', nowMs() - ANSWER_TIMEOUT_SECONDS * 1_000);
    onAnswer(missing);
    return missing;
  });
  return { answers, spreadMs: byShot.size === 0 ? 0 : lastAt - firstAt };
}
