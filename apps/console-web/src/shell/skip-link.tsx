import classes from './skip-link.module.css';
import { words } from './words.ts';

/** The first stop of the Tab key: past the navigation. */
export const SkipLink = () => (
  <a className={classes.link} href="#content">
    {words.skip}
  </a>
);
