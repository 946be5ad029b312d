// Refusals a person can understand and act on. Anything else that goes wrong is a bug, and is thrown as one.

export const problemKinds = {
  invalid: { status: 422, title: 'Some answers need attention' },
  malformed: { status: 400, title: 'The request could not be read' },
  notSignedIn: { status: 401, title: 'You are not signed in' },
  notYours: { status: 403, title: 'You may not do this' },
  missing: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Someone else got there first' },
  tooSlow: { status: 408, title: 'The file did not arrive in time' },
  tooLarge: { status: 413, title: 'This is too large' },
  unreadable: { status: 415, title: 'The file could not be read' },
  busy: { status: 503, title: 'Busy: please try again in a moment' },
} as const
export type ProblemKind = keyof typeof problemKinds

export class Problem extends Error {
  readonly kind: ProblemKind
  /** Messages by the path of the field they are about. */
  readonly fields: Record<string, string> | undefined
  /** What the person needs to go on, such as the other version in a conflict. */
  readonly more: Record<string, unknown> | undefined

  constructor(
    kind: ProblemKind,
    detail: string,
    { fields, more }: { fields?: Record<string, string>; more?: Record<string, unknown> } = {},
  ) {
    super(detail)
    this.name = 'Problem'
    this.kind = kind
    this.fields = fields
    this.more = more
  }
}

export const problem = {
  invalid: (
    fields: Record<string, string>,
    detail = 'Mend the answers named and try again.',
    more?: Record<string, unknown>,
  ) => new Problem('invalid', detail, { fields, ...(more && { more }) }),
  malformed: (detail: string) => new Problem('malformed', detail),
  notSignedIn: () => new Problem('notSignedIn', 'Sign in to go on.'),
  suspended: () =>
    new Problem('notYours', 'Your account is suspended. Ask a LOTI administrator to restore it.'),
  notYours: (what: string) => new Problem('notYours', `You may not ${what}.`),
  ownWork: () =>
    new Problem('notYours', 'You typed in this proposal or sent it, so someone else must decide on it.'),
  ownAccess: (what: string) => new Problem('notYours', `You may not ${what}. Another administrator must.`),
  lastAdmin: () =>
    new Problem(
      'conflict',
      'Nobody would be left who can look after people. Make someone else an administrator first.',
    ),
  alreadyThere: (detail: string, more?: Record<string, unknown>) =>
    new Problem('conflict', detail, { ...(more && { more }) }),
  missing: (what: string) => new Problem('missing', `There is no such ${what}.`),
  /** What came to the register only after the day that is asked of. */
  notYetThere: (detail: string, joinedOn: string) => new Problem('missing', detail, { more: { joinedOn } }),
  /** A link that leads nowhere any more, and why. */
  linkOver: (detail: string) => new Problem('missing', detail),
  changedSince: (what: string, more?: Record<string, unknown>) =>
    new Problem('conflict', `Someone else changed this ${what} while you were editing.`, {
      ...(more && { more }),
    }),
  /** `by`: who sent it, when and under what reference, where that is known. */
  alreadySent: (by = '') =>
    new Problem(
      'conflict',
      `This was sent to LOTI already${by}. It need not be sent again: what comes of it is told in your register, and what is changed from now on is sent by itself.`,
    ),
  withLoti: (what: string) =>
    new Problem(
      'conflict',
      `This ${what} was sent to LOTI, so it can’t be changed until they have decided. What you typed is kept.`,
      { more: { withLoti: true } },
    ),
  alreadyDecided: () => new Problem('conflict', 'This has been decided already.'),
  nothingToSend: () => new Problem('invalid', 'There is nothing to send: no record would change.'),
  keyUsed: (more: Record<string, unknown>) =>
    new Problem(
      'invalid',
      'This Idempotency-Key was used for something else before. Send this with a key of its own.',
      { more },
    ),
  tooSlow: (detail: string) => new Problem('tooSlow', detail),
  tooLarge: (detail: string) => new Problem('tooLarge', detail),
  unreadable: (detail: string) => new Problem('unreadable', detail),
  busy: () =>
    new Problem(
      'busy',
      'The service is busy. Please try again in a moment: what was done already is not done twice.',
    ),
}
