import { Email } from '../users/email.js';
import { OneOf, OptionalFlag, OptionalText, Text } from '../http/validation.js';

const PASSWORD = {
  min: 8,
  max: 256,
  trim: false,
  format: 'password',
  description: 'Any characters but control characters; spaces count.',
} as const;

/** Longest name of a person we have room for on a list. */
export const NAME_LENGTH_MAX = 100;

/** Roles one can take without being given them. */
export const ROLES_OPEN = ['attendee', 'organizer'] as const;

export class RegisterRequest {
  @Email()
  readonly email!: string;

  @Text(PASSWORD)
  readonly password!: string;

  @Text({ max: NAME_LENGTH_MAX, example: 'Ada Lovelace' })
  readonly name!: string;

  @OneOf(ROLES_OPEN, { optional: true, description: 'Organizers may create events. Default: attendee.' })
  readonly role: (typeof ROLES_OPEN)[number] = 'attendee';
}

export class LoginRequest {
  @Email()
  readonly email!: string;

  // No least length here: the rule for new passwords says nothing about old ones.
  @Text({ ...PASSWORD, min: 1 })
  readonly password!: string;
}

export class RefreshRequest {
  @Text({ max: 200, description: 'The newest refresh token of the session; it is used up by this.' })
  readonly refreshToken!: string;
}

export class BrowserLogoutRequest {
  @OptionalFlag({ default: false, description: 'End every session of the user, on all devices.' })
  readonly everywhere: boolean = false;
}

export class ChangeMeRequest {
  @OptionalText({ max: NAME_LENGTH_MAX })
  readonly name?: string;

  @OptionalText({ ...PASSWORD, description: 'The new password; ends all other sessions. Needs `currentPassword`.' })
  readonly password?: string;

  @OptionalText({ ...PASSWORD, min: 1, description: 'Needed to change the password.' })
  readonly currentPassword?: string;
}
