/** Everybody who may knock at a door, in the order of the columns below. */
export const PERSONAS = [
  'nobody',
  'attendee',
  'owner',
  'rival',
  'organizer',
  'admin',
  'signed-out',
  'disabled',
  'demoted',
] as const;

/**
 * - `nobody`: without a token; `attendee`: another attendee; `owner`: of the booking, the hold, the place on the waitlist;
 * - `rival`: organizer of other events; `organizer`: of this event;
 * - `signed-out` and `disabled`: an admin until a moment ago, still with the token;
 * - `demoted`: an admin and the organizer of this very event until a moment ago, an attendee now.
 */
export type Persona = (typeof PERSONAS)[number];

/** A route in one state of the event, and what each persona is answered. */
export interface Permission {
  /** As in the OpenAPI document: `GET /api/v1/bookings/{id}`. */
  readonly route: string;
  readonly isDraft: boolean;
  readonly statuses: Readonly<Record<Persona, number>>;
}

/**
 * Who may do what (design, sections 4 and 5). A draft does not exist for those who may not see it. A token that has ended is
 * refused even where none is needed, so that its owner learns of it; only the ways in take no notice of it.
 */
const TABLE = `
                                         nobody attendee owner rival organizer admin signed-out disabled demoted
POST   /auth/register                       201   201   201   201   201   201   201   201   201
POST   /auth/login                          200   200   200   200   200   200   200   200   200
POST   /auth/refresh                        200   200   200   200   200   200   200   200   200
POST   /auth/logout                         401   204   204   204   204   204   401   401   204
POST   /auth/browser/register               201   201   201   201   201   201   201   201   201
POST   /auth/browser/login                  200   200   200   200   200   200   200   200   200
POST   /auth/browser/refresh                200   200   200   200   200   200   200   200   200
POST   /auth/browser/logout                 204   204   204   204   204   204   204   204   204
GET    /users/me                            401   200   200   200   200   200   401   401   200
PATCH  /users/me                            401   200   200   200   200   200   401   401   200
GET    /users/me/waitlist                   401   200   200   200   200   200   401   401   200
GET    /bookings                            401   200   200   200   200   200   401   401   200
GET    /bookings/{id}                       401   404   200   404   200   200   401   401   404
POST   /bookings/{id}/confirm               401   404   200   404   404   404   401   401   404
POST   /bookings/{id}/cancel                401   404   200   404   200   200   401   401   404
GET    /events                              200   200   200   200   200   200   401   401   200
POST   /events                              401   403   403   201   201   201   401   401   403
GET    /events/{id}                         200   200   200   200   200   200   401   401   200
PATCH  /events/{id}                         401   403   403   403   200   200   401   401   403
POST   /events/{id}/publish                 401   403   403   403   200   200   401   401   403
POST   /events/{id}/cancel                  401   403   403   403   200   200   401   401   403
GET    /events/{id}/availability            200   200   200   200   200   200   401   401   200
GET    /events/{id}/seats                   200   200   200   200   200   200   401   401   200
PATCH  /events/{id}/seats                   401   403   403   403   200   200   401   401   403
GET    /events/{id}/stream                  200   200   200   200   200   200   401   401   200
GET    /events/{id}/bookings                401   403   403   403   200   200   401   401   403
POST   /events/{id}/bookings                401   201   201   201   201   201   401   401   201
GET    /events/{id}/waitlist                401   403   403   403   200   200   401   401   403
POST   /events/{id}/waitlist                401   201   201   201   201   201   401   401   201
GET    /events/{id}/waitlist/me             401   404   200   404   404   404   401   401   404
DELETE /events/{id}/waitlist/me             401   404   204   404   404   404   401   401   404
GET    /events/{id}/ledger                  401   403   403   403   200   200   401   401   403
GET    /events/{id}/figures                 401   403   403   403   200   200   401   401   403
GET    /events/{id}               (draft)   404   404   404   404   200   200   401   401   404
PATCH  /events/{id}               (draft)   401   404   404   404   200   200   401   401   404
POST   /events/{id}/publish       (draft)   401   404   404   404   200   200   401   401   404
POST   /events/{id}/cancel        (draft)   401   404   404   404   200   200   401   401   404
GET    /events/{id}/availability  (draft)   404   404   404   404   200   200   401   401   404
GET    /events/{id}/seats         (draft)   404   404   404   404   200   200   401   401   404
PATCH  /events/{id}/seats         (draft)   401   404   404   404   200   200   401   401   404
GET    /events/{id}/stream        (draft)   404   404   404   404   200   200   401   401   404
GET    /events/{id}/bookings      (draft)   401   404   404   404   200   200   401   401   404
POST   /events/{id}/bookings      (draft)   401   404   404   404   409   409   401   401   404
GET    /events/{id}/waitlist      (draft)   401   404   404   404   200   200   401   401   404
POST   /events/{id}/waitlist      (draft)   401   404   404   404   409   409   401   401   404
GET    /events/{id}/waitlist/me   (draft)   401   404   404   404   404   404   401   401   404
DELETE /events/{id}/waitlist/me   (draft)   401   404   404   404   404   404   401   401   404
GET    /events/{id}/ledger        (draft)   401   404   404   404   200   200   401   401   404
GET    /events/{id}/figures       (draft)   401   404   404   404   200   200   401   401   404
`;

const ROW = /^(?<method>[A-Z]+) +(?<path>\/\S+)(?<draft> +\(draft\))? +(?<statuses>[\d ]+)$/;

/** The table above, row by row. @throws Error for a row that cannot be read */
export function readPermissions(): Permission[] {
  const [, , ...rows] = TABLE.trimEnd().split('\n');
  return rows.map((row) => {
    const { method, path, draft, statuses = '' } = ROW.exec(row)?.groups ?? {};
    const answers = statuses.trim().split(/ +/).map(Number);
    if (method === undefined || path === undefined || answers.length !== PERSONAS.length) {
      throw new Error(`Not a row of the table of permissions: ${row}`);
    }
    const byPersona = PERSONAS.map((persona, index) => [persona, answers[index]] as const);
    return {
      route: `${method} /api/v1${path}`,
      isDraft: draft !== undefined,
      statuses: Object.fromEntries(byPersona) as Record<Persona, number>,
    };
  });
}
