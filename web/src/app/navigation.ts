import { type LinkProps } from '@tanstack/react-router';
import { type UserResponse } from '../api/schema.js';
import { type appTexts } from './app-texts.js';

/** A place in the header. `roles`: who sees it; absent: everybody. */
interface Place {
  readonly to: NonNullable<LinkProps['to']>;
  readonly text: keyof typeof appTexts;
  readonly roles?: readonly UserResponse['role'][];
}

/** The main places, in the order of the header; each area adds its own here. */
const PLACES: readonly Place[] = [
  { to: '/', text: 'events' },
  { to: '/bookings', text: 'bookings', roles: ['attendee', 'organizer', 'admin'] },
  { to: '/waitlists', text: 'waitlists', roles: ['attendee', 'organizer', 'admin'] },
  { to: '/organizer', text: 'myEvents', roles: ['organizer', 'admin'] },
];

/** What one visitor sees of them. */
export const placesFor = (user: UserResponse | undefined): readonly Place[] =>
  PLACES.filter(({ roles }) => roles === undefined || (user !== undefined && roles.includes(user.role)));
