import { readProblem, unreachable } from '../api/problem.js';
import { type BrowserSignedInResponse, type LoginRequest, type RegisterRequest } from '../api/schema.js';

/** The calls that open, renew and end the session of this browser; the refresh token never comes near us (ADR 0013). */
export const sessionCalls = {
  login: (request: LoginRequest) => call('login', request),
  register: (request: RegisterRequest) => call('register', request),
  refresh: () => call('refresh', {}),
  logout: (everywhere: boolean) => call('logout', { everywhere }).then(() => undefined),
} as const;

async function call(deed: string, body: object): Promise<BrowserSignedInResponse> {
  const response = await send(deed, body);
  if (!response.ok) throw await readProblem(response);
  return (response.status === 204 ? undefined : await response.json()) as BrowserSignedInResponse;
}

async function send(deed: string, body: object): Promise<Response> {
  try {
    return await fetch(`/api/v1/auth/browser/${deed}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-rowlock-browser': '1' },
      body: JSON.stringify(body),
    });
  } catch (error) {
    throw unreachable(error);
  }
}
