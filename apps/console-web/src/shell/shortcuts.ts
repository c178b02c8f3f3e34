const name = 'single-key-shortcuts';

/** Whether single letters and signs do something in this browser (WCAG 2.1.4 asks that one can turn them off). */
export const singlesAreOn = (): boolean => localStorage.getItem(name) !== 'off';

export function turnSingles(on: boolean): void {
  if (on) localStorage.removeItem(name);
  else localStorage.setItem(name, 'off');
}
