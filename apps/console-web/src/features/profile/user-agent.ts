import { browsers, systems, unnamed } from './product-words.ts';

const mostCharacters = 60;

/** Which browser on which system, in words; a program that is no browser stands for itself. It may claim what it likes. */
export function userAgentInWords(text: string): string {
  const browser = browsers.flatMap(([name, pattern]) => {
    const version = pattern.exec(text)?.[1];
    return version ? [`${name} ${version}`] : [];
  })[0];
  const system = systems.find(([, pattern]) => pattern.test(text))?.[0];
  if (browser) return system ? `${browser} on ${system}` : browser;
  if (text.trim() === '') return unnamed;
  const first = text.split(/[\s(]/, 1)[0]?.replace('/', ' ') || text;
  return first.length > mostCharacters ? `${first.slice(0, mostCharacters)}…` : first;
}
