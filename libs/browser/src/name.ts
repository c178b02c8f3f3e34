export type BrowserName = 'chromium';
