import { describe, expect, it } from '@jest/globals';
import { Turnstile } from './turnstile.js';

// Goal: order of arrival, some per turn, nobody forgotten. Method: turns of an event loop that the test makes.
describe('Turnstile', () => {
  function open() {
    const turns: (() => void)[] = [];
    const done: string[] = [];
    const turnstile = new Turnstile((turn) => turns.push(turn));
    return {
      turnstile,
      done,
      pass: (...names: string[]) => {
        for (const name of names) turnstile.pass(() => done.push(name));
      },
      turn: () => turns.shift()?.(),
      turnsAhead: () => turns.length,
    };
  }

  it('lets two through per turn, in order of arrival, and asks for no turn that nobody needs', () => {
    const { pass, turn, done, turnsAhead } = open();
    pass('a', 'b', 'c', 'd', 'e');
    expect(done).toEqual([]);
    turn();
    expect(done).toEqual(['a', 'b']);
    turn();
    turn();
    expect(done).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(turnsAhead()).toBe(0);
  });

  it('lets a quarter through when many wait', () => {
    const { pass, turn, done } = open();
    pass(...Array.from({ length: 40 }, (_, index) => `${index}`));
    turn();
    expect(done).toHaveLength(10);
    turn();
    expect(done).toHaveLength(18);
  });

  it('takes whoever comes meanwhile behind those who wait, and opens again after a pause', () => {
    const { turnstile, pass, turn, done, turnsAhead } = open();
    turnstile.pass(() => {
      done.push('first');
      pass('brought along');
    });
    pass('b', 'c');
    turn();
    pass('late');
    turn();
    turn();
    expect(done).toEqual(['first', 'b', 'c', 'brought along', 'late']);
    expect(turnsAhead()).toBe(0);
    pass('much later');
    turn();
    expect(done.at(-1)).toBe('much later');
  });

  it('takes whoever is brought along by the last one', () => {
    const { turnstile, pass, turn, done, turnsAhead } = open();
    turnstile.pass(() => {
      pass('brought along');
    });
    turn();
    turn();
    expect(done).toEqual(['brought along']);
    expect(turnsAhead()).toBe(0);
  });

  it('goes on with the others when somebody fails', () => {
    const { turnstile, pass, turn, done } = open();
    turnstile.pass(() => {
      throw new Error('a fault of the program');
    });
    pass('b');
    expect(turn).toThrow('a fault of the program');
    turn();
    expect(done).toEqual(['b']);
  });
});
