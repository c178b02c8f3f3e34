import { asTheBrowser } from '../../session/times.ts';
import { words } from './words.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const locales = [
  'en',
  'en-GB',
  'en-US',
  'en-CA',
  'en-IN',
  'de',
  'de-AT',
  'de-CH',
  'es',
  'fr',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt-BR',
  'sv',
  'zh-CN',
];
const example = new Date(Date.UTC(2026, 10, 23, 15, 4));

const inEnglish = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });

/** The forms of dates, each with an example. What the account has already is always among them. */
export const localeChoices = (own: string): readonly Choice[] =>
  including(locales, own).map((value) => {
    const date = new Intl.DateTimeFormat(value, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(
      example,
    );
    return { value, label: `${inEnglish.of(value) ?? value}: ${date}` };
  });

/** All time zones that this browser knows; first its own. */
export function timeZoneChoices(own: string): readonly Choice[] {
  const browser = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== asTheBrowser && zone !== 'Etc/UTC');
  return [
    { value: asTheBrowser, label: words.you.asBrowser(browser) },
    { value: 'Etc/UTC', label: words.you.utc },
    ...including(zones, own === asTheBrowser || own === 'Etc/UTC' ? '' : own).map((value) => ({
      value,
      label: value.replaceAll('_', ' '),
    })),
  ];
}

const including = (all: readonly string[], own: string): readonly string[] =>
  own === '' || all.includes(own) ? all : [own, ...all];
