import { describe, expect, it } from '@jest/globals';
import { preferredMediaType } from './accept.js';

// Goal: the client gets the form it asked for. Method: headers of real programs and of RFC 9110, one by one.
describe('the preferred media type', () => {
  const prefer = (accept?: string): string => preferredMediaType(accept, ['application/json', 'text/csv']);

  it.each([
    ['text/csv'],
    ['TEXT/CSV; q=1.0'],
    ['text/csv;header=present'],
    ['text/*'],
    ['application/json;q=0.5, text/csv;q=0.6'],
    ['application/json;q=0, text/csv;q=0.1'],
    ['*/*, application/json;q=0.2, text/csv'],
    // Equal quality, but one of the two was asked for by name.
    ['text/csv, */*'],
    ['text/csv;q=0.8, application/*;q=0.8'],
    ['nonsense, text/csv'],
  ])('is CSV for %j', (accept) => {
    expect(prefer(accept)).toBe('text/csv');
  });

  it.each([
    [undefined],
    [''],
    ['*/*'],
    ['application/json'],
    ['application/json, text/csv'],
    ['text/csv, application/json'],
    ['text/csv;q=0.5, application/json'],
    ['text/csv;q=0'],
    ['text/csv;q=0, */*'],
    ['text/csv;q=0.999, */*'],
    // axios; Firefox; Chromium.
    ['application/json, text/plain, */*'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['text/html,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7'],
  ])('is JSON, the default, for %j', (accept) => {
    expect(prefer(accept)).toBe('application/json');
  });

  it.each([['image/png'], ['text/html'], ['text/csv;q=0, application/json;q=0'], ['text'], [',;,q=1']])(
    'is the default where none of them is wanted: %j',
    (accept) => {
      expect(prefer(accept)).toBe('application/json');
    },
  );
});
