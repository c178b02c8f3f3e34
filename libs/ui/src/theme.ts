import { createTheme, type MantineColorsTuple } from '@mantine/core';
import { words } from './words.ts';

/** Darker in the shades that light badges use for text, so that they can be read (WCAG 2.2 AA). */
const orange: MantineColorsTuple = [
  ...(['#fff4e6', '#ffe8cc', '#ffd8a8', '#ffc078', '#ffa94d', '#ff922b', '#e8690b'] as const),
  ...(['#b34a00', '#963d00', '#7a3100'] as const),
];
const green: MantineColorsTuple = [
  ...(['#ebfbee', '#d3f9d8', '#b2f2bb', '#8ce99a', '#69db7c', '#51cf66', '#40c057'] as const),
  ...(['#1f7a33', '#186329', '#114c1f'] as const),
];

/** Quiet and dense: one grey scale, one accent, red only for what destroys. */
export const theme = createTheme({
  colors: { orange, green },
  primaryColor: 'indigo',
  primaryShade: 8,
  autoContrast: true,
  defaultRadius: 6,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1rem' } } },
  respectReducedMotion: true,
  // Plain data, not `Modal.extend(…)`: the theme stands in the first load, the components do not.
  components: {
    // As high as ever, and higher where its words need two lines: a narrow screen or a longer language cuts nothing off.
    Button: {
      styles: {
        root: { height: 'auto', maxWidth: '100%' },
        inner: { height: 'auto', minHeight: 'calc(var(--button-height) - 2px)' },
        label: { height: 'auto', whiteSpace: 'normal' },
      },
    },
    Badge: { defaultProps: { tt: 'none' } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': words.close }, centered: true } },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': words.close } },
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    },
    // The element that Mantine focuses first is none that a menu may have (axe); the first item is.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Within the page's landmark, not beside it (axe: region).
    Tooltip: {
      defaultProps: {
        portalProps: { target: 'main' },
        events: { hover: true, focus: true, touch: true },
        withArrow: true,
      },
    },
  },
});
