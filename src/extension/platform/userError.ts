/** Something the user can mend, said in one message; shown as it is, without a stack. */
export class UserError extends Error {}
