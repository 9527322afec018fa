import { describe, expect, it } from '@jest/globals';
import { readOptions, toCommand, UsageError } from '#options';
import { SCENARIOS } from '#scenarios';

const read = (line: string): ReturnType<typeof readOptions> => readOptions(line.split(' ').filter(Boolean), SCENARIOS);

// Goal: what is typed is what runs, and nothing that takes an hour runs by surprise. Method: lines as people type them.
describe('options of npm run load', () => {
  it('runs everything but the hour', () => {
    const names = read('').scenarios.map(({ name }) => name);
    expect(names).toHaveLength(SCENARIOS.length - 1);
    expect(names).not.toContain('soak');
    expect(read('soak').scenarios.map(({ name }) => name)).toEqual(['soak']);
  });

  it('takes what is named, in that order, each once', () => {
    const { scenarios, runs, driver } = read('whole-hall quick whole-hall --runs 3 --driver burst');
    expect(scenarios.map(({ name }) => name)).toEqual(['whole-hall', 'quick']);
    expect([runs, driver]).toEqual([3, 'burst']);
  });

  it('leaves out what the driver does not play, unless it was named', () => {
    const names = read('--driver steady').scenarios.map(({ name }) => name);
    expect(names).toEqual(['sold-out', 'status-polling', 'mixed']);
    expect(() => read('mixed --driver burst')).toThrow('mixed is not played by burst, only by steady.');
  });

  it.each([
    ['nonsense', 'There is no scenario "nonsense"'],
    ['--runs 0', '--runs must be'],
    ['--runs 1e2', '--runs must be'],
    ['--driver k6', '--driver must be'],
    ['--minutes 5', 'name it'],
    ['soak --minutes 0.1', '--minutes must be'],
    ['soak --minutes -5', '--minutes'],
    ['--target localhost:3000 --organizer-email a@b.c --organizer-password x', '--target must be an address'],
    ['--target http://localhost:3000', 'needs an organizer'],
    ['--colour', '--colour'],
  ])('refuses %s', (line, message) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(message);
  });

  it('tells how to have the same again, without the password', () => {
    const line = 'soak --minutes 5 --runs 2 --target http://10.0.0.1:3000 --target http://10.0.0.2:3000';
    const options = read(`${line} --organizer-email o@example.org --organizer-password secret`);
    expect(toCommand(options)).toBe(
      'npm run load -- soak --runs 2 --minutes 5 --target http://10.0.0.1:3000 --target http://10.0.0.2:3000 --organizer-email o@example.org',
    );
  });

  it('has one name for each scenario and a bound for each driver', () => {
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(16);
    for (const { name, drivers, thresholds } of SCENARIOS) {
      expect([name, Object.keys(thresholds).toSorted()]).toEqual([name, drivers.toSorted()]);
    }
  });
});
