import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { TEST_JWT_SECRET } from './app.js';

/** Whose token it pretends to be: a living session, so that nothing but the forgery is wrong with it. */
export interface Subject {
  readonly sub: string;
  readonly sid: string;
}

type Part = Readonly<Record<string, unknown>>;

const HEADER = { alg: 'HS256', typ: 'JWT' };
const encode = (part: Part | string): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

const now = (): number => Math.floor(Date.now() / 1000);

/** The claims of a good token. */
const claimsOf = (subject: Subject): Part => ({
  ...subject,
  typ: 'access',
  iss: 'rowlock',
  aud: 'rowlock-api',
  iat: now(),
  exp: now() + 60,
});

/** A token signed by hand, so that no library corrects what is wrong with it. */
function sign(claims: Part | string, header: Part = HEADER, secret = TEST_JWT_SECRET, hash = 'sha256'): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
}

const without = (part: Part, name: string): Part =>
  Object.fromEntries(Object.entries(part).filter(([key]) => key !== name));

/** A good token made as the forged ones are: what refuses those must not be the making. */
export const goodToken = (subject: Subject): string => sign(claimsOf(subject));

/** A token of the attacker's own key, which the header brings along. */
function signedByStranger(subject: Subject, header: (jwk: Part) => Part): string {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk: Part = { ...publicKey.export({ format: 'jwk' }) };
  const text = `${encode({ alg: 'RS256', ...header(jwk) })}.${encode(claimsOf(subject))}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
}

const NO_ALGORITHMS = ['none', 'None', 'NONE', 'nOnE', 'none ', '', 'null', 'HS0'];

function unsignedTokens(subject: Subject): Record<string, string> {
  const tokens = NO_ALGORITHMS.flatMap((alg) => {
    const signed = sign(claimsOf(subject), { ...HEADER, alg });
    const stripped = signed.slice(0, signed.lastIndexOf('.') + 1);
    return [
      [`alg "${alg}", unsigned`, stripped],
      [`alg "${alg}", signed`, signed],
      [`alg "${alg}", a dot short`, stripped.slice(0, -1)],
    ] as const;
  });
  return {
    ...Object.fromEntries(tokens),
    'no alg': sign(claimsOf(subject), { typ: 'JWT' }),
    'alg null': sign(claimsOf(subject), { alg: null }),
    'alg a list': sign(claimsOf(subject), { alg: ['HS256'] }),
  };
}

function wronglySignedTokens(subject: Subject): Record<string, string> {
  const good = goodToken(subject);
  const [header = '', claims = '', signature = ''] = good.split('.');
  const other = sign({ ...claimsOf(subject), exp: now() + 61 }).split('.')[2] ?? '';
  const longer = encode({ ...claimsOf(subject), exp: now() + 3600 });
  return {
    'another secret': sign(claimsOf(subject), HEADER, 'another secret, which has more than 32 bytes'),
    'an empty secret': sign(claimsOf(subject), HEADER, ''),
    'the signature stripped': `${header}.${claims}.`,
    'the signature missing': `${header}.${claims}`,
    'the signature cut': good.slice(0, -10),
    'the signature of another token': `${header}.${claims}.${other}`,
    'the signature in capitals': `${header}.${claims}.${signature.toUpperCase()}`,
    'claims changed after signing': `${header}.${longer}.${signature}`,
    'the header changed after signing': `${encode({ ...HEADER, kid: '1' })}.${claims}.${signature}`,
    'four parts': `${good}.${signature}`,
    HS384: sign(claimsOf(subject), { ...HEADER, alg: 'HS384' }, TEST_JWT_SECRET, 'sha384'),
    HS512: sign(claimsOf(subject), { ...HEADER, alg: 'HS512' }, TEST_JWT_SECRET, 'sha512'),
    'hs256 in small letters': sign(claimsOf(subject), { ...HEADER, alg: 'hs256' }),
  };
}

/** Headers that ask the server to take its key from somewhere else. */
function foreignKeyTokens(subject: Subject): Record<string, string> {
  const forged = { ...HEADER, kid: '../../dev/null' };
  const url = 'http://127.0.0.1:9/keys.json';
  return {
    'kid of an empty file': sign(claimsOf(subject), forged, ''),
    'kid with SQL': sign(claimsOf(subject), { ...HEADER, kid: "' UNION SELECT 'x" }, 'x'),
    'its own key as jwk': signedByStranger(subject, (jwk) => ({ jwk })),
    'its own key as oct jwk': sign(claimsOf(subject), { ...HEADER, jwk: { kty: 'oct', k: encode('x') } }, 'x'),
    'its own key by jku': signedByStranger(subject, () => ({ jku: url })),
    'its own key by x5u': signedByStranger(subject, () => ({ x5u: url })),
  };
}

function wrongClaimTokens(subject: Subject): Record<string, string> {
  const claims = claimsOf(subject);
  const changed = (change: Part): string => sign({ ...claims, ...change });
  return {
    'expired a second ago': changed({ exp: now() - 1 }),
    'not valid before a minute from now': changed({ nbf: now() + 60 }),
    'no exp': sign(without(claims, 'exp')),
    'exp null': changed({ exp: null }),
    'exp as text': changed({ exp: String(now() + 60) }),
    'exp a list': changed({ exp: [now() + 60] }),
    'exp zero': changed({ exp: 0 }),
    'another issuer': changed({ iss: 'rowlock.evil' }),
    'no issuer': sign(without(claims, 'iss')),
    'another audience': changed({ aud: 'rowlock' }),
    'no audience': sign(without(claims, 'aud')),
    'typ refresh': changed({ typ: 'refresh' }),
    'typ a list': changed({ typ: ['access'] }),
    'no typ': sign(without(claims, 'typ')),
    'no subject': sign(without(claims, 'sub')),
    'another subject': changed({ sub: '018f2a5e-0000-7000-8000-000000000000' }),
    'no session': sign(without(claims, 'sid')),
    'a session that is not there': changed({ sid: '018f2a5e-0000-7000-8000-000000000000' }),
    'a session that is no UUID': changed({ sid: "' OR true --" }),
    'claims that are a list': sign('[]'),
    'claims that are a text': sign('"access"'),
    'claims that are no JSON': sign('{'),
  };
}

/** Every way we know to make a token that must not hold, by what is wrong with it. */
export const forgedTokens = (subject: Subject): Readonly<Record<string, string>> => ({
  ...unsignedTokens(subject),
  ...wronglySignedTokens(subject),
  ...foreignKeyTokens(subject),
  ...wrongClaimTokens(subject),
});
