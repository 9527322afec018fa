import { describe, expect, it } from '@jest/globals';
import { cpuSecondsIn, cpuSecondsOf } from '#bench/process-time';

// Goal: the bench counts what the kernel counts. Method: a line as Linux writes it, and this very process.
describe('processor time', () => {
  it('is read past a name with blanks and parentheses', () => {
    const stat = '4711 (node (x) y) S 1 4711 4711 0 -1 4194560 100 0 0 0 250 75 0 0 20 0 11 0 12345 1 2 3';
    expect(cpuSecondsIn(stat)).toBe(3.25);
    expect(() => cpuSecondsIn('4711 (node) S 1')).toThrow('not what');
  });

  it('is nothing for a process that is not there', async () => {
    expect(await cpuSecondsOf(2 ** 30)).toBeUndefined();
  });
});
