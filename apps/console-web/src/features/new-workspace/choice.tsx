import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './choice.module.css';

interface ChoiceProps {
  readonly value: string;
  readonly title: string;
  readonly says: string;
  readonly children?: ReactNode;
}

/** One of a few ways, with what it means; the chosen one is framed. */
export const Choice = ({ value, title, says, children }: ChoiceProps) => (
  <div className={classes.choice}>
    <Radio value={value} label={title} description={says} />
    {children && <div className={classes.more}>{children}</div>}
  </div>
);
