/** Every sentence of the step-up. */
export const words = {
  title: 'Confirm that it is you',
  why: 'This needs your password again. You will not be asked for it for the next ten minutes.',
  password: 'Password',
  wrong: 'This is not your password.',
  confirm: 'Confirm',
  cancel: 'Cancel',
  forgotten: 'Forgotten password?',
} as const;
