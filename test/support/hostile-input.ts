import fc from 'fast-check';
import { type BadInput, type Parameter, type Schema } from './bad-input.js';

/** A request that means harm, apart from its address and token. */
export interface HostileRequest {
  readonly id: string;
  /** With its question mark, or empty. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

const LONE_SURROGATE = '\\ud800';
const RIGHT_TO_LEFT = '\u202e\u2066\u200f';

/** JSON texts, not values: some stand for none. */
const HOSTILE_JSON = [
  ...['null', 'true', 'false', '[]', '{}', '""', '" "', '0', '-0', '-1', '0.1', '1e-400'],
  // No JSON at all, but what programs print.
  ...['NaN', 'Infinity', '-Infinity', 'undefined', "'a'", '01', '0x10', '1_000', '.5', '1.', '+1', '{a:1}', '[1,]'],
  ...['1e400', '-1e400', '2147483647', '2147483648', '-2147483649', '4294967296', '9007199254740993', '1e21', '1e308'],
  ...['"300000-01-01T00:00:00Z"', '"+300000-01-01T00:00:00Z"', '"-000001-01-01T00:00:00Z"', '"2030-02-30T00:00:00Z"'],
  ...['"0000-00-00"', '"2030-01-01T00:00:00+99:99"', '8640000000000001', '"1970-01-01T00:00:00.000000000000000001Z"'],
  ...['"a\\u0000b"', '"\\u0000"', `"${LONE_SURROGATE}"`, `"a${LONE_SURROGATE}b"`, '"\\udc00\\ud800"', '"\\u001b[2J"'],
  ...[
    `"${RIGHT_TO_LEFT}abc"`,
    '"\\u0085\\u009f"',
    '"\\ufeff"',
    '"\\uffff"',
    '"\\ud83d\\ude00"',
    '"a\u0301"',
    '"\u1e9e"',
  ],
  ...['["a"]', '[["a"]]', '{"$gt":""}', '{"length":1}', '{"toString":1}', '{"__proto__":{"admin":true}}'],
  ...[`"' OR '1'='1"`, '"\\"; DROP TABLE users; --"', '"${7*7}"', '"{{7*7}}"', '"=cmd|\' /C calc\'!A1"', '"<script>"'],
  ...[
    '"../../etc/passwd"',
    '"file:///etc/passwd"',
    '"javascript:alert(1)"',
    '"%00"',
    '"%s%n"',
    '"\\r\\nset-cookie: a=b"',
  ],
  ...[JSON.stringify('a'.repeat(300)), JSON.stringify('a'.repeat(50_000)), JSON.stringify('\u{1f600}'.repeat(5000))],
  ...['['.repeat(5000) + ']'.repeat(5000), '{"a":'.repeat(2000) + '1' + '}'.repeat(2000)],
] as const;

const HOSTILE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  'a.b',
  'a[b]',
  '\u0000',
  '$ne',
];

/** What stands in an address in the place of an id, encoded. */
const HOSTILE_IDS = [
  ...[
    '0',
    '-1',
    '1',
    'null',
    'undefined',
    'me',
    'NaN',
    '%00',
    '%zz',
    '%',
    '%2e%2e',
    '..%2f..',
    '%ED%A0%80',
    '%F0%9F%98%80',
  ],
  ...[
    '018f2a5e-0000-7000-8000-00000000000g',
    '018f2a5e00007000800000000000000',
    '%7B018f2a5e-0000-7000-8000-000000000000%7D',
  ],
  ...[
    'EVT-',
    'EVT-000000',
    'EVT-0000000',
    'evt-ilou00',
    "'%20OR%20'1'='1",
    'a'.repeat(100),
    'a'.repeat(101),
    'a'.repeat(2000),
  ],
];

const CONTENT_TYPES = [
  'application/json; charset=utf-16',
  'application/json, text/plain',
  'application/jsonx',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'image/svg+xml',
  ';',
  'a/b/c',
  `application/json; ${'a'.repeat(500)}=1`,
];

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'if-match': ['', '*', '"1"', '"0"', '"-1"', '"1e3"', '1', 'W/"1"', '"1", "2"', '"9007199254740993"', '"'.repeat(500)],
  'if-none-match': ['*', '"', 'W/"1"', '"1"'.repeat(500)],
  'idempotency-key': ['', ' ', 'a b', 'a'.repeat(256), '\u00e9', '\u00ff\u00fe', '{}'],
  'last-event-id': ['-1', '0', 'NaN', '2147483648', '9'.repeat(400)],
  accept: ['text/csv', 'text/csv;q=2', ',;=', '*/*;q=0', 'application/xml', 'a'.repeat(3000)],
  'accept-encoding': ['gzip;q=9', '\u00ff', 'br, deflate, compress'],
  'content-encoding': ['gzip', 'br', 'chunked'],
  cookie: ['rowlock-session=', 'rowlock-session=%', '=;=;=', `rowlock-session=${'a'.repeat(3000)}`, '__proto__=1'],
  origin: ['null', 'http://', 'http://[', '\u00ff'],
  range: ['bytes=0-', 'bytes=-1'],
  'x-http-method-override': ['DELETE'],
};

const hostileJson = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...HOSTILE_JSON) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }).map((text) => JSON.stringify(text)) },
    { weight: 1, arbitrary: fc.double().map((number) => JSON.stringify(number)) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
  );

const hostileName = (): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: 'binary', maxLength: 20 }));

/** A body with some fields spoilt, missing, twice or too many; as bytes, some of them no UTF-8. */
function hostileBody(badInput: BadInput, schema: Schema): fc.Arbitrary<Buffer> {
  const sample = badInput.sample(schema) as Record<string, unknown>;
  const names = Object.keys(badInput.resolve(schema).properties ?? {});
  const fields = names.map((name) => {
    const good = JSON.stringify(sample[name]) as string | undefined;
    // Mostly good: two faults in one body find no more than one, and a body without any gets furthest.
    const choice = fc.oneof(
      { weight: 7, arbitrary: fc.constant(good) },
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: hostileJson() },
    );
    return choice.map((json) => (json === undefined ? [] : [`${JSON.stringify(name)}:${json}`]));
  });
  const extra = fc.tuple(hostileName(), hostileJson()).map(([name, json]) => `${JSON.stringify(name)}:${json}`);
  const object = fc
    .tuple(
      fc.tuple(...fields),
      fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(extra, { maxLength: 2 }) }),
    )
    .map(([known, others]) => Buffer.from(`{${[...known.flat(), ...others].join(',')}}`));
  const broken = fc.tuple(object, fc.nat(), fc.constantFrom(0xff, 0xc3, 0x00, 0xed)).map(([bytes, at, byte]) => {
    const place = at % Math.max(1, bytes.length);
    return Buffer.concat([bytes.subarray(0, place), Buffer.of(byte), bytes.subarray(place)]);
  });
  return fc.oneof(
    { weight: 8, arbitrary: object },
    { weight: 2, arbitrary: broken },
    { weight: 2, arbitrary: hostileJson().map((json) => Buffer.from(json)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  );
}

/** Parameters of a list with values it does not expect, some of them twice, some it does not know. */
function hostileQuery(parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const known = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const name = fc.oneof(fc.constantFrom('limit', 'cursor', 'status', ...known), hostileName());
  const value = fc.oneof(
    fc.constantFrom(
      '',
      '0',
      '-1',
      '101',
      '1e3',
      'NaN',
      '2147483648',
      '300000-01-01T00:00:00Z',
      '\u0000',
      RIGHT_TO_LEFT,
    ),
    fc.constantFrom('a'.repeat(6000), 'W10', 'bnVsbA', 'WzEsMl0', Buffer.from('["\\ud800",{}]').toString('base64url')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const encode = (text: string): string => encodeURIComponent(text.toWellFormed());
  const pair = fc.tuple(name, value).map(([key, text]) => `${encode(key)}=${encode(text)}`);
  const raw = fc.constantFrom(
    'limit[]=1',
    'limit[a]=1',
    'limit=1&limit=2',
    '__proto__[a]=1',
    '%',
    '%zz=1',
    '&&==&',
    'a=%ff',
  );
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    {
      weight: 2,
      arbitrary: fc.array(fc.oneof(pair, raw), { minLength: 1, maxLength: 3 }).map((all) => `?${all.join('&')}`),
    },
  );
}

function hostileHeaders(hasBody: boolean): fc.Arbitrary<Record<string, string>> {
  const pairs = Object.entries(HEADERS).flatMap(([name, values]) => values.map((value) => [name, value] as const));
  const some = fc.array(fc.constantFrom(...pairs), { maxLength: 2 }).map((chosen) => Object.fromEntries(chosen));
  const kind = fc.oneof(
    { weight: 6, arbitrary: fc.constant('application/json') },
    { weight: 1, arbitrary: fc.constantFrom(...CONTENT_TYPES) },
  );
  const base = { 'x-rowlock-browser': '1', 'if-match': '"1"' };
  return fc
    .tuple(some, kind)
    .map(([chosen, type]) => ({ ...base, ...(hasBody && { 'content-type': type }), ...chosen }));
}

/** Requests against one route, `ids` being some that exist. */
export function hostileRequest(
  badInput: BadInput,
  route: {
    readonly parameters: readonly Parameter[];
    readonly body: Schema | undefined;
    readonly ids: readonly string[];
  },
): fc.Arbitrary<HostileRequest> {
  return fc.record({
    id: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...route.ids) },
      { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_IDS) },
    ),
    query: hostileQuery(route.parameters),
    headers: hostileHeaders(route.body !== undefined),
    body: route.body ? hostileBody(badInput, route.body) : fc.constant(undefined),
  });
}
