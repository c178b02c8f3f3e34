const browsers: readonly (readonly [name: string, pattern: RegExp])[] = [
  // The special ones first: most of them also say that they are Chrome, and Chrome that it is Safari.
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//],
];

const systems: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPod)\b/],
  ['iPadOS', /\biPad\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\b(?:Linux|X11)\b/],
];

const mostCharacters = 60;

/** Which browser on which system, in words; a program that is no browser stands for itself. It may claim what it likes. */
export function userAgentInWords(text: string): string {
  const browser = browsers.flatMap(([name, pattern]) => {
    const version = pattern.exec(text)?.[1];
    return version ? [`${name} ${version}`] : [];
  })[0];
  const system = systems.find(([, pattern]) => pattern.test(text))?.[0];
  if (browser) return system ? `${browser} on ${system}` : browser;
  if (text.trim() === '') return 'An unnamed program';
  const first = text.split(/[\s(]/, 1)[0]?.replace('/', ' ') || text;
  return first.length > mostCharacters ? `${first.slice(0, mostCharacters)}…` : first;
}
