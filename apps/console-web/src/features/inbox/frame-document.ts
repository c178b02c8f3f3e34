const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * A mail as a document for a frame: foreign HTML, so no script runs in it and nothing is fetched; a link opens in the whole
 * window, whatever the mail wants, since the frame itself may go nowhere. The policy stands before all that the mail brings.
 */
export function frameDocument(html: string): string {
  // Read without being shown: nothing in it runs or is fetched.
  const mail = new DOMParser().parseFromString(html, 'text/html');
  for (const link of mail.querySelectorAll('[target]')) link.setAttribute('target', '_top');
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_top">${mail.documentElement.outerHTML}`;
}

/** What the frame may do: a link may lead the whole window away, by a click. No script, no form, no origin. */
export const frameRights = 'allow-top-navigation-by-user-activation';
