/** Crockford's base 32: no I, L, O or U, so that a reference survives being read aloud. https://www.crockford.com/base32.html */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DIGITS = 6;
const HALF_BITS = 15;
const HALF_MASK = (1 << HALF_BITS) - 1;
const ROUND_KEYS = [0x3c6e, 0x5f35, 0x1b87, 0x7a4d] as const;

/** How many references there are; past it they would repeat, and the database's unique constraint says so. */
export const REFERENCES_MAX = 2 ** (2 * HALF_BITS);

/**
 * The reference of the n-th booking: `EVT-` and 6 characters of Crockford base 32. A four-round Feistel network
 * permutes the numbers, so that two bookings never collide, where drawing 30 random bits would collide once in a
 * thousand bookings after a million, and neighbours do not look alike. It hides the order, it is not a secret.
 * @param number whole, 0 to `REFERENCES_MAX` − 1
 */
export function toReference(number: number): string {
  let left = (number >>> HALF_BITS) & HALF_MASK;
  let right = number & HALF_MASK;
  for (const key of ROUND_KEYS) [left, right] = [right, left ^ scramble(right, key)];
  let rest = left * 2 ** HALF_BITS + right;
  let text = '';
  for (let digit = 0; digit < DIGITS; digit += 1) {
    text = (ALPHABET[rest % ALPHABET.length] ?? '') + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return `EVT-${text}`;
}

const scramble = (half: number, key: number): number => (Math.imul(half ^ key, 0x9e3779b1) >>> 13) & HALF_MASK;
