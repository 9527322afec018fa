import { describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { type Config } from '../config/config.js';
import { RefreshTokens } from './refresh-token.js';

const withSecret = (jwtSecret: string): RefreshTokens => new RefreshTokens({ jwtSecret } as Config);

describe('refresh tokens', () => {
  const tokens = withSecret('a secret of at least thirty-two bytes');

  it('name their session and prove themselves', () => {
    const sessionId = uuid();
    const { token, hash } = tokens.first(sessionId);
    expect(tokens.parse(token)).toMatchObject({ sessionId, hash });
  });

  it('have one successor, which does not tell its own', () => {
    const first = tokens.parse(tokens.first(uuid()).token);
    if (!first) throw new Error('a token of ours is genuine');
    const second = tokens.successor(first);
    expect(tokens.successor(first)).toEqual(second);
    expect(second.hash).not.toEqual(first.hash);
    expect(tokens.parse(second.token)?.sessionId).toBe(first.sessionId);
  });

  it('are not believed when a single character is another', () => {
    const { token } = tokens.first(uuid());
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === 'A' ? 'Q' : 'A';
      expect(tokens.parse(token.slice(0, index) + other + token.slice(index + 1))).toBeUndefined();
    }
  });

  it('are not believed under another secret, nor in another form', () => {
    const { token } = withSecret('another secret of at least 32 bytes').first(uuid());
    for (const bad of [token, '', 'x', `${token}A`, token.slice(1)]) expect(tokens.parse(bad)).toBeUndefined();
  });
});
