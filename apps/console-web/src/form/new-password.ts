/** From how many characters on the server takes a password. */
export const SHORTEST = 15;

/** Counted as the server does: in one spelling, and a character outside the basic plane is one. */
export const charactersIn = (password: string): number => [...password.normalize('NFKC')].length;
