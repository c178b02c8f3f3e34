import { config } from 'zod';
import { words } from './words.ts';

/** Short sentences instead of the schema library's own; a sentence that a schema brings itself stays. */
config({
  customError: (issue) => {
    if (issue.code === 'invalid_type' && issue.input === undefined) return words.invalid.missing;
    if (issue.code === 'too_small') {
      return issue.input === '' ? words.invalid.missing : words.invalid.short(Number(issue.minimum));
    }
    return issue.code === 'too_big' ? words.invalid.long(Number(issue.maximum)) : undefined;
  },
});
