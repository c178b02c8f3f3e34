import type { Locator, Page } from 'playwright-core';

type Name = string | RegExp;

/** What one presses: in the words of assistive technology. */
const pressable = ['button', 'link', 'tab', 'menuitem', 'option', 'checkbox', 'radio', 'switch'] as const;

/** Writes into the field of that label; the star of a required one does not count. */
export const fill = (page: Page, label: Name, text: string): Promise<void> => field(page, label).fill(text);

/** The field of that label: exactly these words, or a pattern. */
export function field(page: Page, label: Name): Locator {
  const words = typeof label === 'string' ? new RegExp(`^\\s*${escaped(label)}[\\s*]*$`) : label;
  return page.getByLabel(words).and(page.locator('input, textarea, select, [contenteditable="true"]'));
}

/** Clicks the one thing of that accessible name: a string is the whole name. Two of them are an error, as for a person. */
export const press = (page: Page, name: Name): Promise<void> => toPress(page, name).click();

/** What `press` would click. */
export function toPress(page: Page, name: Name): Locator {
  const [first, ...others] = pressable.map((role) => page.getByRole(role, { name, exact: true }));
  return others.reduce((all, other) => all.or(other), first as Locator);
}

/** Waits until the page shows the text somewhere. */
export const says = (page: Page, text: Name): Promise<void> => shown(page, text).waitFor();

/** Waits until the page shows the text nowhere. */
export const saysNot = (page: Page, text: Name): Promise<void> => shown(page, text).waitFor({ state: 'detached' });

const shown = (page: Page, text: Name): Locator => page.getByText(text).filter({ visible: true }).first();

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
