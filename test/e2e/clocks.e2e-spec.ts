import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AccessTokens } from '../../src/auth/access-token.js';
import { startTestApp, type TestApp } from '../support/app.js';

const HOUR_MS = 3_600_000;
const TTL_SECONDS = 900;

interface Claims {
  readonly sub: string;
  readonly sid: string;
  readonly iat: number;
  readonly exp: number;
}

const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims;

// Goal: tokens go by the database's clock, whatever somebody does to the server's own. Method: that clock is moved by an
// hour either way while the application runs; `npm run faults -- clock-step clock-skew` does so with whole processes.
describe('a server whose clock is wrong', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp({ env: { ACCESS_TOKEN_SECONDS: String(TTL_SECONDS) } });
  });

  afterAll(() => test.close());
  afterEach(() => {
    jest.restoreAllMocks();
  });

  function moveClock(offsetMs: number): void {
    const realNow = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + offsetMs);
  }

  it.each([HOUR_MS, -HOUR_MS])('takes tokens it issued before its clock was moved by %d ms', async (offsetMs) => {
    const { accessToken: token } = await test.api.register();
    moveClock(offsetMs);
    expect((await test.api.get('/users/me', { token })).status).toBe(200);
    // Not only because it remembers having verified it.
    const again = await test.api.get('/users/me', { headers: { authorization: `bearer  ${token}` } });
    expect(again.status).toBe(200);
  });

  it.each([HOUR_MS, -HOUR_MS])('issues tokens that others take, moved by %d ms', async (offsetMs) => {
    const trueSeconds = Date.now() / 1000;
    moveClock(offsetMs);
    const { accessToken } = await test.api.register();
    const { iat, exp } = claimsOf(accessToken);
    expect(exp - iat).toBe(TTL_SECONDS);
    expect(Math.abs(iat - trueSeconds)).toBeLessThan(60);
  });

  it('takes no token that has expired by the database, not even an hour behind', async () => {
    const { accessToken } = await test.api.register();
    const { sub, sid } = claimsOf(accessToken);
    const token = test.app.get(AccessTokens, { strict: false }).issue(sub, sid, -1);
    moveClock(-HOUR_MS);
    expect((await test.api.get('/users/me', { token })).status).toBe(401);
  });
});
