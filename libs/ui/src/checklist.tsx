import { Loader, Text, VisuallyHidden } from '@mantine/core';
import {
  IconAlertCircle,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleDot,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './checklist.module.css';
import { words } from './words.ts';

export type StepState = 'done' | 'doing' | 'next' | 'later' | 'failed' | 'unknown';

export interface ChecklistStep {
  readonly title: string;
  readonly state: StepState;
  readonly detail?: ReactNode;
  /** What one does about it; for the next step only. */
  readonly action?: ReactNode;
}

const said: Readonly<Record<StepState, string>> = words.steps;

const pictures: Readonly<Record<StepState, ReactNode>> = {
  done: <IconCircleCheckFilled size={20} className={classes.done} aria-hidden />,
  doing: <Loader size={18} aria-hidden />,
  next: <IconCircleDot size={20} color="var(--mantine-primary-color-filled)" aria-hidden />,
  later: <IconCircle size={20} className={classes.later} aria-hidden />,
  unknown: <IconCircleDashed size={20} className={classes.later} aria-hidden />,
  failed: <IconAlertCircle size={20} color="var(--mantine-color-error)" aria-hidden />,
};

/** Steps in their order, each ticked once it is true. What is said to the eye by a picture is said in words to the ear. */
export const Checklist = ({ steps, label }: { readonly steps: readonly ChecklistStep[]; readonly label: string }) => (
  <ol className={classes.list} aria-label={label}>
    {steps.map(({ title, state, detail, action }) => (
      <li
        key={title}
        className={classes.step}
        aria-current={state === 'next' || state === 'doing' ? 'step' : undefined}
      >
        {pictures[state]}
        <Text span fw={state === 'next' || state === 'doing' ? 600 : 400} {...(state === 'later' && { c: 'dimmed' })}>
          <VisuallyHidden>{said[state]}</VisuallyHidden>
          {title}
        </Text>
        {action && <div className={classes.action}>{action}</div>}
        {detail && <div className={classes.detail}>{detail}</div>}
      </li>
    ))}
  </ol>
);
