/** Something that the user can mend: its message is all that is shown. */
export class Failure extends Error {
  /** @override */
  name = 'Failure';
}

/** The user asked to stop before the work was done. */
export class Stopped extends Error {
  /** @override */
  name = 'Stopped';
}
