import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plantDemo } from '../../src/demo/demo-data.js';
import { PageTest } from '../support/browser.js';

/** Bytes over the wire before the first page is complete; on a slow phone line (1.6 Mbit/s) that is one second. */
const BUDGET_BYTES = 200_000;
/** What counts as fast for the largest thing on the screen, with a processor four times slower than ours. */
const LARGEST_PAINT_MS = 1500;
const SLOWER = 4;
/** The best of these counts: what else this machine does is not the page's fault. */
const VISITS = 5;
const SPIN_MS = 200;

/** How much slower this machine is right now because of others: 1 when we have a core for ourselves, 2 for half of one. */
function contention(): number {
  const start = performance.now();
  const used = process.cpuUsage();
  while (performance.now() - start < SPIN_MS);
  const { user, system } = process.cpuUsage(used);
  return (performance.now() - start) / Math.min(SPIN_MS, (user + system) / 1000);
}

interface FirstLoad {
  readonly bytes: number;
  readonly paintedMs: number;
}

// Goal: the first page is light and there at once. Method: the browser counts the bytes and times the paints.
describe('the first load', () => {
  let pages: PageTest;

  beforeAll(async () => {
    pages = await PageTest.start();
    await plantDemo(pages.test.app);
  });

  afterAll(async () => {
    await pages.close();
  });

  const visit = async (): Promise<FirstLoad> => {
    const { page, context } = await pages.visitor({ screen: 'phone' });
    const wire = await context.newCDPSession(page);
    await wire.send('Network.enable');
    await wire.send('Emulation.setCPUThrottlingRate', { rate: Math.max(1, SLOWER / contention()) });
    let bytes = 0;
    wire.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto('/');
    await page.getByRole('article').first().waitFor();
    await page.waitForLoadState('networkidle');
    const paintedMs = await page.evaluate<number>(
      `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
        .observe({ type: 'largest-contentful-paint', buffered: true }))`,
    );
    await context.close();
    return { bytes, paintedMs };
  };

  it('stays within its budget, is painted soon, and asks nobody else', async () => {
    const visits: FirstLoad[] = [];
    while (visits.length < VISITS && !visits.some(({ paintedMs }) => paintedMs < LARGEST_PAINT_MS)) {
      visits.push(await visit());
    }
    const best = Math.min(...visits.map(({ paintedMs }) => paintedMs));
    const bytes = visits[0]?.bytes ?? 0;
    process.stdout.write(`first load: ${bytes} bytes, largest paint after ${Math.round(best)} ms\n`);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(BUDGET_BYTES);
    expect(best).toBeLessThan(LARGEST_PAINT_MS);
    expect(pages.complaints).toEqual([]);
  });

  it('does not jump while it fills', async () => {
    const { page } = await pages.visitor();
    await page.addInitScript(`
      window.jumps = 0;
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.jumps += value; })
        .observe({ type: 'layout-shift', buffered: true });`);
    await page.goto('/');
    await page.getByRole('article').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate<number>('window.jumps')).toBeLessThan(0.05);
  });
});
