import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProvisioningService } from '../../src/auth/provisioning.service.js';
import { startTestApp, type TestApp, uniqueName } from '../support/app.js';
import { eventually } from '../support/eventually.js';

// Goal: people see and change themselves and nobody else. Method: HTTP against two instances on one database.
describe('users', () => {
  let test: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    other = await startTestApp({ database: test.database });
  });

  afterAll(async () => {
    await other.close();
    await test.close();
  });

  it('shows people themselves', async () => {
    const person = await test.api.register({ role: 'organizer', name: 'Grace' });
    const answer = await test.api.get('/users/me', { token: person.accessToken });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      id: person.user.id,
      email: person.email,
      name: 'Grace',
      role: 'organizer',
      createdAt: person.user.createdAt,
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('needs a session', async () => {
    expect(await test.api.get('/users/me')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await test.api.patch('/users/me', {})).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  });

  it('changes the name, composed and trimmed', async () => {
    const { accessToken: token } = await test.api.register();
    const answer = await test.api.patch('/users/me', { name: '  Zoe\u0308 \u{1f3bb} ' }, { token });
    expect(answer).toMatchObject({ status: 200, body: { name: 'Zo\u00eb \u{1f3bb}' } });
    expect((await test.api.get('/users/me', { token })).body.name).toBe('Zo\u00eb \u{1f3bb}');
  });

  it('counts characters, not code units', async () => {
    const { accessToken: token } = await test.api.register();
    expect((await test.api.patch('/users/me', { name: '\u{1f3bb}'.repeat(100) }, { token })).status).toBe(200);
    expect((await test.api.patch('/users/me', { name: '\u{1f3bb}'.repeat(101) }, { token })).status).toBe(400);
  });

  it('changes nothing when nothing is asked', async () => {
    const person = await test.api.register();
    for (const body of [{}, undefined]) {
      const answer = await test.api.patch('/users/me', body, { token: person.accessToken });
      expect(answer).toMatchObject({ status: 200, body: { name: person.user.name } });
    }
  });

  it.each(['id', 'email', 'role', 'createdAt', 'disabledAt', 'passwordHash'])(
    'lets nobody change %s',
    async (field) => {
      const { accessToken: token } = await test.api.register();
      const answer = await test.api.patch('/users/me', { [field]: 'admin' }, { token });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: `#/${field}` }] } });
    },
  );

  describe('a new password', () => {
    it('needs the current one', async () => {
      const { accessToken: token } = await test.api.register();
      const without = await test.api.patch('/users/me', { password: 'another password' }, { token });
      expect(without).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/currentPassword' }] } });
      const body = { name: 'Changed', password: 'another password', currentPassword: 'a wrong guess' };
      const wrong = await test.api.patch('/users/me', body, { token });
      expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid-credentials' } });
      expect((await test.api.get('/users/me', { token })).body.name).toBe('Somebody');
    });

    it('counts from then on, and ends every other session everywhere', async () => {
      const person = await test.api.register();
      const { email, password } = person;
      const second = await other.api.post<{ accessToken: string; refreshToken: string }>('/auth/login', {
        email,
        password,
      });
      const elsewhere = second.body.accessToken;
      expect((await other.api.get('/users/me', { token: elsewhere })).status).toBe(200);
      const body = { password: ' new password ', currentPassword: password };
      expect((await test.api.patch('/users/me', body, { token: person.accessToken })).status).toBe(200);

      expect((await test.api.get('/users/me', { token: person.accessToken })).status).toBe(200);
      expect((await test.api.get('/users/me', { token: elsewhere })).status).toBe(401);
      await eventually(async () => {
        expect((await other.api.get('/users/me', { token: elsewhere })).status).toBe(401);
      }, 1100);
      expect((await test.api.post('/auth/refresh', { refreshToken: second.body.refreshToken })).status).toBe(401);
      expect((await test.api.post('/auth/refresh', { refreshToken: person.refreshToken })).status).toBe(200);

      const login = async (attempt: string): Promise<number> =>
        (await test.api.post('/auth/login', { email, password: attempt })).status;
      expect(await login(password)).toBe(401);
      // Spaces are part of a password.
      expect(await login('new password')).toBe(401);
      expect(await login(' new password ')).toBe(200);
    });
  });

  it('provisions people by the hundred, each with a hash and a session of their own, and reuses them', async () => {
    const prefix = uniqueName('crowd');
    const accounts = Array.from({ length: 40 }, (_, index) => ({
      email: `${prefix}-${index}@example.org`,
      password: `password ${index}`,
      name: `Person ${index}`,
      role: 'attendee' as const,
    }));
    const provisioning = test.app.get(ProvisioningService);
    const first = await provisioning.provision(accounts, 3600);
    expect(new Set(first.map(({ userId }) => userId)).size).toBe(40);
    const rows = await test.dataSource.query<{ password_hash: string }[]>(
      `SELECT password_hash FROM users WHERE email LIKE $1`,
      [`${prefix}-%`],
    );
    expect(new Set(rows.map((row) => row.password_hash)).size).toBe(40);
    const answers = await Promise.all(first.map(({ accessToken: token }) => other.api.get('/users/me', { token })));
    expect(answers.map(({ status }) => status)).toEqual(first.map(() => 200));
    expect(answers.map(({ body }) => body.id)).toEqual(first.map(({ userId }) => userId));
    const again = await provisioning.provision(accounts, 3600);
    expect(again.map(({ userId, created }) => ({ userId, created }))).toEqual(
      first.map(({ userId }) => ({ userId, created: false })),
    );
    const [stranger] = accounts.map((account) => ({ ...account, password: 'somebody else’s' }));
    if (stranger)
      await expect(provisioning.provision([stranger], 60)).rejects.toMatchObject({ code: 'invalid-credentials' });
  });
});
