import { Text } from '../http/validation.js';

/** RFC 5321, 4.5.3.1.3: a path of 256 characters with its angle brackets. */
const EMAIL_LENGTH_MAX = 254;

// Deliberately loose: whether mail arrives is only known by sending some. It keeps out what is no address at all.
const EMAIL = /^[^\s@"(),:;<>[\\\]]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]*\.)+[\p{L}\p{N}-]+$/u;

/** The one form in which an address is stored and compared. */
export const foldEmail = (email: string): string => email.normalize('NFC').trim().toLowerCase();

/** An e-mail address; the property becomes its folded form. */
export const Email = (): PropertyDecorator =>
  Text({
    max: EMAIL_LENGTH_MAX,
    pattern: EMAIL,
    patternMessage: `must be an e-mail address of at most ${EMAIL_LENGTH_MAX} characters`,
    format: 'email',
    fold: foldEmail,
    description: 'Compared without regard to case.',
    example: 'ada@example.org',
  });
