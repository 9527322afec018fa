import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBenchReport } from '#report/bench';
import { type BenchReport } from '#report/bench-record';
import { attributesOf, type PageReading, readPage, textOf } from '#report/page-reader';
import { aReport, aRun, anEmptyRun } from '#report/sample-report';
import { writeReports } from '#report/write';
import { type RunReport } from '#run-record';

// The pages go to people who open them from a mail or a stick: they must stand alone, show everything, and show as text
// what a foreign server or a scenario called something evil. Written to files, read by the parser of the HTML standard.

const EVIL = `"'><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)></style>{a|b}&amp;`;

/** Elements that fetch or run something, whatever their attributes. */
const ACTIVE = ['script', 'iframe', 'object', 'embed', 'img', 'image', 'video', 'audio', 'base', 'form', 'use'];

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rowlock-report-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function readAll(): Promise<Record<string, PageReading>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.html'));
  const pages = names.map(async (name) => [name, readPage(await readFile(join(folder, name), 'utf8'))] as const);
  return Object.fromEntries(await Promise.all(pages));
}

async function pageOf(report: RunReport, name: string): Promise<PageReading> {
  await writeReports(report, folder);
  const page = (await readAll())[name];
  if (!page) throw new Error(`no ${name} was written`);
  return page;
}

/** Everything that would make a browser fetch or run something. */
function findOutside({ elements }: PageReading, files: readonly string[]): string[] {
  return elements.flatMap((element) => {
    const attributes = Object.entries(attributesOf(element)).filter(([name]) => !name.startsWith('xmlns'));
    const style =
      element.tagName === 'style' ? element.childNodes.map((node) => ('value' in node ? node.value : '')) : [];
    return [
      ...(ACTIVE.includes(element.tagName) ? [`<${element.tagName}>`] : []),
      ...attributes.filter(([name]) => name.startsWith('on')).map(([name]) => `${element.tagName} ${name}`),
      ...attributes
        .filter(([name]) => ['src', 'srcset', 'href', 'xlink:href', 'action', 'data'].includes(name))
        .filter(([, value]) => !files.includes(value) && value !== 'data:,')
        .map(([name, value]) => `${name}=${value}`),
      ...attributes.filter(([name, value]) => name === 'style' && value.includes('url(')).map(([, value]) => value),
      ...style.filter((text) => /url\(|@import|\/\//.test(text)),
    ];
  });
}

const evilBench = (): BenchReport => ({
  title: EVIL,
  summary: EVIL,
  startedAt: EVIL,
  command: EVIL,
  facts: { [EVIL]: EVIL },
  sections: [
    {
      title: EVIL,
      note: EVIL,
      charts: [
        {
          kind: 'bars',
          title: EVIL,
          unit: EVIL,
          note: EVIL,
          better: 'more',
          series: [EVIL, 'p99'],
          bars: [
            { label: EVIL, values: [1, 2], remark: EVIL, isOurs: true },
            { label: 'Redis', values: [null, null], remark: 'no Redis here' },
          ],
          reference: { label: EVIL, value: 3 },
        },
        { kind: 'bars', title: 'empty', unit: 'ms', series: ['p50'], bars: [], stacked: true },
        {
          kind: 'lines',
          title: EVIL,
          unit: EVIL,
          xTitle: EVIL,
          xScale: 'log',
          lines: [
            {
              label: EVIL,
              isOurs: true,
              points: [
                { x: 1, y: 2 },
                { x: 1_000_000, y: 3 },
              ],
            },
          ],
        },
        { kind: 'lines', title: 'empty', unit: 'ms', xTitle: 'nothing', lines: [] },
      ],
      table: {
        columns: [EVIL, 'figure'],
        rows: [
          [EVIL, 1.2345],
          ['none', null],
        ],
      },
    },
  ],
});

/** A report in which every text is hostile. */
function evilReport(): RunReport {
  const { server } = aRun();
  const evil = aRun({
    scenario: `../../${EVIL}`,
    driver: EVIL,
    summary: EVIL,
    eventId: EVIL,
    startedAt: EVIL,
    passed: false,
    checks: [{ name: EVIL, passed: false, expected: EVIL, found: EVIL }],
    counts: { [EVIL]: 3, '500 <b>': 1 },
    notes: { [EVIL]: 1 },
    ...(server ? { server: { ...server, answersByStatus: { [EVIL]: 1 } } } : {}),
  });
  const machine = {
    cpu: EVIL,
    cores: 2,
    memoryBytes: 1,
    os: EVIL,
    node: EVIL,
    postgres: EVIL,
    redis: EVIL,
    rowlock: EVIL,
  };
  return aReport([evil, anEmptyRun()], { at: EVIL, command: EVIL, target: EVIL, machine });
}

describe('the pages of load tests and benches', () => {
  it('are well-formed and fetch nothing, whatever a run brought', async () => {
    const [sample] = aRun().samples;
    const runs = [
      aRun(),
      aRun({ number: 2, passed: false, latency: { p50: 1, p95: 2, p99: 3, max: 5_000, mean: 2 } }),
      aRun({ number: 3, samples: sample ? [sample] : [] }),
      aRun({ number: 4, latenciesMs: [0], latency: { p50: 0, p95: 0, p99: 0, max: 0, mean: 0 } }),
      { ...anEmptyRun(), number: 5 },
    ];
    await writeReports(aReport(runs), folder);
    await writeBenchReport({ ...evilBench(), title: 'Bench' }, folder);
    const pages = await readAll();
    const files = await readdir(folder);
    expect(Object.keys(pages)).toHaveLength(runs.length + 2);
    for (const [name, page] of Object.entries(pages)) {
      expect({ name, errors: page.errors, outside: findOutside(page, files) }).toEqual({
        name,
        errors: [],
        outside: [],
      });
    }
  });

  it('show hostile texts as texts, and stay in their folder', async () => {
    await writeReports(evilReport(), join(folder, 'inner'));
    expect(await readdir(folder)).toEqual(['inner']);
    folder = join(folder, 'inner');
    await writeBenchReport(evilBench(), folder);
    const pages = await readAll();
    const files = await readdir(folder);
    for (const [name, page] of Object.entries(pages)) {
      expect({ name, errors: page.errors, outside: findOutside(page, files) }).toEqual({
        name,
        errors: [],
        outside: [],
      });
      expect(page.text).toContain('<script>alert(1)</script>');
    }
  });

  it('show every check of a run with what was expected and found', async () => {
    const checks = Array.from({ length: 12 }, (_, index) => ({
      name: `check ${index}`,
      passed: index !== 7,
      expected: `expectation ${index}`,
      found: `finding ${index}`,
    }));
    const { elements, text } = await pageOf(aReport([aRun({ passed: false, checks })]), 'stadium-rush-burst-1.html');
    const rows = elements.filter(({ tagName }) => tagName === 'tr').map(textOf);
    for (const { name, passed, expected, found } of checks) {
      expect(rows).toContain(`${name} ${passed ? '✔ passed' : '✘ failed'} ${expected} ${found}`);
    }
    expect(text).toContain('Failed: 1 of 12 checks: check 7.');
  });

  it('tell what was sold, waited, throttled, shed and lost, how fast, on what, and how to repeat it', async () => {
    const report = aReport([
      aRun({ counts: { '201 confirmed': 299, '429 too-many-requests': 41, '0 ECONNRESET': 7 } }),
    ]);
    const { text } = await pageOf(report, 'stadium-rush-burst-1.html');
    const { command, machine } = report;
    const wanted = [
      '299',
      '41',
      'throttled',
      '0 ECONNRESET',
      '109 ms',
      'conflicts',
      'commands per batch',
      'shed',
      command,
    ];
    for (const part of [...wanted, machine.cpu, machine.node, '18.4']) expect(text).toContain(part);
  });

  it('say it when nothing was answered, instead of drawing nothing', async () => {
    const { text, elements } = await pageOf(aReport([anEmptyRun()]), 'stadium-rush-burst-1.html');
    expect(text).toContain('Nothing was answered in this run.');
    expect(text).toContain('✘ Failed: 1 of 1 check: played.');
    expect(elements.filter(({ tagName }) => tagName === 'svg')).toEqual([]);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('lead from the page of all runs to each of them, failed ones with their reason first', async () => {
    const failed = { name: 'p99', passed: false, expected: 'at most 2000 ms', found: '2101 ms' };
    const runs = [aRun(), aRun({ number: 2, passed: false, checks: [failed] }), aRun({ driver: 'artillery' })];
    const { elements, text } = await pageOf(aReport(runs), 'report.html');
    const links = elements.filter(({ tagName }) => tagName === 'a').map(attributesOf);
    for (const name of (await readdir(folder)).filter((file) => file !== 'report.html')) {
      expect(links.map(({ href }) => href)).toContain(name);
    }
    expect(links.map((link) => link['aria-label'])).toContain('Run 2 of stadium-rush, burst: failed');
    expect(text).toContain('1 of 3 runs failed.');
    expect(text).toContain('stadium-rush, burst, run 2 p99 at most 2000 ms 2101 ms');
    expect(text).toContain('1 of 2 passed');
  });

  it('do not call it a success when nothing was run', async () => {
    const { text, errors } = await pageOf(aReport([]), 'report.html');
    expect(errors).toEqual([]);
    expect(text).toContain('✘ Nothing was run.');
  });

  it('are told to who cannot see them: pictures in words, tables named, headings in order, ids once', async () => {
    await writeReports(aReport([aRun()]), folder);
    await writeBenchReport(evilBench(), folder);
    for (const { elements } of Object.values(await readAll())) {
      const pictures = elements.map(attributesOf).filter(({ role }) => role === 'img');
      expect(pictures.length).toBeGreaterThan(0);
      for (const picture of pictures) expect(picture['aria-label']).toMatch(/^(Bars|Lines|Histogram|Marks)/);
      const tables = elements.filter(({ tagName }) => tagName === 'table');
      for (const table of tables) expect(table.childNodes.map(({ nodeName }) => nodeName)).toContain('caption');
      const levels = elements.map(({ tagName }) => Number(/^h(\d)$/.exec(tagName)?.[1])).filter((level) => level > 0);
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
      const ids = elements.flatMap((element) => attributesOf(element).id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('show what a bench measured, what it could not, and which numbers hold', async () => {
    const [section] = evilBench().sections;
    const table = {
      columns: ['number', 'found'],
      rows: [
        ['fast', '✔'],
        ['faster', '✘'],
        ['ratio', 12.345],
      ],
    };
    await writeBenchReport({ ...evilBench(), sections: section ? [{ ...section, table }] : [] }, folder);
    const text = (await readAll())['bench.html']?.text;
    for (const part of ['fast ✔ holds', 'faster ✘ missed', 'ratio 12.3', 'no Redis here']) expect(text).toContain(part);
  });

  it('keep all figures beside them', async () => {
    const report = aReport([aRun(), anEmptyRun()]);
    await writeReports(report, folder);
    expect(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))).toEqual(report);
  });
});
