import { type Page, type PageId, pages } from '../pages.ts';

/** What a key was pressed with, and where. */
export interface Pressed {
  readonly key: string;
  /** Ctrl, or ⌘ on a Mac. */
  readonly command: boolean;
  readonly alt: boolean;
  /** In a field: letters are text. */
  readonly isTyping: boolean;
  /** A dialog or a menu is open: what lies behind it is not reached. */
  readonly isCovered: boolean;
  /** Single letters and signs may be turned off (WCAG 2.1.4). */
  readonly singles: boolean;
}

export type Deed = 'palette' | 'help' | 'search' | { readonly goTo: PageId };
export interface Outcome {
  readonly deed?: Deed;
  /** `g` was pressed: the next key says where to. */
  readonly going: boolean;
}

const nothing: Outcome = { going: false };
const modifiers = ['Shift', 'Control', 'Alt', 'Meta'];

/** The pages that `g` and a letter go to. */
export const jumps = (Object.entries(pages) as readonly [PageId, Page][]).flatMap(([id, { key, name }]) =>
  key ? [{ id, key, name }] : [],
);

/** What a key does; `going` says whether `g` came before it. */
export function deedOf(pressed: Pressed, going: boolean): Outcome {
  const { key, command, alt, isTyping, isCovered, singles } = pressed;
  if (command && !alt && key.toLowerCase() === 'k') return { deed: 'palette', going: false };
  if (modifiers.includes(key)) return { going };
  if (!singles || command || alt || isTyping || isCovered) return nothing;
  if (going) {
    const page = jumps.find((jump) => jump.key === key.toLowerCase());
    return page ? { deed: { goTo: page.id }, going: false } : nothing;
  }
  if (key === 'g') return { going: true };
  if (key === '?') return { deed: 'help', going: false };
  return key === '/' ? { deed: 'search', going: false } : nothing;
}
