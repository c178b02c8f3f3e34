import { IconArrowRight, IconCheck, IconClockHour4, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './consequences.module.css';

export interface Consequence {
  /** Ends at once; goes on for a while; is left to do; nothing is lost. */
  readonly kind: 'ends' | 'stays' | 'todo' | 'fine';
  readonly says: ReactNode;
  readonly detail?: ReactNode;
}

const pictures = {
  ends: <IconX size={20} className={classes.ends} aria-hidden />,
  stays: <IconClockHour4 size={20} className={classes.stays} aria-hidden />,
  todo: <IconArrowRight size={20} aria-hidden />,
  fine: <IconCheck size={20} className={classes.fine} aria-hidden />,
} as const;

/** What happens if one does it: said before, in the order in which it matters. */
export const Consequences = ({ all, label }: { readonly all: readonly Consequence[]; readonly label: string }) => (
  <ul className={classes.list} aria-label={label}>
    {all.map(({ kind, says, detail }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the list is made whole and never reordered
      <li key={index} className={classes.one}>
        {pictures[kind]}
        <span>{says}</span>
        {detail && <div className={classes.detail}>{detail}</div>}
      </li>
    ))}
  </ul>
);
