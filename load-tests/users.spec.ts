import { describe, expect, it } from '@jest/globals';
import { usersNeeded } from '#users';

// Goal: neither too few users (their limits would carry over from run to run) nor more than it takes to seed quickly.
describe('usersNeeded', () => {
  it.each([
    { demands: [10], users: 10 },
    { demands: [10, 10, 300], users: 320 },
    { demands: Array.from({ length: 60 }, () => 10), users: 500 },
    { demands: [1_500, 1_500, 10], users: 1_500 },
  ])('is $users for $demands', ({ demands, users }) => {
    expect(usersNeeded(demands)).toBe(users);
  });
});
