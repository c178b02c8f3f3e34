import classes from './skip-link.module.css';
import { words } from './words.ts';

/** The first stop of the Tab key: past the navigation. */
export const SkipLink = () => (
  // biome-ignore lint/a11y/useValidAnchor: it goes to a place on this page, also while no script runs yet
  <a
    className={classes.link}
    href="#content"
    onClick={(event) => {
      // The address is for what is shown; where the focus is does not belong into it.
      event.preventDefault();
      document.getElementById('content')?.focus();
    }}
  >
    {words.skip}
  </a>
);
