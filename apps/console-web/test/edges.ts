import { inTheme, type Page, type Theme } from '@platform/browser';

/** Controls whose edge does not stand out from what is behind them by 3 to 1, in either theme (WCAG 1.4.11). */
export async function faintEdges(page: Page): Promise<readonly string[]> {
  const faint: string[] = [];
  for (const theme of ['light', 'dark'] satisfies Theme[])
    faint.push(...(await inTheme(page, theme, () => faintNow(page))).map((one) => `${theme}: ${one}`));
  return faint;
}

const faintNow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string) => {
      const [red = 0, green = 0, blue = 0] = channels(color)
        .slice(0, 3)
        .map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const isOpaque = (color: string) => (channels(color)[3] ?? 1) > 0.99;
    const behind = (element: Element | null): string => {
      const color = element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)';
      return isOpaque(color) ? color : behind(element?.parentElement ?? null);
    };
    const ratio = (one: string, other: string) => {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const isEdged = (element: Element | null): boolean =>
      element !== null && getComputedStyle(element).borderTopWidth !== '0px';
    /** What a person sees of a control: itself, the track of a switch, or the frame around a field and its button. */
    const shownOf = (control: Element) =>
      [control, control.nextElementSibling, control.parentElement].find(isEdged) ?? control;
    const controls = document.querySelectorAll('input:not([type=hidden]), textarea, select');
    return [...controls].flatMap((control) => {
      const box = shownOf(control);
      const unlike = isEdged(box) ? ratio(getComputedStyle(box).borderTopColor, behind(box.parentElement)) : 1;
      if (unlike >= 3 || box.getBoundingClientRect().width < 2) return [];
      return [`${control.getAttribute('name') ?? control.id}: ${unlike.toFixed(2)}`];
    });
  });
