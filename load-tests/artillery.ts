import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '#program';
import { outcomeOf, type Answer, type Shot, type Volley } from '#shot';

/** Artillery spreads its arrivals over whole seconds; one is the least. */
const ARRIVAL_SECONDS = 1;
const ANSWER_TIMEOUT_SECONDS = 30;

const NO_ANSWER: Answer = { status: 0, outcome: 'no answer', ms: ANSWER_TIMEOUT_SECONDS * 1000 };

/** A line of the hooks. Times in milliseconds of Artillery's own clock. */
interface NotedAnswer {
  readonly shot: number;
  readonly status: number;
  readonly body: string;
  readonly sentAt: number;
  readonly endedAt: number;
}

/** Has Artillery send all shots as virtual users within about a second, one connection each. */
export async function fireArtillery(origin: string, shots: readonly Shot[]): Promise<Volley> {
  // Artillery looks for its files beside the script, and a folder of its own keeps tokens from lying about.
  const folder = await mkdtemp(join(tmpdir(), 'rowlock-artillery-'));
  const answersFile = join(folder, 'answers.ndjson');
  const reportFile = join(folder, 'report.json');
  try {
    await writeFile(join(folder, 'shots.csv'), shotsCsv(shots), { mode: 0o600 });
    await writeFile(join(folder, 'script.json'), JSON.stringify(artilleryScript(origin, shots.length)));
    await writeFile(answersFile, '');
    const { code, output } = await runProgram(
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
    if (code !== 0) throw new Error(`Artillery ended with exit code ${code}:\n${output}`);
    return toVolley(shots.length, await readFile(answersFile, 'utf8'), await readFile(reportFile, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const artilleryProgram = (): string =>
  join(dirname(fileURLToPath(import.meta.resolve('artillery/package.json'))), 'bin', 'run');

/** One `arrivalCount` phase runs in a single worker, whatever the machine: two would share out the list differently. */
const artilleryScript = (target: string, arrivalCount: number): unknown => ({
  config: {
    target,
    phases: [{ duration: ARRIVAL_SECONDS, arrivalCount }],
    payload: {
      path: 'shots.csv',
      fields: ['shot', 'accessToken', 'idempotencyKey', 'path', 'body'],
      order: 'sequence',
      skipHeader: true,
      cast: false,
    },
    processor: join(import.meta.dirname, 'artillery-hooks.mjs'),
    http: { timeout: ANSWER_TIMEOUT_SECONDS },
  },
  scenarios: [
    {
      flow: [
        {
          post: {
            url: '{{ path }}',
            headers: { authorization: 'Bearer {{ accessToken }}', 'idempotency-key': '{{ idempotencyKey }}' },
            beforeRequest: 'aim',
            afterResponse: 'note',
          },
        },
      ],
    },
  ],
});

function shotsCsv(shots: readonly Shot[]): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = shots.map(({ accessToken, idempotencyKey, path, body }, index) =>
    [String(index), accessToken, idempotencyKey, path, JSON.stringify(body)].map(quote).join(','),
  );
  return ['shot,accessToken,idempotencyKey,path,body', ...rows, ''].join('\n');
}

function toVolley(shotCount: number, answerLines: string, report: string): Volley {
  const noted = answerLines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as NotedAnswer);
  const byShot = new Map(noted.map((answer) => [answer.shot, answer]));
  const answers = Array.from({ length: shotCount }, (_, shot): Answer => {
    const answer = byShot.get(shot);
    if (!answer) return NO_ANSWER;
    return { status: answer.status, outcome: outcomeOf(answer.body), ms: answer.endedAt - answer.sentAt };
  });
  const sentAt = noted.map((answer) => answer.sentAt);
  const { aggregate } = JSON.parse(report) as { aggregate: { counters: Record<string, number> } };
  return { answers, spreadMs: Math.max(...sentAt) - Math.min(...sentAt), notes: aggregate.counters };
}
