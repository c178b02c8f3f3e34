/**
 * A mail as a document for a frame: foreign HTML, so no script runs in it and nothing is fetched; a link opens in the whole
 * window, since the frame itself may go nowhere. The policy stands before everything that the mail brings.
 */
export const frameDocument = (html: string): string =>
  `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><base target="_top">${html}`;

/** What the frame may do: a link may lead the whole window away, by a click. No script, no form, no origin. */
export const frameRights = 'allow-top-navigation-by-user-activation';
