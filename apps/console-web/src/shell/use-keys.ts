import { useEffectEvent, useLayoutEffect } from 'react';
import { type Deed, deedOf, type Pressed } from './keys.ts';
import { singlesAreOn } from './shortcuts.ts';

const fields = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]';
const covers = '[role="dialog"], [role="menu"], [role="listbox"]';

/** Does what a key stands for, wherever the focus is. */
export function useKeys(act: (deed: Deed) => void): void {
  const does = useEffectEvent(act);
  // Before the page is painted: whoever sees it can use its keys.
  useLayoutEffect(() => {
    const left = new AbortController();
    let going = false;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const outcome = deedOf(pressedBy(event), going);
      going = outcome.going;
      if (!outcome.deed) return;
      event.preventDefault();
      does(outcome.deed);
    };
    document.addEventListener('keydown', press, { signal: left.signal });
    return () => left.abort();
  }, []);
}

const pressedBy = ({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): Pressed => ({
  key,
  command: ctrlKey || metaKey,
  alt: altKey,
  isTyping: target instanceof Element && target.closest(fields) !== null,
  // A list that is closed stays in the page, unseen.
  isCovered: [...document.querySelectorAll(covers)].some((cover) =>
    cover.checkVisibility({ visibilityProperty: true }),
  ),
  singles: singlesAreOn(),
});
