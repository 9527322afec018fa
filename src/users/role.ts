/** What a user may do: attendees book, organizers also run events, admins may do both anywhere. */
export const ROLES = ['attendee', 'organizer', 'admin'] as const;

export type Role = (typeof ROLES)[number];
