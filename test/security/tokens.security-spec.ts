import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { AuthService } from '../../src/auth/auth.service.js';
import { type SignedInResponse } from '../../src/auth/auth.response.js';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { aDraft, anAdmin, anEventBody } from '../support/builders.js';
import { EventStream } from '../support/event-stream.js';
import { eventually } from '../support/eventually.js';
import { forgedTokens, goodToken, type Subject } from '../support/forged-tokens.js';

/** The promise: whatever ends a session or takes a role away is known everywhere after this long. */
const KNOWN_EVERYWHERE_MS = 1000;

// Goal: a token that should not hold does not. Method: forged by hand, or outdated for real, against two whole instances on
// one database; every instance is asked.
describe('tokens', () => {
  let here: TestApp;
  let there: TestApp;
  let person: Person;

  beforeAll(async () => {
    here = await startTestApp();
    there = await startTestApp({ database: here.database });
  });

  afterAll(async () => {
    await there.close();
    await here.close();
  });

  beforeEach(async () => {
    person = await here.api.register();
  });

  const me = (token: string, on: TestApp = here): Promise<Answer> => on.api.get('/users/me', { token });
  const refresh = (refreshToken: string, on: TestApp = here): Promise<Answer<SignedInResponse>> =>
    on.api.post<SignedInResponse>('/auth/refresh', { refreshToken });
  const subjectOf = ({ accessToken }: Person): Subject => {
    const claims = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8');
    const { sub, sid } = JSON.parse(claims) as Subject;
    return { sub, sid };
  };

  describe('that are forged', () => {
    it('are refused, whatever is wrong with them, on routes for everybody too', async () => {
      expect((await me(goodToken(subjectOf(person)))).status).toBe(200);
      const found: string[] = [];
      for (const [name, token] of Object.entries(forgedTokens(subjectOf(person)))) {
        for (const path of ['/users/me', '/events']) {
          const answer = await here.api.get(path, { token });
          const isRefused = answer.status === 401 && answer.body.code === 'not-signed-in';
          if (!isRefused) found.push(`${name} on ${path}: ${answer.status} ${answer.text}`);
        }
      }
      expect(found).toEqual([]);
    });

    it('are refused where a token does not belong: query, cookie, body, other schemes', async () => {
      const { accessToken } = person;
      const tries = [
        here.api.get(`/users/me?access_token=${accessToken}`),
        here.api.get('/users/me', {
          headers: { cookie: `access_token=${accessToken}; rowlock-session=${accessToken}` },
        }),
        here.api.get('/users/me', { headers: { authorization: accessToken } }),
        here.api.get('/users/me', { headers: { authorization: `Token ${accessToken}` } }),
        here.api.get('/users/me', { headers: { authorization: `Basic ${accessToken}` } }),
        here.api.get('/users/me', { headers: { authorization: `Bearer ${accessToken}, Bearer ${accessToken}` } }),
        here.api.get('/users/me', { headers: { 'x-access-token': accessToken } }),
        here.api.patch('/users/me', { access_token: accessToken, name: 'Mallory' }),
      ];
      expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(tries.map(() => 401));
    });

    it('are not hidden behind a good one: two headers are none', async () => {
      const [bad = ''] = Object.values(forgedTokens(subjectOf(person)));
      for (const pair of [
        [person.accessToken, bad],
        [bad, person.accessToken],
        [person.accessToken, person.accessToken],
      ]) {
        const headers = pair.flatMap((token) => ['authorization', `Bearer ${token}`]);
        const { statusCode, body } = await request(`${here.url}/api/v1/users/me`, { headers });
        await body.dump();
        expect(statusCode).toBe(401);
      }
    });

    it.each([2_001, 8_000, 15_000, 17_000, 200_000])('are refused when they are huge: %i bytes', async (size) => {
      const answer = await me(`${'a'.repeat(size - 4)}.b.c`).catch(() => undefined);
      // Node itself hangs up on headers of more than 16 KB.
      if (answer) expect([400, 401]).toContain(answer.status);
      expect((await me(person.accessToken)).status).toBe(200);
    });

    it('are refused in the place of one another: refresh tokens as access tokens and the reverse', async () => {
      expect((await me(person.refreshToken)).status).toBe(401);
      expect((await me(`${person.refreshToken}.${person.refreshToken}.${person.refreshToken}`)).status).toBe(401);
      // Longer than any refresh token: refused before it is read.
      expect((await refresh(person.accessToken)).status).toBe(400);
      expect((await refresh(person.accessToken.slice(0, 86))).status).toBe(401);
      expect((await refresh('é'.repeat(86))).status).toBe(401);
      expect((await refresh(person.refreshToken)).status).toBe(200);
    });
  });

  describe('of people who may no longer', () => {
    /**
     * Asks both instances all the while, so that both believe what they know; then does it, waits for as long as the
     * promise says, and asks once more.
     */
    const statusesAfter = async (
      deed: () => Promise<unknown>,
      ask: (on: TestApp) => Promise<Answer>,
    ): Promise<number[]> => {
      const both = (): Promise<Answer[]> => Promise.all([ask(here), ask(there)]);
      await both();
      await deed();
      const end = performance.now() + KNOWN_EVERYWHERE_MS;
      while (performance.now() < end) {
        await both();
        await sleep(20);
      }
      return (await both()).map(({ status }) => status);
    };
    const signOut = ({ accessToken: token }: Person): Promise<Answer> =>
      here.api.post('/auth/logout', undefined, { token });
    const setRole = ({ user }: Person, role: string): Promise<unknown> =>
      here.dataSource.query(`UPDATE users SET role = $2 WHERE id = $1`, [user.id, role]);

    it('bite within a second on every instance: signed out', async () => {
      expect(
        await statusesAfter(
          () => signOut(person),
          (on) => me(person.accessToken, on),
        ),
      ).toEqual([401, 401]);
    });

    it('bite within a second on every instance: disabled', async () => {
      const disable = (): Promise<void> => here.app.get(AuthService).disable(person.user.id);
      expect(await statusesAfter(disable, (on) => me(person.accessToken, on))).toEqual([401, 401]);
    });

    it('bite within a second on every instance: another password', async () => {
      const { accessToken, email, password } = person;
      const elsewhere = await here.api.post<SignedInResponse>('/auth/login', { email, password });
      const changePassword = (): Promise<Answer> =>
        here.api.patch(
          '/users/me',
          { password: 'another password', currentPassword: password },
          { token: accessToken },
        );
      const ask = (on: TestApp): Promise<Answer> => me(elsewhere.body.accessToken, on);
      expect(await statusesAfter(changePassword, ask)).toEqual([401, 401]);
      expect((await me(accessToken)).status).toBe(200);
    });

    it.each([
      ['an organizer made an attendee', 'organizer', 'attendee', 403],
      ['an attendee made an organizer', 'attendee', 'organizer', 400],
    ] as const)('bite within a second on every instance: %s', async (_name, from, to, status) => {
      const subject = await here.api.register({ role: from });
      const ask = (on: TestApp): Promise<Answer> => on.api.post('/events', {}, { token: subject.accessToken });
      expect(await statusesAfter(() => setRole(subject, to), ask)).toEqual([status, status]);
    });

    it('bite within a second on every instance: an admin made an attendee', async () => {
      const [organizer, admin] = await Promise.all([here.api.register({ role: 'organizer' }), anAdmin(here)]);
      const { id } = await aDraft(here.api, organizer);
      const ask = (on: TestApp): Promise<Answer> => on.api.get(`/events/${id}`, { token: admin.accessToken });
      expect((await ask(there)).status).toBe(200);
      expect(await statusesAfter(() => setRole(admin, 'attendee'), ask)).toEqual([404, 404]);
    });

    it.each(['signed out', 'disabled', 'demoted'])('end the live view of a draft: %s', async (what) => {
      const organizer = await here.api.register({ role: 'organizer' });
      const bystander = await here.api.register({ role: 'organizer' });
      const { id } = await aDraft(here.api, organizer);
      const theirs = await aDraft(here.api, bystander);
      const stream = await EventStream.open(there.api, id, { token: organizer.accessToken });
      const other = await EventStream.open(there.api, theirs.id, { token: bystander.accessToken });
      await Promise.all([stream.until('availability'), other.until('availability')]);
      if (what === 'signed out') await signOut(organizer);
      else if (what === 'disabled') await here.app.get(AuthService).disable(organizer.user.id);
      else await setRole(organizer, 'attendee');
      await eventually(() => {
        expect(stream.ending).toBe('end');
      });
      const told = stream.messages.length;
      await here.api.post(`/events/${theirs.id}/publish`, undefined, { token: bystander.accessToken });
      await other.until('availability', ({ status }) => status === 'published');
      expect(stream.messages).toHaveLength(told);
      other.close();
    });
  });

  describe('to refresh', () => {
    /** Moves the last rotation into the past, as if time had gone by. */
    const age = (seconds: number): Promise<unknown> =>
      here.dataSource.query(
        `UPDATE sessions SET rotated_at = rotated_at - make_interval(secs => $2) WHERE user_id = $1`,
        [person.user.id, seconds],
      );

    it('give one successor to twenty who ask at once on two instances, and the family goes on', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => refresh(person.refreshToken, index % 2 === 0 ? here : there)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      const [successor = '', ...others] = new Set(answers.map(({ body }) => body.refreshToken));
      expect(others).toEqual([]);
      expect((await refresh(successor, there)).status).toBe(200);
    });

    it('may be repeated six seconds later, and never after twelve: then the whole family is over, everywhere', async () => {
      const next = await refresh(person.refreshToken);
      await age(6);
      const again = await refresh(person.refreshToken, there);
      expect(again.body.refreshToken).toBe(next.body.refreshToken);
      await age(6);
      expect((await refresh(person.refreshToken, there)).status).toBe(401);
      expect((await refresh(next.body.refreshToken)).status).toBe(401);
      await sleep(KNOWN_EVERYWHERE_MS);
      for (const on of [here, there]) expect((await me(next.body.accessToken, on)).status).toBe(401);
    });

    it('end the family when an older one than the last but one comes back, however soon', async () => {
      const second = await refresh(person.refreshToken);
      const third = await refresh(second.body.refreshToken, there);
      expect((await refresh(person.refreshToken)).status).toBe(401);
      for (const token of [second, third]) expect((await refresh(token.body.refreshToken)).status).toBe(401);
    });

    it('leave nothing that works when they race with signing out', async () => {
      const { accessToken: token } = person;
      const racing = Array.from({ length: 8 }, (_, index) =>
        refresh(person.refreshToken, index % 2 === 0 ? here : there),
      );
      const [out, ...answers] = await Promise.all([here.api.post('/auth/logout', undefined, { token }), ...racing]);
      expect(out.status).toBe(204);
      await sleep(KNOWN_EVERYWHERE_MS);
      for (const { status, body } of answers.filter((answer) => answer.status === 200)) {
        expect(status).toBe(200);
        expect((await me(body.accessToken, there)).status).toBe(401);
        expect((await refresh(body.refreshToken)).status).toBe(401);
      }
      expect((await refresh(person.refreshToken)).status).toBe(401);
    });

    it('do not outlive a disabled user', async () => {
      await here.app.get(AuthService).disable(person.user.id);
      for (const on of [here, there]) expect((await refresh(person.refreshToken, on)).status).toBe(401);
    });
  });

  it('open an event only for organizers, so that the rows above mean something', async () => {
    const organizer = await here.api.register({ role: 'organizer' });
    const { status } = await here.api.post('/events', anEventBody(), { token: organizer.accessToken });
    expect(status).toBe(201);
  });
});
