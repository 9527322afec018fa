import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Channel } from './channel.js';
import { type EventState, type SeatChange } from './live.repository.js';
import { Watcher } from './watcher.js';

const EVENT_ID = 'event';
const CATCH_UP_INTERVAL_MS = 1000;

const stateAt = (version: number, over: Partial<EventState> = {}): EventState => ({
  availability: {
    eventId: EVENT_ID,
    version,
    status: 'published',
    capacity: 10,
    seatsConfirmed: version - 1,
    seatsHeld: 0,
    seatsFree: 11 - version,
    waiting: 0,
  },
  hasSeatMap: true,
  lapsedSeats: 0,
  ...over,
});

/** Version n booked seat n. */
const changesSince = (since: number, version: number): SeatChange[] =>
  Array.from({ length: version - since }, (_, index) => {
    const changed = since + 1 + index;
    return { eventId: EVENT_ID, id: `seat-${changed}`, state: 'booked', version: changed };
  });

interface Reader {
  readonly watcher: Watcher;
  /** `event@id` of each message, and the bytes. */
  readonly got: string[];
  readonly bytes: Buffer[];
  /** From now on what is written is not taken, until it is. */
  stop(): void;
  goOn(): void;
}

/** A reader on a socket that never connects: what is written stays where the test can see it. */
function aReader(version: number): Reader {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  const got: string[] = [];
  const bytes: Buffer[] = [];
  let isReading = true;
  jest.spyOn(answer, 'write').mockImplementation((chunk: Buffer) => {
    const [, id, event] = /^id: (\d+)\nevent: (\w+)/.exec(chunk.toString()) ?? [];
    got.push(`${event}@${id}`);
    bytes.push(chunk);
    return isReading;
  });
  const stop = (): void => {
    isReading = false;
  };
  const goOn = (): void => {
    isReading = true;
    answer.emit('drain');
  };
  return { watcher: new Watcher(answer, version), got, bytes, stop, goOn };
}

/** One round as the service does it. */
function round(channel: Channel): number | undefined {
  const question = channel.ask();
  channel.tell(question, question ? changesSince(question.since, question.version) : []);
  return question?.since;
}

// Goal: a change is read and written down once for all, whoever watches, and nobody misses one. Method: one channel driven
// round by round, the clock steered.
describe('Channel', () => {
  let now: number;

  beforeEach(() => {
    now = 10_000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });

  it('writes the same bytes to all', () => {
    const channel = new Channel(stateAt(1), CATCH_UP_INTERVAL_MS);
    const [one, two] = [aReader(1), aReader(1)];
    channel.add(one.watcher);
    channel.add(two.watcher);
    channel.update(stateAt(3));
    expect(round(channel)).toBe(1);
    expect(one.got).toEqual(['availability@1', 'seats@3', 'availability@3']);
    expect(two.bytes.every((bytes, index) => bytes === one.bytes[index])).toBe(true);
    expect(round(channel)).toBeUndefined();
    expect(one.got).toHaveLength(3);
  });

  it('asks nothing about seats where there is no map', () => {
    const channel = new Channel(stateAt(1, { hasSeatMap: false }), CATCH_UP_INTERVAL_MS);
    const { watcher, got } = aReader(1);
    channel.add(watcher);
    channel.update(stateAt(2, { hasSeatMap: false }));
    expect(round(channel)).toBeUndefined();
    expect(got).toEqual(['availability@1', 'availability@2']);
  });

  it('never tells a version before its seats, whose loss a reader could not notice', () => {
    const channel = new Channel(stateAt(9), CATCH_UP_INTERVAL_MS);
    const { watcher, got } = aReader(4);
    channel.add(watcher);
    expect(got).toEqual([]);
    expect(round(channel)).toBe(4);
    expect(got).toEqual(['seats@9', 'availability@9']);
  });

  it('reads the seats at most once in an interval for those who come back, however many and from where', () => {
    const channel = new Channel(stateAt(9), CATCH_UP_INTERVAL_MS);
    const first = aReader(5);
    channel.add(first.watcher);
    expect(round(channel)).toBe(5);
    const [covered, older, oldest] = [aReader(6), aReader(3), aReader(2)];
    for (const { watcher } of [covered, older, oldest]) channel.add(watcher);
    expect(round(channel)).toBeUndefined();
    expect(covered.bytes[0]).toBe(first.bytes[0]);
    expect([older.got, oldest.got]).toEqual([[], []]);
    now += CATCH_UP_INTERVAL_MS;
    expect(round(channel)).toBe(2);
    expect(older.got).toEqual(['seats@9', 'availability@9']);
    expect(oldest.bytes[0]).toBe(older.bytes[0]);
  });

  it('writes nothing more to a reader that does not read, and one message for all it missed', () => {
    const channel = new Channel(stateAt(1), CATCH_UP_INTERVAL_MS);
    const [slow, other] = [aReader(1), aReader(1)];
    for (const { watcher } of [slow, other]) channel.add(watcher);
    slow.stop();
    for (let version = 2; version <= 6; version += 1) {
      channel.update(stateAt(version));
      round(channel);
    }
    // Both messages of the version at which it stopped, and no more.
    expect(slow.got).toEqual(['availability@1', 'seats@2', 'availability@2']);
    expect(other.got).toHaveLength(11);
    expect([slow.watcher.hasStalled(1), other.watcher.hasStalled(0)]).toEqual([false, false]);
    now += 1;
    expect(slow.watcher.hasStalled(1)).toBe(true);
    slow.goOn();
    expect(slow.watcher.hasStalled(0)).toBe(false);
    expect(round(channel)).toBe(2);
    expect(slow.got.slice(3)).toEqual(['seats@6', 'availability@6']);
    expect(other.got).toHaveLength(11);
  });

  it('brings those who were behind back among the others while the sale goes on', () => {
    const channel = new Channel(stateAt(1), CATCH_UP_INTERVAL_MS);
    const readers = [aReader(1), aReader(1)];
    for (const { watcher } of readers) channel.add(watcher);
    for (let version = 2; version < 60; version += 1) {
      now += 250;
      channel.update(stateAt(version));
      if (version % 10 === 0) {
        const back = aReader(Math.max(1, version - 7));
        readers.push(back);
        channel.add(back.watcher);
      }
      round(channel);
    }
    now += CATCH_UP_INTERVAL_MS;
    round(channel);
    expect(readers.map(({ watcher }) => watcher.version)).toEqual(readers.map(() => 59));
    for (const { got } of readers) {
      const versions = got.map((text) => Number(text.split('@')[1]));
      expect(versions).toEqual(versions.toSorted((a, b) => a - b));
      expect(got.at(-1)).toBe('availability@59');
    }
  });
});
