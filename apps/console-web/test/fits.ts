import type { Page } from 'playwright-core';

/** As wide as a phone, which is 400 % zoom of 1280 px; 200 % zoom; and whole (WCAG 1.4.4, 1.4.10). */
const widths = [320, 640, 1280] as const;

/** Makes every text as long as German or Finnish would be, in letters that English has not. */
export const inLongerWords = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const letters = new Map(['aå', 'eé', 'iî', 'oö', 'uû', 'nñ', 'sš', 'tţ'].map(([plain, other]) => [plain, other]));
    const more = (length: number) => 'ẽẽẽẽẽẽẽẽẽ '.repeat(Math.ceil(length / 10)).slice(0, length);
    const longer = (text: string) =>
      `${text.replace(/[aeiounst]/g, (letter) => letters.get(letter) ?? letter)} ${more(Math.ceil(text.length * 0.4))}`;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found) {
      const isCode = text.parentElement?.closest('code, pre, script, style') !== null;
      if (text.data.trim() !== '' && !isCode) text.data = longer(text.data);
    }
  });

/** What cannot be read at some width: that the page scrolls sideways, or a control whose words are cut off. */
export async function lostAtAnyWidth(page: Page): Promise<readonly string[]> {
  const before = page.viewportSize();
  const lost: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const what of await lostNow(page)) lost.push(`${width} px: ${what}`);
  }
  if (before) await page.setViewportSize(before);
  return lost;
}

const lostNow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const { scrollWidth } = document.documentElement;
    const beyond = [...document.querySelectorAll<HTMLElement>('main *')].filter(
      (element) => element.childElementCount === 0 && element.getBoundingClientRect().right > innerWidth + 1,
    );
    const sideways = scrollWidth > innerWidth ? [`${scrollWidth} px wide by "${beyond[0]?.textContent}"`] : [];
    const isCut = (element: HTMLElement) =>
      element.checkVisibility() &&
      element.textContent?.trim() !== '' &&
      element.scrollWidth > element.clientWidth + 1 &&
      getComputedStyle(element).overflowX !== 'visible' &&
      getComputedStyle(element).overflowX !== 'auto';
    const parts = [...document.querySelectorAll<HTMLElement>('button *, a *, label *, h1, h2, h3, th, dt')];
    const cut = parts.filter(isCut).map((element) => `"${element.textContent?.trim()}" is cut off`);
    return [...sideways, ...new Set(cut)];
  });
