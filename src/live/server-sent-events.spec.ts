import { describe, expect, it } from '@jest/globals';
import { formatMessage, formatRetry, parseLastEventId } from './server-sent-events.js';

// Goal: the text is what the HTML standard ("Server-sent events") reads as one message. Method: byte for byte.
describe('server-sent events', () => {
  it('puts id, name and data on a line each, and an empty line behind', () => {
    expect(formatMessage('seats', 7, '{"a":1}').toString()).toBe('id: 7\nevent: seats\ndata: {"a":1}\n\n');
  });

  it('spreads the readers of a server that stops over some seconds', () => {
    expect(formatRetry(0).toString()).toBe('retry: 1000\n\n');
    expect(formatRetry(0.999_999).toString()).toBe('retry: 3999\n\n');
  });

  it.each([
    ['1', 1],
    ['2147483647', 2_147_483_647],
    ['2147483648', undefined],
    ['0', undefined],
    ['01', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    [' 1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads a Last-Event-ID of %p as %p', (header, version) => {
    expect(parseLastEventId(header)).toBe(version);
  });
});
