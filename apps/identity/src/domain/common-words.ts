/**
 * What people build long passwords from when they want them easy: the words of the well-known lists of leaked passwords,
 * and phrases that everybody has read. They are taken out before a password is measured, so each one counts for nothing,
 * alone or joined to others. Longest first where one contains another.
 */
export const commonPhrases: readonly string[] = [
  'correcthorsebatterystaple',
  'thequickbrownfoxjumpsoverthelazydog',
  'loremipsumdolorsitamet',
  'tobeornottobethatisthequestion',
  'maytheforcebewithyou',
  'onceuponatime',
  'thisismypassword',
  'mypasswordis',
  'changemeplease',
  'donottouchthis',
  'iloveyousomuch',
  'happybirthday',
  'merrychristmas',
  'opensesame',
  'trustno1',
];

export const commonWords: readonly string[] = `
administrator administration authentication manchester california
basketball bernardo blink barcelona baseball butterfly charlotte cheesecake chocolate christmas christopher
cocacola computer creative database default demo department developer development diamond dragon
elizabeth emulator enterprise facebook football forever friends gabriel godzilla google guest
hello hockey hunter iceman iloveyou instagram internet jennifer jessica jonathan jordan justin
killer kubernetes letmein licence license linux liverpool localhost localstack london loveme lovely
manager master matrix matthew mercedes michael michelle microsoft monkey monster mustang
network nicole ninja nothing office password passwort passphrase passw pokemon postgres princess private production purple
qwerty qwertz azerty dvorak raspberry rainbow ranger reloaded robert rockyou root samsung samantha secret security server service shadow
snoopy software spiderman starwars steelers summer winter spring autumn sunday monday tuesday wednesday thursday friday saturday
sunshine superman superuser support system taylor temporary testing test thomas tigger tinkerbell toyota
unknown user username victoria vodafone warcraft welcome whatever william windows workspace yankees
admin access account amazon angel apple ashley asdf banana batman charlie cheese cookie daniel flower freedom ginger
january february march april june july august september october november december
love hate money pass login change changeme company cloud docker email example flexible github gitlab hallo home house
token secure strong safe simple easy number numbers letter letters character characters long longer very this is my the and for you your
`
  .split(/\s+/)
  .filter((word) => word.length > 0)
  .sort((one, other) => other.length - one.length);

/** Rows that fingers walk along. */
export const walks: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  'azertyuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
  '!@#$%^&*()',
];
