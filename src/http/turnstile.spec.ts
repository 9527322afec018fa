import { describe, expect, it } from '@jest/globals';
import { Turnstile } from './turnstile.js';

// Goal: order of arrival, some per turn, nobody forgotten. Method: turns of an event loop that the test makes.
describe('Turnstile', () => {
  function open(waitingMax = 1_000) {
    const turns: (() => void)[] = [];
    const done: string[] = [];
    const turnstile = new Turnstile({ waitingMax, defer: (turn) => turns.push(turn) });
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

  it('lets four through per turn, in order of arrival, and asks for no turn that nobody needs', () => {
    const { pass, turn, done, turnsAhead } = open();
    pass('a', 'b', 'c', 'd', 'e', 'f');
    expect(done).toEqual([]);
    turn();
    expect(done).toEqual(['a', 'b', 'c', 'd']);
    turn();
    expect(done).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
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
    pass('b', 'c', 'd', 'e');
    turn();
    expect(done).toEqual(['first', 'b', 'c', 'd']);
    pass('late');
    turn();
    expect(done).toEqual(['first', 'b', 'c', 'd', 'e', 'brought along', 'late']);
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

  it('lets pass at once whoever comes when as many wait as may', () => {
    const { pass, turn, done } = open(2);
    pass('a', 'b', 'c');
    expect(done).toEqual(['c']);
    turn();
    expect(done).toEqual(['c', 'a', 'b']);
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
