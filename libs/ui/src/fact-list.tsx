import { Fragment, type ReactNode } from 'react';
import classes from './fact-list.module.css';

/** Names and what they are, in two columns; below each other where there is no room. */
export const FactList = ({ facts }: { readonly facts: Readonly<Record<string, ReactNode>> }) => (
  <dl className={classes.list}>
    {Object.entries(facts).map(([name, value]) => (
      <Fragment key={name}>
        <dt className={classes.name}>{name}</dt>
        <dd className={classes.value}>{value}</dd>
      </Fragment>
    ))}
  </dl>
);
