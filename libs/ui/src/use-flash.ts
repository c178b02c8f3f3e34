import { useReducedMotion } from '@mantine/hooks';
import { type RefObject, useEffect, useRef } from 'react';

/** Named, so that it can be found among an element's animations. */
const id = 'flash';
const glow = 'light-dark(rgb(76 110 245 / 28%), rgb(145 167 255 / 32%))';

interface Flash {
  /** Also when it appears: for what came to a list that was already shown. */
  readonly appearing?: boolean;
}

/** Lets an element light up once when what it shows has changed; not for those who want no motion. */
export function useFlash<E extends HTMLElement>(
  shown: unknown,
  { appearing = false }: Flash = {},
): RefObject<E | null> {
  const element = useRef<E>(null);
  const before = useRef(appearing ? undefined : shown);
  const still = useReducedMotion(undefined, { getInitialValueInEffect: false });
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (!still)
      element.current?.animate([{ backgroundColor: glow }, { backgroundColor: 'transparent' }], { id, duration: 1500 });
  }, [shown, still]);
  return element;
}
